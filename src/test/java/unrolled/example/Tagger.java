package unrolled.example;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import unrolled.layer.Bidirectional;
import unrolled.layer.Lstm;
import unrolled.model.Examples;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.train.AdamW;
import unrolled.train.Schedule;
import unrolled.train.SplitMix;

/** Tags each symbol by whether it comes again, which only reading from the end can tell. */
final class Tagger {
  private static final int K = 5;

  private final SplitMix rng = new SplitMix(3);

  private Bidirectional<?> layer(int width) {
    return new Bidirectional<>(new Lstm(width, 24, rng), new Lstm(width, 24, rng));
  }

  /** Returns the share of new symbols that are tagged rightly; padding is none. */
  double learn(int epochs) {
    Model<int[][], int[][]> model =
        new Model<>(
                Input.embedded(K, 8, rng),
                List.of(layer(8), layer(48)),
                Readout.EACH_STEP,
                2,
                Loss.tags(),
                rng)
            .dropout(0, 0.1, 0);
    Schedule rate = Schedule.cosine(5e-3, 1e-4, 80 * epochs);
    model.fit(new AdamW(rate, 0.01)).epochs(epochs).clip(1).on(80, step -> draw(32));
    Examples<int[][], int[][]> test = draw(300);
    return model.evaluate(test.inputs(), test.targets()).accuracy();
  }

  private Examples<int[][], int[][]> draw(int count) {
    int[][] rows = new int[count][];
    Arrays.setAll(rows, n -> rng.ints(1 + rng.nextInt(12), 0, K).toArray());
    return new Examples<>(rows, Arrays.stream(rows).map(Tagger::tags).toArray(int[][]::new));
  }

  private static int[] tags(int[] row) {
    return IntStream.range(0, row.length)
        .map(t -> Arrays.stream(row).skip(t + 1).anyMatch(id -> id == row[t]) ? 1 : 0)
        .toArray();
  }

  public static void main(String[] args) {
    System.out.printf("accuracy %.3f%n", new Tagger().learn(5));
  }
}
