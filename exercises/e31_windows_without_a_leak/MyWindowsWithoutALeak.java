package e31_windows_without_a_leak;

import unrolled.matrix.Matrix;

/** Your windows, a {@link Matrix} of rows. The statement is in README.md, beside this file. */
public final class MyWindowsWithoutALeak implements WindowsWithoutALeak {
  @Override
  public Cut cut(double[] series, int steps, int test) {
    // TODO: center and spread of the training part; scale all numbers; then windows and
    //       answers of the training and of the test. Delete the next line.
    throw new UnsupportedOperationException("e31: not written yet");
  }
}
