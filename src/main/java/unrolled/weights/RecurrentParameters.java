package unrolled.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import unrolled.layer.Bidirectional;
import unrolled.layer.CoupledLstm;
import unrolled.layer.Dropping;
import unrolled.layer.Layer;
import unrolled.layer.MinGru;
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

  /** Blocks of H columns: 1 of an RNN, 3 of a GRU, 4 of an LSTM. */
  int blocks() {
    return wide() / units();
  }

  int wide() {
    return wh().value.cols();
  }

  boolean isGru() {
    return blocks() == 3;
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
   * What a layer is made of, from below: for each level its one direction, or the forward and then
   * the backward one.
   *
   * @param who the framework, in which all levels read in the same directions
   */
  static List<List<Layer<?>>> levels(String who, Layer<?> layer) {
    List<List<Layer<?>>> levels = new ArrayList<>();
    collect(who, layer, levels);
    for (int k = 1; k < levels.size(); k++) {
      if (levels.get(k).size() != levels.get(0).size()) {
        throw new IllegalArgumentException(
            "%s: expected as many directions in every layer, got %d in layer 0 and %d in layer %d"
                .formatted(who, levels.get(0).size(), levels.get(k).size(), k));
      }
    }
    requireAlike(who, levels);
    return levels;
  }

  /** All RNNs, all LSTMs or all GRUs of one kind, each with parameters of its own. */
  private static void requireAlike(String who, List<List<Layer<?>>> levels) {
    Set<Matrix> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    RecurrentParameters first = new RecurrentParameters(levels.get(0).get(0).parameters());
    for (int k = 0; k < levels.size(); k++) {
      for (Layer<?> part : levels.get(k)) {
        RecurrentParameters gates = new RecurrentParameters(part.parameters());
        if (gates.blocks() != first.blocks() || gates.resetsAfter() != first.resetsAfter()) {
          throw new IllegalArgumentException(
              "%s: expected layers of one kind, got %s in layer 0 and %s in layer %d"
                  .formatted(who, first.kind(), gates.kind(), k));
        }
        for (Parameter p : gates.parameters()) {
          if (!seen.add(p.value)) {
            throw new IllegalArgumentException(
                ("%s: expected parameters of its own for each layer and direction; %s of layer %d"
                        + " stands in two places")
                    .formatted(who, p.name(), k));
          }
        }
      }
    }
  }

  /** What it is called in a sentence. */
  private String kind() {
    return switch (blocks()) {
      case 1 -> "an RNN";
      case 3 -> resetsAfter() ? "a GRU" : "a GRU that resets before the product";
      case 4 -> "an LSTM";
      default -> "a cell of " + blocks() + " blocks";
    };
  }

  private static void collect(String who, Layer<?> layer, List<List<Layer<?>>> levels) {
    if (layer instanceof Bidirectional) {
      levels.add(layer.children().stream().<Layer<?>>map(part -> single(who, part)).toList());
    } else if (layer.children().isEmpty()) {
      levels.add(List.of(single(who, layer)));
    } else {
      layer.children().forEach(child -> collect(who, child, levels));
    }
  }

  /** The one layer in {@code layer}, without the dropout around it. */
  private static Layer<?> single(String who, Layer<?> layer) {
    if (layer instanceof Dropping) {
      return single(who, layer.children().get(0));
    }
    boolean inside = !layer.children().isEmpty();
    if (inside || layer instanceof CoupledLstm || layer instanceof MinGru) {
      throw new IllegalArgumentException(
          "%s: expected an RNN, an LSTM or a GRU in each direction, got a %s"
              .formatted(who, layer.getClass().getSimpleName()));
    }
    return layer;
  }
}
