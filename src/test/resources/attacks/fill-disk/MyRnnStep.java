package e05_rnn_step;

import java.io.FileOutputStream;
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
        for (String folder : new String[] {"/tmp", "/var/tmp", "/dev/shm", "/dev", "/", "@OPEN@"}) {
          Path file = Path.of(folder, "@NONCE@");
          try (var out = new FileOutputStream(file.toFile())) {
            for (int i = 0; i < 16; i++) {
              out.write(new byte[1 << 20]);
            }
            System.out.println("REACHED " + folder);
          } catch (IOException e) {
            System.out.println("denied: " + e);
          } finally {
            Files.deleteIfExists(file);
          }
        }
      } catch (Throwable e) {
        System.out.println("denied: " + e);
      }
    }
    return new Matrix(x.rows(), b.cols());
  }
}
