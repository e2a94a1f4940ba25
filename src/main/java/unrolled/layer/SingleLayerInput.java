package unrolled.layer;

import java.util.Arrays;
import unrolled.matrix.Matrix;

/** The input of a pass (T·N × D) in floats, and its gradient, which becomes one of doubles. */
final class SingleLayerInput {
  private static final Matrix NONE = new Matrix(0, 0);

  float[] x = {}; // zero where it is padding
  float[] dx = {};
  private Matrix gradient = NONE;

  /** Makes room. */
  void reserve(Sequence xs, boolean lasts) {
    int size = xs.steps() * xs.batch() * xs.features();
    x = Room.grown(x, size);
    dx = Room.grown(dx, size);
  }

  /** Takes a copy of {@code xs}. */
  void read(Sequence xs, boolean lasts) {
    int width = xs.features();
    for (int t = 0; t < xs.steps(); t++) {
      for (int n = 0; n < xs.batch(); n++) {
        int at = (t * xs.batch() + n) * width;
        if (xs.isReal(t, n)) {
          SingleConvert.read(xs.flat(), at, x, at, width);
        } else {
          Arrays.fill(x, at, at + width, 0);
        }
      }
    }
  }

  /** The copy is always as it was. */
  void require() {}

  /** Where the gradient goes. */
  void open(Sequence gradient) {
    this.gradient = gradient.flat();
  }

  /** Hands out so many numbers of the gradient. */
  void give(int at, int n) {
    SingleConvert.write(dx, at, gradient, at, n);
  }
}
