package e27_two_layers;

import java.util.Arrays;
import unrolled.exercise.LayerSlips;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where a recurrent layer stands on another one. */
final class TwoLayersSlips extends SequenceSlips implements TwoLayers {
  private static final String LAST = "it must be the upper layer's state after the last step.";

  /** A layer by its names in the equations. */
  private record Layer(
      String name, String x, String h, int number, Matrix Wx, Matrix Wh, Matrix b) {}

  /** What a layer has computed at each step. */
  private record Pass(Matrix[] states, Matrix[] sums) {}

  @Override
  public Read forward(
      Matrix[] xs, Matrix Wx1, Matrix Wh1, Matrix b1, Matrix Wx2, Matrix Wh2, Matrix b2) {
    Matrix[] read = ofSteps("the lower layer reads the input", "step t must read x_t", xs);
    boolean isTransposed =
        at("Wh of both layers", () -> false)
            .or(
                "Wh1 and Wh2 are transposed: the products must be with them as they are.",
                () -> true)
            .get();
    Matrix inLower = isTransposed ? Wh1.transpose() : Wh1;
    Matrix inUpper = isTransposed ? Wh2.transpose() : Wh2;
    Pass lower = lower(read, new Layer("lower", "x", "h", 1, Wx1, inLower, b1));
    Pass upper = read(below(lower), new Layer("upper", "h", "g", 2, Wx2, inUpper, b2));
    Matrix start = new Matrix(xs[0].rows(), b1.cols());
    return new Read(lower(lower, upper, start), last(upper));
  }

  private Matrix[] lower(Pass lower, Pass upper, Matrix start) {
    return returned("lower", lower.states(), start)
        .or(
            "lower holds the states of the upper layer: it must hold those of the lower one. Does"
                + " the second loop write into the array that it reads?",
            () -> chosen(upper.states(), t -> t))
        .or(
            "lower holds the sums before tanh: it must hold the states, tanh of those sums.",
            () -> chosen(lower.sums(), t -> t))
        .get();
  }

  private Pass lower(Matrix[] xs, Layer layer) {
    int last = xs.length - 1;
    return at("the loop of the lower layer", () -> read(xs, layer))
        .or(
            "the loop of the lower layer goes from the last step to the first: step t must start"
                + " from the state of step t − 1.",
            () -> {
              Pass pass = read(chosen(xs, t -> last - t), layer);
              return new Pass(
                  chosen(pass.states(), t -> last - t), chosen(pass.sums(), t -> last - t));
            })
        .get();
  }

  /** What the upper layer reads. */
  private Matrix[] below(Pass lower) {
    Matrix[] h = lower.states();
    int T = h.length;
    Matrix[] read = ofSteps("the upper layer reads the state", "at step t it must read h_t", h);
    return at("what the upper layer reads", () -> read)
        .or(
            "last is made of h_T only: at every step t the upper layer must read h_t, and"
                + " g_(t−1)·Wh2 must be a term of its sum.",
            () -> new Matrix[] {h[T - 1]})
        .or(
            "the upper layer reads h_(t−1) in place of h_t, and zeros at the first step: at step t"
                + " it must read the state that the lower layer has after step t.",
            () -> {
              Matrix[] late = chosen(h, t -> Math.max(t - 1, 0));
              late[0] = h[0].scale(0);
              return late;
            })
        .or(
            "the upper layer leaves out h_1: it must read all states of the lower one.",
            () -> Arrays.copyOfRange(h, Math.min(1, T - 1), T))
        .or(
            "the upper layer's last step is left out: last must be its state after step T.",
            () -> Arrays.copyOf(h, Math.max(1, T - 1)))
        .or(
            "the upper layer reads the lower one's sums before tanh: it must read h_t, tanh of"
                + " them.",
            () -> lower.sums())
        .get();
  }

  private Pass read(Matrix[] xs, Layer layer) {
    int T = xs.length;
    Matrix start = new Matrix(xs[0].rows(), layer.b().cols());
    Matrix[] states = new Matrix[T];
    Matrix[] sums = new Matrix[T];
    for (int t = 0; t < T; t++) {
      Matrix before = before(t, start, xs[0].matmul(layer.Wx()), states, sums, layer);
      states[t] = step(xs[t], t, before, layer, sums);
    }
    return new Pass(states, sums);
  }

