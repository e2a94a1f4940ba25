package unrolled.matrix;

/** The functions of {@link Math}, one number after the other. */
final class ScalarElementwise implements Elementwise {
  @Override
  public void exp(int n, double[] x, int xAt, double[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.exp(x[xAt + i]);
    }
  }

  /** Written so that e^|x| is never formed: no overflow at either end. */
  @Override
  public void sigmoid(int n, double[] x, int xAt, double[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      double v = x[xAt + i];
      double e = Math.exp(-Math.abs(v));
      y[yAt + i] = (v >= 0 ? 1 : e) / (1 + e);
    }
  }

  @Override
  public void tanh(int n, double[] x, int xAt, double[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.tanh(x[xAt + i]);
    }
  }

  @Override
  public boolean areFinite(int n, double[] x, int xAt) {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(x[xAt + i])) {
        return false;
      }
    }
    return true;
  }
}
