package e07_softmax_cross_entropy;

import unrolled.matrix.Matrix;

/** Row by row, each with its own largest logit taken away. */
public final class MySoftmaxCrossEntropy implements SoftmaxCrossEntropy {
  @Override
  public Loss of(Matrix logits, int[] targets, int[] real) {
    int R = 0;
    for (int one : real) {
      R += one;
    }
    double sum = 0;
    Matrix gradient = new Matrix(logits.rows(), logits.cols());
    for (int n = 0; n < logits.rows(); n++) {
      if (real[n] == 0) {
        continue;
      }
      double m = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < logits.cols(); k++) {
        m = Math.max(m, logits.get(n, k));
      }
      double s = 0;
      for (int k = 0; k < logits.cols(); k++) {
        s += Math.exp(logits.get(n, k) - m);
      }
      sum += Math.log(s) + m - logits.get(n, targets[n]);
      for (int k = 0; k < logits.cols(); k++) {
        double y = k == targets[n] ? 1 : 0;
        gradient.set(n, k, (Math.exp(logits.get(n, k) - m) / s - y) / R);
      }
    }
    return new Loss(R == 0 ? 0 : sum / R, gradient);
  }
}
