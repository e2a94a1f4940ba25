package e05_rnn_step;

import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    throw new IllegalStateException(
        "\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>\r\n=1+1\n\u202eright\u0000\uffff\ud800");
  }
}
