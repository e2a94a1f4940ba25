package unrolled.layer;

import java.util.List;
import unrolled.cell.State;
import unrolled.matrix.Elementwise;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;

/** The checks of what goes into a layer, made before anything is changed. */
final class Checks {
  private static final Elementwise ELEMENTWISE = Kernels.active().elementwise();

  private Checks() {}

  /**
   * The input and the initial state fit the layer and hold numbers.
   *
   * @param initial null for zeros
   * @param one a state of this layer for one sequence
   */
  static <S extends State<S>> void forward(Sequence xs, S initial, int inputSize, S one) {
    if (xs.features() != inputSize) {
      throw new IllegalArgumentException(
          "forward: expected %d features, got %s".formatted(inputSize, xs));
    }
    if (initial != null) {
      state("forward: the initial state", initial, xs.batch(), one);
    }
    numbers("forward: the input", xs, xs);
    if (initial != null && !initial.isFinite()) {
      throw new IllegalArgumentException("forward: the initial state holds NaN or infinity");
    }
  }

  /**
   * The gradients have the shapes of {@code outputs} and of its last state.
   *
   * @param dh null for zeros, and so is {@code dLast}
   * @param one a state of this layer for one sequence
   */
  static <S extends State<S>> void backward(Sequence dh, S dLast, Sequence outputs, S one) {
    if (dh != null
        && (dh.steps() != outputs.steps()
            || dh.batch() != outputs.batch()
            || dh.features() != outputs.features())) {
      throw new IllegalArgumentException(
          "backward: expected a gradient for %s, got %s".formatted(outputs, dh));
    }
    if (dh != null && !dh.isFull()) {
      lengths(dh, outputs);
    }
    if (dLast != null) {
      state("backward: the gradient of the last state", dLast, outputs.batch(), one);
    }
    if (dh != null) {
      numbers("backward: the gradient", dh, outputs);
    }
    if (dLast != null && !dLast.isFinite()) {
      throw new IllegalArgumentException(
          "backward: the gradient of the last state holds NaN or infinity");
    }
  }

  /** A gradient that says where its rows end says what the outputs say. */
  private static void lengths(Sequence dh, Sequence outputs) {
    for (int n = 0; n < dh.batch(); n++) {
      if (dh.length(n) != outputs.length(n)) {
        throw new IllegalArgumentException(
            "backward: row %d of the outputs has %d real steps, that of the gradient %d"
                .formatted(n, outputs.length(n), dh.length(n)));
      }
    }
  }

  /** So many rows of H numbers have room in {@code to} from column {@code at} on. */
  static void room(Matrix to, int at, int rows, int H) {
    if (to.rows() != rows || at < 0 || at + H > to.cols()) {
      throw new IllegalArgumentException(
          "lastH: expected a matrix of %d rows with %d columns from column %d on, got %s"
              .formatted(rows, H, at, to.shape()));
    }
  }

  /** Refuses a call that needs a pass before it. */
  static void after(boolean done, String call, String pass) {
    if (!done) {
      throw new IllegalStateException(call + ": expected a " + pass + " pass before it");
    }
  }

  /**
   * What a cell has made of a step fits the state that it says it begins with: only a cell of one's
   * own can fail here.
   */
  static <S extends State<S>> void cell(Object cell, String made, S got, int batch, S one) {
    if (got == null) {
      throw new IllegalArgumentException(
          "%s returned null as %s".formatted(cell.getClass().getSimpleName(), made));
    }
    state(cell.getClass().getSimpleName() + ": " + made, got, batch, one);
  }

  /** The same for the dx of a cell, which must be (rows × cols). */
  static void cell(Object cell, Matrix dx, int rows, int cols) {
    if (dx == null || dx.rows() != rows || dx.cols() != cols) {
      throw new IllegalArgumentException(
          "%s: the dx of a step must be (%d × %d), got %s"
              .formatted(
                  cell.getClass().getSimpleName(), rows, cols, dx == null ? "null" : dx.shape()));
    }
  }

  private static <S extends State<S>> void state(String what, S got, int batch, S one) {
    boolean fits = got.size() == one.size();
    for (int i = 0; fits && i < one.size(); i++) {
      fits = got.part(i).rows() == batch && got.part(i).cols() == one.part(i).cols();
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s must be %s, got %s"
              .formatted(what, shapes(one.map(m -> new Matrix(batch, m.cols()))), shapes(got)));
    }
  }

  private static <S extends State<S>> String shapes(S state) {
    List<String> shapes = state.parts().stream().map(Matrix::shape).toList();
    return String.join(" and ", shapes);
  }

  /** Whatever is not padding, according to the lengths of {@code real}, is a number. */
  private static void numbers(String what, Sequence s, Sequence real) {
    double[] data = s.flat().storage();
    int width = s.features();
    if (real.isFull() && ELEMENTWISE.areFinite(s.flat().rows() * width, data, 0)) {
      return;
    }
    for (int t = 0; t < s.steps(); t++) {
      for (int n = 0; n < s.batch(); n++) {
        int at = (t * s.batch() + n) * width;
        if (real.isReal(t, n) && !ELEMENTWISE.areFinite(width, data, at)) {
          for (int i = 0; i < width; i++) {
            if (!Double.isFinite(data[at + i])) {
              throw new IllegalArgumentException(
                  "%s holds %s at step %d of row %d".formatted(what, data[at + i], t, n));
            }
          }
        }
      }
    }
  }
}
