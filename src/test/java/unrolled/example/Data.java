package unrolled.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import unrolled.data.ClassNames;
import unrolled.data.Dates;
import unrolled.data.MackeyGlass;
import unrolled.train.SplitMix;

/** Writes what the examples learn to a folder, for their twins in src/test/python/example. */
final class Data {
  private Data() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Files.write(folder.resolve("names.txt"), ClassNames.ofTheJdk());
    Files.write(
        folder.resolve("dates.tsv"),
        Dates.draw(6000, new SplittableRandom(5)).stream()
            .map(pair -> pair.source() + "\t" + pair.target())
            .toList());
    double[] series = MackeyGlass.series(1000, 17, new SplitMix(5));
    Files.write(
        folder.resolve("series.txt"), Arrays.stream(series).mapToObj(Double::toString).toList());
  }
}
