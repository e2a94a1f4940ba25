package unrolled.model;

import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;

/** Where the answer of a network is read off its top layer. */
public enum Readout {
  /** At each step: one answer for each (T·N rows). */
  EACH_STEP,
  /** After the last real step of each sequence, of both directions if there are two (N rows). */
  LAST_STEP,
  /** The mean of the outputs at the real steps of each sequence (N rows). */
  MEAN;

  /** The mean over the real steps (N × H) of h (T × N × H). */
  static Matrix mean(Sequence h) {
    Matrix mean = new Matrix(h.batch(), h.features());
    for (int n = 0; n < h.batch(); n++) {
      for (int t = 0; t < h.length(n); t++) {
        for (int j = 0; j < h.features(); j++) {
          mean.set(n, j, mean.get(n, j) + h.get(t, n, j) / h.length(n));
        }
      }
    }
    return mean;
  }

  /** The reverse of {@link #mean}: each real step of h has its share of the gradient (N × H). */
  static Sequence spread(Matrix dMean, Sequence h) {
    Sequence dh = h.withFlat(new Matrix(h.flat().rows(), h.features()));
    for (int n = 0; n < h.batch(); n++) {
      for (int t = 0; t < h.length(n); t++) {
        for (int j = 0; j < h.features(); j++) {
          dh.set(t, n, j, dMean.get(n, j) / h.length(n));
        }
      }
    }
    return dh;
  }
}
