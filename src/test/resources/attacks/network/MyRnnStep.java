package e05_rnn_step;

import java.net.InetAddress;
import java.net.Socket;
import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  private static boolean tried;

  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    if (!tried) {
      tried = true;
      try {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), @PORT@)) {
          System.out.println("REACHED the server");
        }
      } catch (Throwable e) {
        System.out.println("denied: " + e);
      }
    }
    return new Matrix(x.rows(), b.cols());
  }
}
