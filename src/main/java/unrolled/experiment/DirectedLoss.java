package unrolled.experiment;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;

/**
 * A loss that a gradient check can ask for, of a cell that reads random numbers:
 *
 * <pre>{@code
 * L = Σ over t of Σ direction_t ⊙ h_t        so dL/dh_t = direction_t at every step
 * }</pre>
 */
final class DirectedLoss<S extends State<S>> implements DoubleSupplier {
  private static final int STEPS = 5;
  private static final int BATCH = 2;

  private final Unrolled<S> unrolled;
  private final Sequence xs;
  private final Sequence direction;

  DirectedLoss(Cell<S> cell, long seed) {
    Random rng = new Random(seed);
    unrolled = new Unrolled<>(cell);
    xs = normal(cell.inputSize(), rng);
    direction = normal(cell.hiddenSize(), rng);
  }

  private static Sequence normal(int features, Random rng) {
    return new Sequence(STEPS, BATCH, 0).withFlat(Matrix.normal(STEPS * BATCH, features, 1, rng));
  }

  /** The loss with the parameters as they are. */
  @Override
  public double getAsDouble() {
    Matrix terms = unrolled.forward(xs).outputs().flat().hadamard(direction.flat());
    return Arrays.stream(terms.data()).sum();
  }

  /** Adds the gradients, as the cell's backward pass has them, to those of the parameters. */
  void backward() {
    unrolled.backward(direction, unrolled.forward(xs));
  }
}
