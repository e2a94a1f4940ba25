package unrolled.nn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;

/**
 * A weight that is learnt: its value, and the gradient of the loss with respect to it.
 *
 * <p>Backward passes add to the gradient and never set it, because a recurrent network uses the
 * same weight at every time step. Whoever trains calls {@link #zeroGrad} before each backward pass.
 */
public final class Parameter {
  private final String name;

  public final Matrix value;
  public final Matrix grad; // same shape as value

  public Parameter(String name, Matrix value) {
    this.name = name;
    this.value = value;
    this.grad = new Matrix(value.rows(), value.cols());
  }

  public String name() {
    return name;
  }

  /** Overwrites the value by one that {@code initializer} draws. */
  public void set(Initializer initializer, RandomGenerator rng) {
    value.copyFrom(initializer.create(value.rows(), value.cols(), rng));
  }

  /** Forgets the gradient of the last backward pass. */
  public void zeroGrad() {
    Arrays.fill(grad.data(), 0);
  }

  @Override
  public String toString() {
    return name + " " + value.shape();
  }
}
