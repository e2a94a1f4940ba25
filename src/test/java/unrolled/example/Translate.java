package unrolled.example;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.cell.HiddenState;
import unrolled.data.Dates;
import unrolled.data.Pair;
import unrolled.data.Vocabulary;
import unrolled.layer.Bidirectional;
import unrolled.layer.BothWays;
import unrolled.layer.Bridge;
import unrolled.layer.EncoderDecoder;
import unrolled.layer.EncoderDecoder.Looking;
import unrolled.layer.Gru;
import unrolled.model.Examples;
import unrolled.model.Translator;
import unrolled.train.Adam;
import unrolled.train.Schedule;

/** Dates as people write them, into ISO form: an encoder that reads both ways, and attention. */
final class Translate {
  private static final int LONGEST = 11;

  private final SplittableRandom rng = new SplittableRandom(5);
  private final List<Pair> pairs = Dates.draw(6000, rng);
  private final Vocabulary source =
      Vocabulary.ofCharacters(pairs.stream().map(Pair::source).collect(Collectors.joining()));
  private final Vocabulary target = Vocabulary.ofCharacters("0123456789-$^");
  private final Translator model;

  Translate(int hidden) {
    Bidirectional<HiddenState> encoder =
        new Bidirectional<>(new Gru(24, hidden, rng), new Gru(24, hidden, rng));
    Gru decoder = new Gru(24, hidden, rng);
    Bridge<BothWays<HiddenState>, HiddenState> bridge = Bridge.dense(encoder, decoder, rng);
    Looking looking = Looking.AT_EACH_STEP;
    int K = target.size();
    int start = target.id("^");
    model =
        new Translator(
            new EncoderDecoder<>(source.size(), encoder, bridge, K, decoder, looking, start, rng),
            target.id("$"),
            LONGEST,
            rng);
  }

  void learn(int steps) {
    Adam adam = new Adam(Schedule.cosine(4e-3, 2e-4, steps));
    model.fit(adam).epochs(1).clip(1).on(steps, step -> batch());
  }

  private Examples<int[][], int[][]> batch() {
    List<Pair> batch = IntStream.range(0, 32).mapToObj(i -> pairs.get(rng.nextInt(5800))).toList();
    return new Examples<>(
        batch.stream().map(p -> source.encodeCharacters(p.source())).toArray(int[][]::new),
        batch.stream().map(p -> target.encodeCharacters(p.target())).toArray(int[][]::new));
  }

  String translate(String date) {
    int[][] found = model.predict(new int[][] {source.encodeCharacters(date)}, 3, 1);
    return Arrays.stream(found[0]).mapToObj(target::token).collect(Collectors.joining());
  }

  /** The share of dates it has not seen that it translates to the letter. */
  double accuracy(int count) {
    List<Pair> test = pairs.subList(5800, 5800 + count);
    long right = test.stream().filter(p -> translate(p.source()).equals(p.target())).count();
    return (double) right / count;
  }

  public static void main(String[] args) {
    Translate dates = new Translate(96);
    dates.learn(800);
    System.out.printf("%.3f of the dates are right%n", dates.accuracy(100));
  }
}
