package unrolled.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import unrolled.cell.Cell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmState;
import unrolled.cell.State;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;

/**
 * How much of a gradient reaches how far back. A cell reads random numbers; the loss is a random
 * direction in its last hidden state; the gradient is followed back through time.
 *
 * <pre>{@code
 * reach(k) = ‖∂loss/∂s_(T−k)‖ / ‖∂loss/∂s_T‖            k = 0 … T
 * }</pre>
 *
 * <p>The norm is over the whole state: for an LSTM over h and c together, since a gradient that
 * travels in c alone is still there.
 */
public final class GradientByLag {
  private static final int BATCH = 8;

  private GradientByLag() {}

  /**
   * The reach of the gradient for lags 0 … {@code lags}.
   *
   * @param cell as it is; nothing is learnt and its gradients are left as they grow
   * @param inputScale the inputs are normal with this standard deviation
   */
  public static <S extends State<S>> double[] of(
      Cell<S> cell, int lags, double inputScale, long seed) {
    Random rng = new Random(seed);
    Sequence xs =
        new Sequence(lags, BATCH, 0)
            .withFlat(Matrix.normal(lags * BATCH, cell.inputSize(), inputScale, rng));
    Matrix direction = Matrix.normal(BATCH, cell.hiddenSize(), 1, rng);
    Unrolled<S> unrolled = new Unrolled<>(cell);
    Unrolled.Run<S> run = unrolled.forward(xs);
    S dLast = cell.zeroState(BATCH).withH(direction);
    Sequence none = new Sequence(lags, BATCH, cell.hiddenSize());
    List<S> dStates = unrolled.backward(none, dLast, run).dStates();
    double[] reach = new double[lags + 1];
    for (int k = 0; k <= lags; k++) {
      reach[k] = norm(dStates.get(lags - k)) / direction.norm();
    }
    return reach;
  }

  /**
   * The part that each step has in the gradient of the recurrent weights: the norm of what step T −
   * k adds to dWh, k = 0 … T − 1. Its sum is what a training run watches; its tail is what learns.
   */
  public static double[] shareOfWeightGradient(
      Cell<HiddenState> cell, int lags, double inputScale, long seed) {
    Random rng = new Random(seed);
    List<Matrix> xs = new ArrayList<>();
    for (int t = 0; t < lags; t++) {
      xs.add(Matrix.normal(BATCH, cell.inputSize(), inputScale, rng));
    }
    Matrix direction = Matrix.normal(BATCH, cell.hiddenSize(), 1, rng);
    Unrolled.Run<HiddenState> run = new Unrolled<>(cell).forward(Sequence.of(xs));
    double[] share = new double[lags];
    HiddenState dState = new HiddenState(direction);
    Matrix dWh = cell.parameters().get(1).grad;
    for (int k = 0; k < lags; k++) {
      Matrix before = dWh.copy();
      dState = cell.backward(dState, run.steps().get(lags - 1 - k)).dPrevious();
      share[k] = dWh.minus(before).norm();
    }
    return share;
  }

  private static double norm(State<?> d) {
    double h = d.h().norm();
    return d instanceof LstmState both ? Math.hypot(h, both.c().norm()) : h;
  }
}
