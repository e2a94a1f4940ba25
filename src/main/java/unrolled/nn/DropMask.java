package unrolled.nn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;

/**
 * {@link Dropout} at one place of a network: what was drawn for the last forward pass, in storage
 * that is kept from batch to batch.
 */
public final class DropMask {
  private final Dropout dropout;
  private final RandomGenerator rng;
  private double[] mask = {};
  private boolean on;

  /** Nothing is drawn yet, and so nothing dropped. */
  public DropMask(Dropout dropout, RandomGenerator rng) {
    this.dropout = dropout;
    this.rng = rng;
  }

  /** Whether the last forward pass dropped anything. */
  public boolean isOn() {
    return on;
  }

  /** Whether a forward pass of training drops anything. */
  public boolean canDrop() {
    return dropout.rate() > 0;
  }

  /** Whether a forward pass of training draws from another generator than {@code other}. */
  public boolean drawsBeside(RandomGenerator other) {
    return canDrop() && rng != other;
  }

  /** Makes room for a mask of so many numbers; changes nothing that can be seen. */
  public void reserve(int size) {
    if (mask.length < size) {
      mask = Arrays.copyOf(mask, size);
    }
  }

  /** Draws a mask for so many numbers; none if {@code training} is false. */
  public void draw(int size, boolean training) {
    reserve(training && canDrop() ? size : 0);
    on = training && canDrop();
    if (on) {
      dropout.mask(size, mask, rng);
    }
  }

  /** {@code to = from ⊙ mask}; both have the shape that was drawn for, and may be one. */
  public void apply(Matrix from, Matrix to) {
    double[] x = from.storage();
    double[] y = to.storage();
    int size = from.rows() * from.cols();
    for (int i = 0; i < size; i++) {
      y[i] = x[i] * mask[i];
    }
  }
}
