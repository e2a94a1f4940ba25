package unrolled.train;

import java.util.List;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * The parameters of a recurrent cell or layer, {@code Wx Wh b} and for a GRU {@code bhn}: what the
 * layouts of the frameworks have in common. It has 1 block of columns for an RNN, 3 for a GRU and 4
 * for an LSTM.
 */
record Gates(List<Parameter> parameters) {
  Gates {
    if (parameters.size() < 3 || parameters.size() > 4 || !fits(parameters))
      throw new IllegalArgumentException(
          "weights of a recurrent cell: expected Wx (D × kH), Wh (H × kH), b (1 × kH) and for a GRU"
              + " bhn (1 × H), got "
              + parameters);
  }

  private static boolean fits(List<Parameter> p) {
    int h = p.get(1).value.rows();
    int wide = p.get(1).value.cols();
    boolean bias = p.get(2).value.rows() == 1 && p.get(2).value.cols() == wide;
    boolean second =
        p.size() == 3 || p.get(3).value.rows() == 1 && p.get(3).value.cols() == h && wide == 3 * h;
    return h > 0 && wide % h == 0 && p.get(0).value.cols() == wide && bias && second;
  }

  Matrix wx() {
    return parameters.get(0).value;
  }

  Matrix wh() {
    return parameters.get(1).value;
  }

  int units() {
    return wh().rows();
  }

  boolean isGru() {
    return wh().cols() == 3 * units();
  }

  /** A GRU whose reset gate acts after the product, and which has a bias inside it. */
  boolean resetsAfter() {
    return parameters.size() == 4;
  }

  /** b (1 × kH). */
  Matrix inputBias() {
    return parameters.get(2).value;
  }

  /** The second bias of PyTorch and cuDNN (1 × kH): zeros, but for bhn in its block. */
  Matrix recurrentBias() {
    int kept = wh().cols() - (resetsAfter() ? units() : 0);
    Matrix zeros = new Matrix(1, kept);
    return resetsAfter() ? Matrix.beside(zeros, parameters.get(3).value) : zeros;
  }

  /** b takes the sum of the two, but for the block of bhn, which keeps them apart. */
  void set(Matrix wx, Matrix wh, Matrix inputBias, Matrix recurrentBias) {
    Tensor.copy(wx, wx());
    Tensor.copy(wh, wh());
    int summed = wh().cols() - (resetsAfter() ? units() : 0);
    Matrix b = inputBias.copy();
    for (int i = 0; i < summed; i++) b.data()[i] += recurrentBias.data()[i];
    Tensor.copy(b, inputBias());
    if (resetsAfter())
      Tensor.copy(recurrentBias.columns(summed, wh().cols()), parameters.get(3).value);
  }
}
