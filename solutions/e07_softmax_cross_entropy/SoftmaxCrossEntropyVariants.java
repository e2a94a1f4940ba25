package e07_softmax_cross_entropy;

import java.util.Arrays;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class SoftmaxCrossEntropyVariants {
  private SoftmaxCrossEntropyVariants() {}

  /** First the logarithms of all probabilities, then everything from them. */
  static final class LogSoftmax implements SoftmaxCrossEntropy {
    @Override
    public Loss of(Matrix logits, int[] targets, int[] real) {
      double mean = 0;
      int count = Arrays.stream(real).sum();
      Matrix gradient = new Matrix(logits.rows(), logits.cols());
      for (int n = 0; n < logits.rows(); n++) {
        double[] logP = logSoftmax(logits.rows(n, n + 1).data());
        if (real[n] == 1) {
          mean -= logP[targets[n]] / count;
          for (int k = 0; k < logP.length; k++) {
            gradient.set(n, k, Math.exp(logP[k]) / count);
          }
          gradient.set(n, targets[n], gradient.get(n, targets[n]) - 1.0 / count);
        }
      }
      return new Loss(mean, gradient);
    }

    private static double[] logSoftmax(double[] z) {
      double largest = Arrays.stream(z).max().orElseThrow();
      double sum = Arrays.stream(z).map(v -> Math.exp(v - largest)).sum();
      return Arrays.stream(z).map(v -> v - largest - Math.log(sum)).toArray();
    }
  }

  /** The real rows picked out first, in matrices, and put back at the end. */
  static final class RealRowsFirst implements SoftmaxCrossEntropy {
    @Override
    public Loss of(Matrix logits, int[] targets, int[] real) {
      int[] rows = IntStream.range(0, real.length).filter(n -> real[n] == 1).toArray();
      Matrix z = logits.pick(rows);
      Matrix gradient = new Matrix(logits.rows(), logits.cols());
      double sum = 0;
      for (int r = 0; r < rows.length; r++) {
        int target = targets[rows[r]];
        double above = 0;
        double largest = z.get(r, 0);
        for (int k = 1; k < z.cols(); k++) {
          largest = Math.max(largest, z.get(r, k));
        }
        for (int k = 0; k < z.cols(); k++) {
          above += Math.exp(z.get(r, k) - largest);
        }
        double logSum = largest + Math.log(above);
        sum += logSum - z.get(r, target);
        for (int k = 0; k < z.cols(); k++) {
          double p = Math.exp(z.get(r, k) - logSum);
          gradient.set(rows[r], k, (k == target ? p - 1 : p) / rows.length);
        }
      }
      return new Loss(sum / Math.max(rows.length, 1), gradient);
    }
  }
}
