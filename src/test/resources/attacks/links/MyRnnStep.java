package e05_rnn_step;

import java.io.IOException;
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
        for (String folder : new String[] {"/tmp", "/dev/shm", "."}) {
          try {
            Files.createSymbolicLink(Path.of(folder, "@NONCE@"), Path.of("@PRIVATE@").getParent());
          } catch (IOException e) {
            System.out.println("denied: " + e);
          }
        }
      } catch (Throwable e) {
        System.out.println("denied: " + e);
      }
    }
    return new Matrix(x.rows(), b.cols());
  }
}
