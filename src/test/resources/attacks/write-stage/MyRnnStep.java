package e05_rnn_step;

import java.nio.file.Files;
import java.nio.file.Path;
import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  private static boolean tried;

  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    if (!tried) {
      tried = true;
      try {
        Files.createFile(Path.of("@STAGE@", "@NONCE@"));
        System.out.println("REACHED the stage");
      } catch (Throwable e) {
        System.out.println("denied: " + e);
      }
    }
    return new Matrix(x.rows(), b.cols());
  }
}
