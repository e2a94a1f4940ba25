package unrolled.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.cell.Cell;
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
 * h_t      = cell(onehot(token_t), h_(t−1))         (N × H)
 * z_t      = h_t·W + b                              (N × K)
 * P(next)  = softmax(z_t)
 * loss     = −mean over t and n of log P(token_(t+1))      in nats per token
 * }</pre>
 *
 * @param <S> the state of the cell
 */
public final class LanguageModel<S extends State<S>> {
  private final Unrolled<S> body;
  private final Dense head; // (H × K)
  private final int tokens;

  /** A model over {@code cell}, whose input size is K, the number of tokens. */
  public LanguageModel(Cell<S> cell, RandomGenerator rng) {
    tokens = cell.inputSize();
    body = new Unrolled<>(cell);
    head = new Dense(cell.hiddenSize(), tokens, rng);
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
    return body.cell().zeroState(batch);
  }

  /** The loss on {@code inputs[n][t]} with the answers {@code targets[n][t]}; learns nothing. */
  public Read<S> read(int[][] inputs, int[][] targets, S initial) {
    Unrolled.Run<S> run = body.forward(Sequence.oneHot(inputs, tokens), initial);
    return new Read<>(loss(run, targets).mean(), run.last());
  }

  /**
   * As {@link #read}, and adds to the gradients. The gradient stops at the first step of the batch:
   * this is truncated backpropagation through time, if {@code initial} came from a batch before.
   */
  public Read<S> learn(int[][] inputs, int[][] targets, S initial) {
    Unrolled.Run<S> run = body.forward(Sequence.oneHot(inputs, tokens), initial);
    LossValue loss = loss(run, targets);
    Sequence outputs = run.outputs();
    Matrix dh = head.backward(loss.gradient(), outputs.flat());
    body.backward(outputs.withFlat(dh), run);
    return new Read<>(loss.mean(), run.last());
  }

  /** One token further: the logits of what comes next (N × K), and the new state. */
  public Next<S> next(int[] token, S state) {
    int[][] ids = new int[token.length][1];
    for (int n = 0; n < token.length; n++) ids[n][0] = token[n];
    Unrolled.Run<S> run = body.forward(Sequence.oneHot(ids, tokens), state);
    return new Next<>(head.forward(run.last().h()), run.last());
  }

  /**
   * What the model expects after a token.
   *
   * @param logits of each token (N × K)
   */
  public record Next<S>(Matrix logits, S state) {}

  private LossValue loss(Unrolled.Run<S> run, int[][] targets) {
    return SoftmaxCrossEntropy.of(head.forward(run.outputs().flat()), timeMajor(targets));
  }

  private static int[] timeMajor(int[][] ids) {
    int batch = ids.length;
    int[] flat = new int[batch * ids[0].length];
    for (int i = 0; i < flat.length; i++) flat[i] = ids[i % batch][i / batch];
    return flat;
  }

  /** Of the cell and of the head. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(body.parameters());
    all.addAll(head.parameters());
    return List.copyOf(all);
  }
}
