package unrolled.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.cell.State;
import unrolled.layer.EncoderDecoder;
import unrolled.layer.Layer;
import unrolled.layer.Next;
import unrolled.nn.Parameter;
import unrolled.train.BeamSearch;
import unrolled.train.Metrics;

/**
 * An {@link EncoderDecoder} with what a {@link Model} has: a loop that trains it, a judgement,
 * answers, and a file.
 *
 * <pre>{@code
 * loss       −mean of log P(y_t), over y_1 … y_T and the end       nats per token, teacher forcing
 * predict    y_t = the likeliest token after y_1 … y_(t−1), until it is the end
 * }</pre>
 *
 * <p>Sources and targets are rows of tokens of any lengths. The token that ends a target is added
 * when it is learnt and taken off when it is written, so no target of yours holds it.
 */
public final class Translator extends Trainable<int[][], int[][]> {
  private final EncoderDecoder<?, ?> network;
  private final int end;
  private final int longest;

  /**
   * A translator over {@code network}.
   *
   * @param end the token of the target that ends a text; may be the one that starts it
   * @param longest the most tokens that {@link #predict} writes for a source, without the end
   * @param rng draws the order of the examples; a {@code SplitMix}, if training is to go on from a
   *     checkpoint
   */
  public Translator(EncoderDecoder<?, ?> network, int end, int longest, RandomGenerator rng) {
    super(rng);
    int tokens = network.targetTokens.W.value.rows();
    if (end < 0 || end >= tokens) {
      throw new IllegalArgumentException(
          "Translator: end %d; the tokens of the target are 0 to %d".formatted(end, tokens - 1));
    }
    if (longest < 1) {
      throw new IllegalArgumentException("Translator: longest must be positive, got " + longest);
    }
    this.network = network;
    this.end = end;
    this.longest = longest;
  }

  /** The network: for its parts, and for where it looks. */
  public EncoderDecoder<?, ?> network() {
    return network;
  }

  /**
   * The loss of writing {@code targets[n]} after reading {@code sources[n]}, with dropout. Adds to
   * the gradients; if the loss is NaN or infinite, no gradient is added.
   */
  public double learn(int[][] sources, int[][] targets) {
    return network.learn(sources, ended(targets));
  }

  @Override
  double learn(int[][] sources, int[][] targets, States initial) {
    return learn(sources, targets);
  }

  @Override
  double loss(int[][] sources, int[][] targets, States initial) {
    return network.read(sources, ended(targets));
  }

  @Override
  States last() {
    throw new IllegalStateException("Translator: each source is read from its start");
  }

  @Override
  void requireGoesOn() {
    throw new IllegalArgumentException(
        "fit: a translator reads each source from its start, so it cannot be stateful");
  }

  @Override
  void requireOneGenerator() {
    requireOneGenerator("encoder", network.encoder());
    requireOneGenerator("decoder", network.decoder());
  }

  private void requireOneGenerator(String name, Layer<?> layer) {
    if (Body.dropsBeside(layer, rng)) {
      throw new IllegalArgumentException(
          "checkpoint: the %s drops with a generator of its own, whose state is not saved; give it the translator's generator"
              .formatted(name));
    }
  }

  @Override
  int examples(int[][] sources, int[][] targets) {
    return sameCount("Translator", sources.length, targets.length);
  }

  @Override
  Examples<int[][], int[][]> pick(int[][] sources, int[][] targets, int... numbers) {
    return new Examples<>(
        IntStream.of(numbers).mapToObj(n -> sources[n]).toArray(int[][]::new),
        IntStream.of(numbers).mapToObj(n -> targets[n]).toArray(int[][]::new));
  }

  /** The targets, each with the token that ends it. */
  private int[][] ended(int[][] targets) {
    int[][] ended = new int[targets.length][];
    for (int n = 0; n < targets.length; n++) {
      for (int t = 0; targets[n] != null && t < targets[n].length; t++) {
        if (targets[n][t] == end) {
          throw new IllegalArgumentException(
              "Translator: row %d of the targets holds %d, the token that ends a text, at step %d; expected rows without it, it is added to each"
                  .formatted(n, end, t));
        }
      }
      if (targets[n] == null) {
        throw new IllegalArgumentException(
            "Translator: row %d of the targets is null; expected its tokens".formatted(n));
      }
      ended[n] = Arrays.copyOf(targets[n], targets[n].length + 1);
      ended[n][targets[n].length] = end;
    }
    return ended;
  }

  /** What came of examples that were not learnt: their loss, and what {@link #predict} writes. */
  public Evaluation evaluate(int[][] sources, int[][] targets) {
    return new Evaluation(loss(sources, targets, null), predict(sources), targets);
  }

  /**
   * A judgement.
   *
   * @param loss in nats per token, the ends counted
   */
  public record Evaluation(double loss, int[][] written, int[][] targets) {
    /** The share of texts that are written exactly, to the last token, 0 to 1. */
    public double accuracy() {
      return IntStream.range(0, targets.length)
              .filter(n -> Arrays.equals(written[n], targets[n]))
              .count()
          / (double) targets.length;
    }
  }

  /**
   * Writes a text for each source, all at once, taking the likeliest token at each step: without
   * the end, and cut off at the greatest length.
   */
  public int[][] predict(int[][] sources) {
    return predict(network, sources);
  }

  private <S extends State<S>> int[][] predict(EncoderDecoder<?, S> network, int[][] sources) {
    int N = sources.length;
    List<IntStream.Builder> texts = Stream.generate(IntStream::builder).limit(N).toList();
    boolean[] ended = new boolean[N];
    int[] last = new int[N];
    Arrays.fill(last, network.start());
    int open = N;
    EncoderDecoder.Writing<S> at = network.encode(sources);
    for (int t = 0; t < longest && open > 0; t++) {
      Next<EncoderDecoder.Writing<S>> next = network.next(last, at);
      at = next.state();
      for (int n = 0; n < N; n++) {
        last[n] = Metrics.largest(next.logits(), n);
        if (!ended[n] && last[n] == end) {
          ended[n] = true;
          open--;
        }
        if (!ended[n]) {
          texts.get(n).add(last[n]);
        }
      }
    }
    return texts.stream().map(text -> text.build().toArray()).toArray(int[][]::new);
  }

  /**
   * Writes a text for each source: the best that a {@link BeamSearch} finds and that has come to
   * its end; if none has, the best one, cut off at the greatest length.
   *
   * @param width the texts that are kept at each length
   * @param alpha the exponent of the length
   */
  public int[][] predict(int[][] sources, int width, double alpha) {
    BeamSearch search = new BeamSearch(width, end, Math.max(longest, longest + 1), alpha);
    return Arrays.stream(sources)
        .map(source -> best(network, source, search))
        .toArray(int[][]::new);
  }

  private <S extends State<S>> int[] best(
      EncoderDecoder<?, S> network, int[] source, BeamSearch search) {
    List<BeamSearch.Found> found =
        search.search(
            network.start(),
            network.encode(new int[][] {source}),
            (token, at) -> network.next(new int[] {token}, at));
    BeamSearch.Found best =
        found.stream().filter(text -> text.tokens().contains(end)).findFirst().orElse(found.get(0));
    return best.tokens().stream()
        .limit(longest)
        .mapToInt(Integer::intValue)
        .takeWhile(t -> t != end)
        .toArray();
  }

  /** The parameters by where they stand, see {@link EncoderDecoder#named}. */
  @Override
  public Map<String, Parameter> named() {
    return network.named();
  }
}
