package unrolled.layer;

import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;

/** Dropout at one place of a network: what was drawn for the last forward pass. */
final class DropMask {
  private final Dropout dropout;
  private final RandomGenerator rng;
  private double[] mask = {};
  private boolean on;

  DropMask(Dropout dropout, RandomGenerator rng) {
    this.dropout = dropout;
    this.rng = rng;
  }

  boolean isOn() {
    return on;
  }

  boolean canDrop() {
    return dropout.rate() > 0;
  }

  void reserve(int size) {
    mask = Room.grown(mask, size);
  }

  /** Draws a mask for so many numbers; none if {@code training} is false. */
  void draw(int size, boolean training) {
    on = training && canDrop();
    if (on) {
      dropout.mask(size, mask, rng);
    }
  }

  /** {@code to = from ⊙ mask}; both have the shape that was drawn for. */
  void apply(Matrix from, Matrix to) {
    double[] x = from.storage();
    double[] y = to.storage();
    int size = from.rows() * from.cols();
    for (int i = 0; i < size; i++) {
      y[i] = x[i] * mask[i];
    }
  }
}
