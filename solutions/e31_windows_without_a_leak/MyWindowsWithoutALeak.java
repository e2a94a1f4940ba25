package e31_windows_without_a_leak;

import unrolled.matrix.Matrix;

/** Our answer. */
public final class MyWindowsWithoutALeak implements WindowsWithoutALeak {
  @Override
  public Cut cut(double[] series, int steps, int test) {
    int cut = series.length - test;
    double center = 0;
    for (int i = 0; i < cut; i++) {
      center += series[i] / cut;
    }
    double square = 0;
    for (int i = 0; i < cut; i++) {
      square += (series[i] - center) * (series[i] - center) / cut;
    }
    double spread = square == 0 ? 1 : Math.sqrt(square);
    double[] s = new double[series.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = (series[i] - center) / spread;
    }
    return new Cut(
        windows(s, steps, steps, cut),
        answers(s, steps, cut),
        windows(s, steps, cut, s.length),
        answers(s, cut, s.length),
        center,
        spread);
  }

  /** The windows before the answers from {@code from} to {@code to} − 1. */
  private static Matrix windows(double[] s, int steps, int from, int to) {
    Matrix x = new Matrix(to - from, steps);
    for (int n = 0; n < to - from; n++) {
      for (int t = 0; t < steps; t++) {
        x.set(n, t, s[from - steps + n + t]);
      }
    }
    return x;
  }

  private static Matrix answers(double[] s, int from, int to) {
    Matrix y = new Matrix(to - from, 1);
    for (int n = 0; n < to - from; n++) {
      y.set(n, 0, s[from + n]);
    }
    return y;
  }
}
