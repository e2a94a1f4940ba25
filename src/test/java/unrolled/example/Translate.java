package unrolled.example;

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
import unrolled.train.Adam;
import unrolled.train.BeamSearch;
import unrolled.train.Schedule;
import unrolled.train.Trainer;

/** Dates as people write them, into ISO form: an encoder that reads both ways, and attention. */
final class Translate {
  private static final int LONGEST = 12;

  private final SplittableRandom rng = new SplittableRandom(5);
  private final List<Pair> pairs = Dates.draw(6000, rng);
  private final Vocabulary source =
      Vocabulary.ofCharacters(pairs.stream().map(Pair::source).collect(Collectors.joining()));
  private final Vocabulary target = Vocabulary.ofCharacters("0123456789-$^");
  private final EncoderDecoder<BothWays<HiddenState>, HiddenState> model;

  Translate(int hidden) {
    Bidirectional<HiddenState> encoder =
        new Bidirectional<>(new Gru(24, hidden, rng), new Gru(24, hidden, rng));
    Gru decoder = new Gru(24, hidden, rng);
    Bridge<BothWays<HiddenState>, HiddenState> bridge = Bridge.dense(encoder, decoder, rng);
    Looking looking = Looking.AT_EACH_STEP;
    int K = target.size();
    int start = target.id("^");
    model = new EncoderDecoder<>(source.size(), encoder, bridge, K, decoder, looking, start, rng);
  }

  void learn(int steps) {
    Adam adam = new Adam(Schedule.cosine(4e-3, 2e-4, steps));
    new Trainer(model.parameters(), adam, 1, event -> {}).train(steps, step -> learnBatch());
  }

  private double learnBatch() {
    List<Pair> batch = IntStream.range(0, 32).mapToObj(i -> pairs.get(rng.nextInt(5800))).toList();
    return model.learn(
        batch.stream().map(p -> source.encodeCharacters(p.source())).toArray(int[][]::new),
        batch.stream().map(p -> target.encodeCharacters(p.target() + "$")).toArray(int[][]::new));
  }

  String translate(String date) {
    BeamSearch search = new BeamSearch(3, target.id("$"), LONGEST, 1);
    var begin = model.encode(new int[][] {source.encodeCharacters(date)});
    var found =
        search.search(target.id("^"), begin, (id, at) -> model.next(new int[] {id}, at)).get(0);
    return found.tokens().stream()
        .map(target::token)
        .collect(Collectors.joining())
        .replace("$", "");
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
