package unrolled.layer;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.cell.State;
import unrolled.layer.LanguageModel.Next;
import unrolled.nn.Dense;
import unrolled.nn.Embedding;
import unrolled.nn.LossValue;
import unrolled.nn.Parameter;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * A network that reads one sequence and writes another, whose length may differ: the last state of
 * the encoder is the first of the decoder, and all that the decoder knows of the source.
 *
 * <pre>{@code
 * s         = encoder(E[source])                               the last state
 * h_1 … h_T = decoder(F[start, y_1 … y_(T−1)], from s)         teacher forcing
 * z_t       = h_t·W + b                                        (N × K), K tokens of the target
 * loss      = −mean over t and n of log P(y_t)                 in nats per token
 *
 * backward: head → decoder → F, ds → encoder → E
 * }</pre>
 *
 * <p>Teacher forcing gives the decoder the right token of the step before, not its own guess, so
 * all steps can be learnt at once; when it writes, {@link #next} is given its own tokens. E and F
 * are embeddings. The rows of a batch may be of different lengths. Sutskever, Vinyals and Le,
 * "Sequence to sequence learning with neural networks", 2014.
 *
 * @param <S> the state, the same for both
 */
public final class EncoderDecoder<S extends State<S>> {
  private final Embedding sourceTokens; // E
  private final Layer<S> encoder;
  private final Embedding targetTokens; // F
  private final Layer<S> decoder;
  private final Dense head; // (H × K)
  private final int start;

  /**
   * A model over two layers. They must not be one object, as each keeps what it computed for its
   * backward pass.
   *
   * @param sources the number of tokens of the source
   * @param targets K, the number of tokens of the target
   * @param start the token of the target that the decoder reads first
   */
  public EncoderDecoder(
      int sources,
      Layer<S> encoder,
      int targets,
      Layer<S> decoder,
      int start,
      RandomGenerator rng) {
    if (encoder == decoder || encoder.hiddenSize() != decoder.hiddenSize())
      throw new IllegalArgumentException(
          "EncoderDecoder: expected two layers with equally many units, got %d and %d%s"
              .formatted(
                  encoder.hiddenSize(),
                  decoder.hiddenSize(),
                  encoder == decoder ? " of one and the same" : ""));
    if (start < 0 || start >= targets)
      throw new IllegalArgumentException(
          "EncoderDecoder: start %d; the tokens are 0 to %d".formatted(start, targets - 1));
    this.encoder = encoder;
    this.decoder = decoder;
    this.start = start;
    sourceTokens = new Embedding(sources, encoder.inputSize(), rng);
    targetTokens = new Embedding(targets, decoder.inputSize(), rng);
    head = new Dense(decoder.hiddenSize(), targets, rng);
  }

  /** The loss of writing {@code targets[n][t]} after reading {@code sources[n][t]}. */
  public double read(int[][] sources, int[][] targets) {
    return forward(sources, targets).mean();
  }

  /** As {@link #read}, and adds to the gradients of all parts. */
  public double learn(int[][] sources, int[][] targets) {
    LossValue loss = forward(sources, targets);
    Sequence h = decoder.outputs();
    Sequence dx = decoder.backward(h.withFlat(head.backward(loss.gradient(), h.flat())));
    targetTokens.backward(dx.flat(), late(targets).ids());
    dx = encoder.backward(decoder.dInitial());
    sourceTokens.backward(dx.flat(), new Tokens(sources).ids());
    return loss.mean();
  }

  private LossValue forward(int[][] sources, int[][] targets) {
    Tokens answers = new Tokens(targets);
    Sequence h = decoder.forward(embed(late(targets), targetTokens), encode(sources));
    return SoftmaxCrossEntropy.of(head.forward(h.flat()), answers.ids(), answers.real());
  }

  /** What the decoder reads while it should write {@code targets}: the same, one step late. */
  private Tokens late(int[][] targets) {
    return new Tokens(
        Arrays.stream(targets)
            .map(y -> IntStream.range(0, y.length).map(t -> t == 0 ? start : y[t - 1]).toArray())
            .toArray(int[][]::new));
  }

  private static Sequence embed(Tokens tokens, Embedding embedding) {
    return tokens.sequence(embedding.forward(tokens.ids()));
  }

  /** The state in which {@link #next} begins to write, by reading the start token. */
  public S encode(int[][] sources) {
    encoder.forward(embed(new Tokens(sources), sourceTokens));
    return encoder.last();
  }

  /** One token further: the logits of what comes next (N × K), and the new state. */
  public Next<S> next(int[] token, S state) {
    int[][] rows = IntStream.of(token).mapToObj(id -> new int[] {id}).toArray(int[][]::new);
    Sequence h = decoder.forward(embed(new Tokens(rows), targetTokens), state);
    return new Next<>(head.forward(h.flat()), decoder.last());
  }

  /** Of the source's tokens, the encoder, the target's tokens, the decoder and the head. */
  public List<Parameter> parameters() {
    return Parameter.distinct(
        Stream.of(
                sourceTokens.parameters(),
                encoder.parameters(),
                targetTokens.parameters(),
                decoder.parameters(),
                head.parameters())
            .flatMap(List::stream)
            .toList());
  }
}
