package unrolled.layer;

import java.util.List;
import unrolled.cell.State;
import unrolled.matrix.Matrix;

/** The checks of what goes into a layer, made before anything is changed. */
final class Checks {
  private Checks() {}

  /** The input and the initial state fit the layer and hold numbers. */
  static <S extends State<S>> void forward(Sequence xs, S initial, int inputSize, S zero) {
    if (xs.features() != inputSize)
      throw new IllegalArgumentException(
          "forward: expected %d features, got %s".formatted(inputSize, xs));
    state("forward: the initial state", initial, zero);
    numbers("forward: the input", xs);
    if (!initial.isFinite())
      throw new IllegalArgumentException("forward: the initial state holds NaN or infinity");
  }

  /** The gradients have the shapes of {@code outputs} and of the last state {@code zero}. */
  static <S extends State<S>> void backward(Sequence dh, S dLast, Sequence outputs, S zero) {
    if (dh.steps() != outputs.steps()
        || dh.batch() != outputs.batch()
        || dh.features() != outputs.features())
      throw new IllegalArgumentException(
          "backward: expected a gradient for %s, got %s".formatted(outputs, dh));
    state("backward: the gradient of the last state", dLast, zero);
    numbers("backward: the gradient", outputs.withFlat(dh.flat()));
    if (!dLast.isFinite())
      throw new IllegalArgumentException(
          "backward: the gradient of the last state holds NaN or infinity");
  }

  /** Refuses a call that needs a pass before it. */
  static void after(boolean done, String call, String pass) {
    if (!done) throw new IllegalStateException(call + ": expected a " + pass + " pass before it");
  }

  private static <S extends State<S>> void state(String what, S got, S zero) {
    List<String> expected = zero.parts().stream().map(Matrix::shape).toList();
    List<String> shapes = got.parts().stream().map(Matrix::shape).toList();
    if (!shapes.equals(expected))
      throw new IllegalArgumentException(
          "%s must be %s, got %s"
              .formatted(what, String.join(" and ", expected), String.join(" and ", shapes)));
  }

  private static void numbers(String what, Sequence s) {
    double[] data = s.flat().data();
    int width = s.features();
    for (int t = 0; t < s.steps(); t++)
      for (int n = 0; n < s.batch(); n++)
        if (s.isReal(t, n))
          for (int i = 0, at = (t * s.batch() + n) * width; i < width; i++, at++)
            if (!Double.isFinite(data[at]))
              throw new IllegalArgumentException(
                  "%s holds %s at step %d of row %d".formatted(what, data[at], t, n));
  }
}