  /** The state that step t starts from. */
  private Matrix before(
      int t, Matrix start, Matrix ofFirst, Matrix[] states, Matrix[] sums, Layer layer) {
    String name = layer.name();
    return fromZeros("a step of the %s layer".formatted(name), t, start, states)
        .or(
            "the %s layer hands on its sum before tanh: it must hand on its state, tanh of that."
                .formatted(name),
            () -> t == 0 ? start : sums[t - 1])
        .or(
            "the %s layer begins with ones: it must begin with zeros.".formatted(name),
            () -> t == 0 ? start.map(v -> 1) : states[t - 1])
        .or(
            "the %s layer begins with the first step's product with Wx%d: it must begin with zeros."
                .formatted(name, layer.number()),
            () -> t == 0 ? ofFirst : states[t - 1])
        .get();
  }

  private Matrix step(Matrix x, int t, Matrix before, Layer layer, Matrix[] sums) {
    String name = layer.name();
    String bias = "b" + layer.number();
    Matrix xW = product("%s_t·Wx%d".formatted(layer.x(), layer.number()), x, layer.Wx()).get();
    Matrix b = bias(bias, layer.b(), x, t, sums.length).get();
    Matrix hW = recurrent(before, layer, xW.plus(b));
    Matrix z = xW.plus(hW).plus(b);
    sums[t] = z;
    Matrix h = activation("tanh(…)", z, Math::tanh).get();
    Matrix inBoth =
        at("the biases of both layers", () -> h)
            .or(
                "b1 and b2 are added after tanh: they must be inside.",
                () -> xW.plus(hW).map(Math::tanh).plus(b))
            .get();
    return at("tanh of the %s layer".formatted(name), () -> inBoth)
        .or(
            "the %s layer has no tanh: its states must be tanh of its sums.".formatted(name),
            () -> z)
        .or(
            "the %s layer has the sigmoid: its function must be tanh.".formatted(name),
            () -> z.map(LayerSlips::sigmoid))
        .or(
            "the %s layer has the ReLU: its function must be tanh.".formatted(name),
            () -> z.map(v -> Math.max(0, v)))
        .or(
            "%s is added after tanh: it must be inside.".formatted(bias),
            () -> xW.plus(hW).map(Math::tanh).plus(b))
        .or(
            "%s_(t−1)·Wh%d is added after tanh: it must be inside."
                .formatted(layer.h(), layer.number()),
            () -> xW.plus(b).map(Math::tanh).plus(hW))
        .or(
            "the new state of the %s layer is added to the old one: it must replace it."
                .formatted(name),
            () -> z.map(Math::tanh).plus(before))
        .get();
  }

  /**
   * The term of the state before; without it the upper layer knows h_T alone, which is said there.
   */
  private Matrix recurrent(Matrix before, Layer layer, Matrix rest) {
    String term = "%s_(t−1)·Wh%d".formatted(layer.h(), layer.number());
    Matrix Wh = layer.Wh();
    Choice<Matrix> choice =
        layer.number() == 1
            ? product(term, before, Wh)
            : at(term, () -> before.matmul(Wh))
                .or(
                    "Wh2 is transposed: the product must be g_(t−1)·Wh2, with Wh2 as it is.",
                    () -> before.matmul(Wh.transpose()))
                .or(
                    "g_(t−1)·Wh2 is counted twice: it must be there once.",
                    () -> before.matmul(Wh).scale(2))
                .or(
                    "g_(t−1)·Wh2 is subtracted: it must be added.",
                    () -> before.matmul(Wh).scale(-1));
    return choice
        .or(
            "the state of the %s layer is added without its weights: the term must be %s."
                .formatted(layer.name(), term),
            () -> before)
        .or(
            "a unit of the %s layer reads the new state of the units before it: all units must read"
                    .formatted(layer.name())
                + " the state from before the step.",
            () -> oneAfterTheOther(rest, before, Wh).minus(rest))
        .get();
  }

  private Matrix last(Pass upper) {
    Matrix[] g = upper.states();
    int T = g.length;
    return at("last", () -> g[T - 1])
        .or(
            "last is the upper layer's sum before tanh: it must be the state, tanh of that sum.",
            () -> upper.sums()[T - 1].copy())
        .or("last is the upper layer's first state: " + LAST, () -> g[0].copy())
        .or("last is the sum of the upper layer's states: " + LAST, () -> sum(g, 0, T))
        .or(
            "last is the mean of the upper layer's states: " + LAST,
            () -> sum(g, 0, T).scale(1.0 / T))
        .or(
            "last is the largest number of each unit over all steps: " + LAST,
            () -> {
              Matrix most = g[0].copy();
              for (Matrix m : g) {
                for (int k = 0; k < most.data().length; k++) {
                  most.data()[k] = Math.max(most.data()[k], m.data()[k]);
                }
              }
              return most;
            })
        .get();
  }
}
