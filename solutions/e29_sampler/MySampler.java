package e29_sampler;

import unrolled.matrix.Matrix;

/** Row by row: the exponentials of the kept classes, their shares, and where u lies. */
public final class MySampler implements Sampler {
  @Override
  public Drawn draw(Matrix logits, double temperature, int k, Matrix u) {
    Matrix p = new Matrix(logits.rows(), logits.cols());
    int[] token = new int[logits.rows()];
    for (int n = 0; n < logits.rows(); n++) {
      double[] z = logits.rows(n, n + 1).data();
      double m = Double.NEGATIVE_INFINITY;
      for (double v : z) {
        m = Math.max(m, v);
      }
      double[] e = new double[z.length];
      double total = 0;
      for (int c = 0; c < z.length; c++) {
        e[c] = before(z, c) < k ? Math.exp((z[c] - m) / temperature) : 0;
        total += e[c];
      }
      double sum = 0;
      for (int c = 0; c < z.length; c++) {
        p.set(n, c, e[c] / total);
        if (e[c] > 0 && sum <= u.get(n, 0)) {
          token[n] = c;
          sum += e[c] / total;
        }
      }
    }
    return new Drawn(p, token);
  }

  /** How many classes are kept rather than class c. */
  private static int before(double[] z, int c) {
    int count = 0;
    for (int j = 0; j < z.length; j++) {
      if (z[j] > z[c] || (z[j] == z[c] && j < c)) {
        count++;
      }
    }
    return count;
  }
}
