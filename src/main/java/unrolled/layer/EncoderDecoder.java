package unrolled.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import unrolled.cell.State;
import unrolled.layer.LanguageModel.Next;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.LossValue;
import unrolled.nn.Parameter;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * A network that reads one sequence and writes another, whose length may differ: the last state of
 * the encoder is the first of the decoder, and all that the decoder knows of the source.
 *
 * <pre>{@code
 * s         = encoder(onehot(source))                          the last state
 * h_1 … h_T = decoder(onehot(start, y_1 … y_(T−1)), from s)    teacher forcing
 * z_t       = h_t·W + b                                        (N × K)
 * loss      = −mean over t and n of log P(y_t)                 in nats per token
 *
 * backward: head, decoder → ds → encoder
 * }</pre>
 *
 * <p>Teacher forcing gives the decoder the right token of the step before, not its own guess, so
 * all steps can be learnt at once; when it writes, {@link #next} is given its own tokens.
 * Sutskever, Vinyals and Le, "Sequence to sequence learning with neural networks", 2014.
 *
 * @param <S> the state, the same for both
 */
public final class EncoderDecoder<S extends State<S>> {
  private final Layer<S> encoder;
  private final Layer<S> decoder;
  private final Dense head; // (H × K)
  private final int start;

  /**
   * A model over two layers, whose input sizes are the numbers of tokens. They must not be one
   * object, as each keeps what it computed for its backward pass.
   *
   * @param start the token of the target that the decoder reads first
   */
  public EncoderDecoder(Layer<S> encoder, Layer<S> decoder, int start, RandomGenerator rng) {
    if (encoder == decoder || encoder.hiddenSize() != decoder.hiddenSize())
      throw new IllegalArgumentException(
          "EncoderDecoder: expected two layers with equally many units, got %d and %d%s"
              .formatted(
                  encoder.hiddenSize(),
                  decoder.hiddenSize(),
                  encoder == decoder ? " of one and the same" : ""));
    if (start < 0 || start >= decoder.inputSize())
      throw new IllegalArgumentException(
          "EncoderDecoder: start %d; the tokens are 0 to %d"
              .formatted(start, decoder.inputSize() - 1));
    this.encoder = encoder;
    this.decoder = decoder;
    this.start = start;
    head = new Dense(decoder.hiddenSize(), decoder.inputSize(), rng);
  }

  /** The loss of writing {@code targets[n][t]} after reading {@code sources[n][t]}. */
  public double read(int[][] sources, int[][] targets) {
    return forward(sources, targets).mean();
  }

  /** As {@link #read}, and adds to the gradients of both layers and the head. */
  public double learn(int[][] sources, int[][] targets) {
    LossValue loss = forward(sources, targets);
    Sequence outputs = decoder.outputs();
    decoder.backward(outputs.withFlat(head.backward(loss.gradient(), outputs.flat())));
    encoder.backward(decoder.dInitial());
    return loss.mean();
  }

  private LossValue forward(int[][] sources, int[][] targets) {
    int[][] late = Arrays.stream(targets).map(this::late).toArray(int[][]::new);
    Sequence xs = oneHot(late, decoder);
    Matrix z = head.forward(decoder.forward(xs, encode(sources)).flat());
    return SoftmaxCrossEntropy.of(z, LanguageModel.timeMajor(targets));
  }

  /** What the decoder reads while it should write {@code target}. */
  private int[] late(int[] target) {
    return IntStream.range(0, target.length).map(t -> t == 0 ? start : target[t - 1]).toArray();
  }

  /** The state in which {@link #next} begins to write, by reading the start token. */
  public S encode(int[][] sources) {
    encoder.forward(oneHot(sources, encoder));
    return encoder.last();
  }

  /** One token further: the logits of what comes next (N × K), and the new state. */
  public Next<S> next(int[] token, S state) {
    int[][] ids = IntStream.of(token).mapToObj(id -> new int[] {id}).toArray(int[][]::new);
    Sequence h = decoder.forward(oneHot(ids, decoder), state);
    return new Next<>(head.forward(h.flat()), decoder.last());
  }

  private static Sequence oneHot(int[][] ids, Layer<?> reader) {
    return Sequence.oneHot(ids, reader.inputSize());
  }

  /** Of the encoder, the decoder and the head. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(encoder.parameters());
    all.addAll(decoder.parameters());
    all.addAll(head.parameters());
    return List.copyOf(all);
  }
}
