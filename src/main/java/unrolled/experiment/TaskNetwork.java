package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.cell.State;
import unrolled.data.Batch;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.LossValue;
import unrolled.nn.Parameter;

/**
 * A recurrent layer with a dense head, which answers after the last step or at every step, as the
 * targets of the batch ask.
 *
 * @param <T> what it answers: {@code int[]} or {@code Matrix}
 */
final class TaskNetwork<S extends State<S>, T> {
  private final Layer<S> body;
  private final Dense head;
  private final Objective<T> objective;
  private Matrix read; // what the head was given last

  private TaskNetwork(Layer<S> body, int outputs, Objective<T> objective, RandomGenerator rng) {
    this.body = body;
    this.objective = objective;
    head = new Dense(body.hiddenSize(), outputs, rng);
  }

  static <S extends State<S>, T> TaskNetwork<S, T> of(
      Layer<S> body, int outputs, Objective<T> objective, RandomGenerator rng) {
    return new TaskNetwork<>(body, outputs, objective, rng);
  }

  /** The head's outputs, a row for each row of the targets; learns nothing. */
  Matrix outputs(Batch<T> batch) {
    return outputs(batch, start(batch.inputs().batch()));
  }

  /** The same, read from {@code initial}; {@link #last} is then the state to go on. */
  Matrix outputs(Batch<T> batch, S initial) {
    body.training(false);
    return forward(batch, initial);
  }

  private Matrix forward(Batch<T> batch, S initial) {
    Sequence h = body.forward(batch.inputs(), initial);
    read = atTheEnd(batch) ? body.last().h() : h.flat();
    return head.forward(read);
  }

  private boolean atTheEnd(Batch<T> batch) {
    return objective.rows(batch.targets()) == batch.inputs().batch();
  }

  /** The loss on {@code batch}; learns nothing. */
  double loss(Batch<T> batch) {
    return judge(outputs(batch), batch).mean();
  }

  /** The loss on {@code batch}, read from zeros; adds to the gradients. */
  double learn(Batch<T> batch) {
    return learn(batch, start(batch.inputs().batch()));
  }

  /** The loss on {@code batch}, read from {@code initial}; adds to the gradients. */
  double learn(Batch<T> batch, S initial) {
    body.training(true);
    LossValue loss = judge(forward(batch, initial), batch);
    Matrix dh = head.backward(loss.gradient(), read);
    if (atTheEnd(batch)) body.backward(body.zeroState(dh.rows()).withH(dh));
    else body.backward(body.outputs().withFlat(dh));
    return loss.mean();
  }

  private LossValue judge(Matrix outputs, Batch<T> batch) {
    boolean[] real = batch.inputs().real();
    if (atTheEnd(batch)) {
      real = new boolean[outputs.rows()];
      Arrays.fill(real, true);
    }
    return objective.of(outputs, batch.targets(), real);
  }

  S start(int batch) {
    return body.zeroState(batch);
  }

  S last() {
    return body.last();
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(body.parameters());
    all.addAll(head.parameters());
    return List.copyOf(all);
  }
}
