package e05_rnn_step;

import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  private static boolean tried;

  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    if (!tried) {
      tried = true;
      try {
        new ProcessBuilder("/bin/sh", "-c", "setsid sleep @SLEEP@1 >/dev/null 2>&1 &").start().waitFor();
      } catch (Throwable e) {
        System.out.println("denied: " + e);
      }
    }
    return new Matrix(x.rows(), b.cols());
  }
}
