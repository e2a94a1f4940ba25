package unrolled.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import unrolled.cell.Cell;
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
 * s        = encoder(onehot(source))                           the last state
 * h_1 … h_T = decoder(onehot(start, y_1 … y_(T−1)), from s)    teacher forcing
 * z_t      = h_t·W + b                                         (N × K)
 * loss     = −mean over t and n of log P(y_t)                  in nats per token
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
  private final Unrolled<S> encoder;
  private final Unrolled<S> decoder;
  private final Dense head; // (H × K)
  private final int start;

  /**
   * A model over two cells with equally many units; their input sizes are the numbers of tokens.
   *
   * @param start the token of the target that the decoder reads first
   */
  public EncoderDecoder(Cell<S> encoder, Cell<S> decoder, int start, RandomGenerator rng) {
    if (encoder.hiddenSize() != decoder.hiddenSize())
      throw new IllegalArgumentException(
          "EncoderDecoder: the encoder has %d units, the decoder %d; they must be the same"
              .formatted(encoder.hiddenSize(), decoder.hiddenSize()));
    if (start < 0 || start >= decoder.inputSize())
      throw new IllegalArgumentException(
          "EncoderDecoder: start %d; the tokens are 0 to %d"
              .formatted(start, decoder.inputSize() - 1));
    this.encoder = new Unrolled<>(encoder);
    this.decoder = new Unrolled<>(decoder);
    this.start = start;
    head = new Dense(decoder.hiddenSize(), decoder.inputSize(), rng);
  }

  /** The loss of writing {@code targets[n][t]} after reading {@code sources[n][t]}. */
  public double read(int[][] sources, int[][] targets) {
    return loss(decode(targets, encode(sources)), targets).mean();
  }

  /** As {@link #read}, and adds to the gradients of both cells and the head. */
  public double learn(int[][] sources, int[][] targets) {
    Unrolled.Run<S> source = encoder.forward(oneHot(sources, encoder));
    Unrolled.Run<S> target = decode(targets, source.last());
    LossValue loss = loss(target, targets);
    Sequence outputs = target.outputs();
    Matrix dh = head.backward(loss.gradient(), outputs.flat());
    S dState = decoder.backward(outputs.withFlat(dh), target).dInitial();
    Sequence none = new Sequence(source.steps().size(), sources.length, dState.h().cols());
    encoder.backward(none, dState, source);
    return loss.mean();
  }

  /** The state in which {@link #next} begins to write, by reading the start token. */
  public S encode(int[][] sources) {
    return encoder.forward(oneHot(sources, encoder)).last();
  }

  /** One token further: the logits of what comes next (N × K), and the new state. */
  public Next<S> next(int[] token, S state) {
    int[][] ids = new int[token.length][];
    for (int n = 0; n < token.length; n++) ids[n] = new int[] {token[n]};
    S last = decoder.forward(oneHot(ids, decoder), state).last();
    return new Next<>(head.forward(last.h()), last);
  }

  /** The decoder reads what it should have written, one step late. */
  private Unrolled.Run<S> decode(int[][] targets, S state) {
    int[][] late = Arrays.stream(targets).map(this::late).toArray(int[][]::new);
    return decoder.forward(oneHot(late, decoder), state);
  }

  private int[] late(int[] target) {
    return IntStream.range(0, target.length).map(t -> t == 0 ? start : target[t - 1]).toArray();
  }

  private static Sequence oneHot(int[][] ids, Unrolled<?> reader) {
    return Sequence.oneHot(ids, reader.cell().inputSize());
  }

  private LossValue loss(Unrolled.Run<S> run, int[][] targets) {
    Matrix z = head.forward(run.outputs().flat());
    return SoftmaxCrossEntropy.of(z, LanguageModel.timeMajor(targets));
  }

  /** Of the encoder, the decoder and the head. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(encoder.parameters());
    all.addAll(decoder.parameters());
    all.addAll(head.parameters());
    return List.copyOf(all);
  }
}
