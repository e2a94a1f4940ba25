package unrolled.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import unrolled.cell.State;
import unrolled.layer.Bidirectional;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;

/** A layer of a {@link Model}, and the dropout below it. */
final class Level<S extends State<S>> {
  final Layer<S> layer;

  Level(Layer<S> layer) {
    this.layer = layer;
  }

  State<?> zeroState(int batch) {
    return layer.zeroState(batch);
  }

  State<?> last() {
    return layer.last();
  }

  /** From a state that this layer has returned. */
  @SuppressWarnings("unchecked") // of another layer, the layer refuses it by its shape
  Sequence forward(Sequence xs, State<?> initial) {
    if (initial.getClass() != zeroState(1).getClass()) {
      throw new IllegalArgumentException(
          "expected a state of the kind %s, got %s"
              .formatted(
                  zeroState(1).getClass().getSimpleName(), initial.getClass().getSimpleName()));
    }
    return layer.forward(xs, (S) initial);
  }

  /** Where the answer was read off the last state: dh is (N × H). */
  Sequence backwardLast(Matrix dh) {
    return layer.backward(layer.zeroState(dh.rows()).withH(dh));
  }

  /**
   * The parameters by where they stand: {@code Wx}, {@code forward.Wx}, {@code 1.Wx}. A name that
   * comes again begins the next part of the layer.
   */
  Map<String, Parameter> named() {
    List<Parameter> all = layer.parameters();
    long parts = all.stream().filter(p -> p.name().equals(all.get(0).name())).count();
    Map<String, Parameter> named = new LinkedHashMap<>();
    int part = -1;
    for (Parameter p : all) {
      if (p.name().equals(all.get(0).name())) {
        part++;
      }
      String where = "";
      if (parts > 1) {
        where =
            layer instanceof Bidirectional && parts == 2
                ? (part == 0 ? "forward." : "backward.")
                : part + ".";
      }
      named.put(where + p.name(), p);
    }
    return named;
  }

  /** A mask for {@code m}, if anything should be dropped. */
  static Optional<Matrix> mask(Matrix m, double rate, boolean training, RandomGenerator rng) {
    return training && rate > 0
        ? Optional.of(new Dropout(rate).mask(m.rows(), m.cols(), rng))
        : Optional.empty();
  }

  /** The same in both directions of the pass. */
  static Matrix dropped(Matrix m, Optional<Matrix> mask) {
    return mask.map(m::hadamard).orElse(m);
  }
}
