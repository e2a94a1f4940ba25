package unrolled.weights;

import java.util.ArrayList;
import java.util.List;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * The parameters of a recurrent cell or layer, {@code Wx Wh b} and for a GRU {@code bhn}: what the
 * layouts of the frameworks have in common. It has 1 block of columns for an RNN, 3 for a GRU and 4
 * for an LSTM.
 */
record RecurrentParameters(List<Parameter> parameters) {
  RecurrentParameters {
    if (parameters.size() < 3 || parameters.size() > 4 || !fits(parameters)) {
      throw new IllegalArgumentException(
          "weights of a recurrent cell: expected Wx (D × kH), Wh (H × kH), b (1 × kH) and for a GRU"
              + " bhn (1 × H), got "
              + parameters);
    }
  }

  private static boolean fits(List<Parameter> p) {
    int h = p.get(1).value.rows();
    int wide = p.get(1).value.cols();
    boolean second =
        p.size() == 3 || p.get(3).value.shape().equals(new Matrix(1, h).shape()) && wide == 3 * h;
    boolean bias = p.get(2).value.shape().equals(new Matrix(1, wide).shape());
    return h > 0 && wide % h == 0 && p.get(0).value.cols() == wide && bias && second;
  }

  Parameter wx() {
    return parameters.get(0);
  }

  Parameter wh() {
    return parameters.get(1);
  }

  Parameter b() {
    return parameters.get(2);
  }

  int units() {
    return wh().value.rows();
  }

  int wide() {
    return wh().value.cols();
  }

  boolean isGru() {
    return wide() == 3 * units();
  }

  /** A GRU whose reset gate acts after the product, and which has a bias inside it. */
  boolean resetsAfter() {
    return parameters.size() == 4;
  }

  /** The second bias of PyTorch and cuDNN (1 × kH): zeros, but for bhn in its block. */
  Matrix recurrentBias() {
    if (!resetsAfter()) {
      return new Matrix(1, wide());
    }
    return Matrix.beside(new Matrix(1, 2 * units()), parameters.get(3).value);
  }

  /** Adds the second bias to b, but for the block of bhn, which stays apart. */
  void addRecurrentBias(Matrix bias) {
    int summed = resetsAfter() ? 2 * units() : wide();
    for (int i = 0; i < summed; i++) {
      b().value.data()[i] += bias.data()[i];
    }
    if (resetsAfter()) {
      parameters.get(3).value.copyFrom(bias.columns(summed, wide()));
    }
  }

  /**
   * The parameters of each layer and direction, if so many layers can stand on each other.
   *
   * @param who what a message begins with
   */
  static List<List<Parameter>> parts(
      String who, int layers, int directions, List<Parameter> parameters) {
    long count = (long) layers * directions;
    if (layers < 1 || directions < 1 || directions > 2 || parameters.size() % count != 0) {
      throw new IllegalArgumentException(
          "%s: %d layers in %d directions cannot share %d parameters"
              .formatted(who, layers, directions, parameters.size()));
    }
    int each = (int) (parameters.size() / count);
    List<List<Parameter>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(parameters.subList(i * each, (i + 1) * each));
    }
    for (int i = 0; i < count; i++) {
      int reads = new RecurrentParameters(parts.get(i)).wx().value.rows();
      int expected =
          i < directions
              ? new RecurrentParameters(parts.get(0)).wx().value.rows()
              : directions * new RecurrentParameters(parts.get(i - directions)).units();
      if (reads != expected) {
        throw new IllegalArgumentException(
            ("%s: layer %d of %d in %d directions reads %d features, but is given %d;"
                    + " are the numbers of layers and directions right?")
                .formatted(who, i / directions, layers, directions, reads, expected));
      }
    }
    return parts;
  }
}
