package e05_rnn_step;

import java.io.FileOutputStream;
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
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
        if (session.equals("@SESSION@")) {
          System.out.println("REACHED the session");
        }
        try (var terminal = new FileOutputStream("/dev/tty")) {
          terminal.write(27);
          System.out.println("REACHED the terminal");
        }
      } catch (Throwable e) {
        System.out.println("denied: " + e);
      }
    }
    return new Matrix(x.rows(), b.cols());
  }
}
