package unrolled.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.LossValue;
import unrolled.nn.Parameter;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * A model of what comes next: at every step it reads a token and says how likely each token is to
 * be the following one.
 *
 * <pre>{@code
 * h_t      = body(onehot(token_t), h_(t−1))         (N × H)
 * z_t      = h_t·W + b                              (N × K)
 * P(next)  = softmax(z_t)
 * loss     = −mean over t and n of log P(token_(t+1))      in nats per token
 * }</pre>
 *
 * @param <S> the state of the body
 */
public final class LanguageModel<S extends State<S>> {
  private final Layer<S> body;
  private final Dense head; // (H × K)
  private final int tokens;

  /**
   * A model over {@code body}, whose input size is K, the number of tokens: a {@link Lstm}, a
   * {@link Stacked} of them, or a cell of your own as {@code new Unrolled<>(cell).asLayer()}.
   *
   * @throws IllegalArgumentException if the body reads ahead, which is where the answer stands
   */
  public LanguageModel(Layer<S> body, RandomGenerator rng) {
    if (body.readsAhead()) {
      throw new IllegalArgumentException(
          "LanguageModel: the body reads in both directions, so it would read the token that it is"
              + " to foresee; expected one that reads forward only");
    }
    tokens = body.inputSize();
    this.body = body;
    head = new Dense(body.hiddenSize(), tokens, rng);
  }

  /**
   * What a batch cost, and where it ended.
   *
   * @param loss nats per token
   * @param last the state after the last token; hand it on to read the text that follows
   */
  public record Read<S>(double loss, S last) {}

  /** The state before any text, for {@code batch} texts read at once. */
  public S start(int batch) {
    return body.zeroState(batch);
  }

  /** The loss on {@code inputs[n][t]} with the answers {@code targets[n][t]}; learns nothing. */
  public Read<S> read(int[][] inputs, int[][] targets, S initial) {
    return new Read<>(forward(inputs, targets, initial, false).mean(), body.last());
  }

  /**
   * As {@link #read}, and adds to the gradients. The gradient stops at the first step of the batch:
   * this is truncated backpropagation through time, if {@code initial} came from a batch before. If
   * the loss is NaN or infinite, no gradient is added.
   */
  public Read<S> learn(int[][] inputs, int[][] targets, S initial) {
    LossValue loss = forward(inputs, targets, initial, true);
    if (Double.isFinite(loss.mean())) {
      Sequence h = body.outputs();
      body.backward(h.withFlat(head.backward(loss.gradient(), h.flat())));
    }
    return new Read<>(loss.mean(), body.last());
  }

  /** One token further: the logits of what comes next (N × K), and the new state. */
  public Next<S> next(int[] token, S state) {
    int[][] ids = new int[token.length][1];
    for (int n = 0; n < token.length; n++) {
      ids[n][0] = token[n];
    }
    body.training(false).forward(Sequence.oneHot(ids, tokens), state);
    return new Next<>(head.forward(body.outputs().flat()), body.last());
  }

  /**
   * What the model expects after a token.
   *
   * @param logits of each token (N × K)
   */
  public record Next<S>(Matrix logits, S state) {}

  private LossValue forward(int[][] inputs, int[][] targets, S initial, boolean training) {
    Sequence xs = Sequence.oneHot(inputs, tokens);
    boolean fits = targets.length == inputs.length;
    for (int n = 0; fits && n < inputs.length; n++) {
      fits = targets[n].length == inputs[n].length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "LanguageModel: expected %d rows of %d targets, one for each input; got rows of %s"
              .formatted(
                  inputs.length,
                  xs.steps(),
                  Arrays.toString(Arrays.stream(targets).mapToInt(row -> row.length).toArray())));
    }
    Sequence h = body.training(training).forward(xs, initial);
    return SoftmaxCrossEntropy.of(head.forward(h.flat()), new Tokens(targets).ids());
  }

  /** Of the body and of the head. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(body.parameters());
    all.addAll(head.parameters());
    return List.copyOf(all);
  }
}
