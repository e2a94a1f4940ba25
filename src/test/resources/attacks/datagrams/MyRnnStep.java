package e05_rnn_step;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  private static boolean tried;

  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    if (!tried) {
      tried = true;
      try {
        try (DatagramSocket socket = new DatagramSocket()) {
          byte[] bytes = "secret".getBytes();
          socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.1", @UDP@)));
          System.out.println("sent");
        }
      } catch (Throwable e) {
        System.out.println("denied: " + e);
      }
    }
    return new Matrix(x.rows(), b.cols());
  }
}
