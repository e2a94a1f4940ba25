package unrolled.matrix;

/** The functions of {@link Math}, which are those of doubles, rounded once. */
final class SingleScalarElementwise implements SingleElementwise {
  @Override
  public void exp(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = (float) Math.exp(x[xAt + i]);
    }
  }

  /** Written so that e^|x| is never formed: no overflow at either end. */
  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      double e = Math.exp(-Math.abs((double) x[xAt + i]));
      y[yAt + i] = (float) ((x[xAt + i] >= 0 ? 1 : e) / (1 + e));
    }
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = (float) Math.tanh(x[xAt + i]);
    }
  }

  @Override
  public boolean areFinite(int n, float[] x, int xAt) {
    for (int i = 0; i < n; i++) {
      if (!Float.isFinite(x[xAt + i])) {
        return false;
      }
    }
    return true;
  }
}
