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
        Path library = Path.of("/usr/lib/x86_64-linux-gnu/libm.so.6");
        for (String folder : new String[] {"@OPEN@", "/tmp", "/dev/shm", "/dev", "."}) {
          try {
            Path copy = Path.of(folder, "@NONCE@.so").toAbsolutePath();
            try {
              Files.copy(library, copy);
              System.load(copy.toString());
              System.out.println("REACHED native code in " + folder);
            } finally {
              Files.deleteIfExists(copy);
            }
          } catch (IOException | LinkageError | IllegalCallerException e) {
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
