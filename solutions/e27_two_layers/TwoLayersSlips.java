package e27_two_layers;

import java.util.Arrays;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where a recurrent layer stands on another one. */
final class TwoLayersSlips extends Slips implements TwoLayers {
  private static final String READS = "at step t it reads the lower one's state after step t.";
  private static final String LAST = "the result is the upper layer's state after the last step.";

  /** The weights of one layer; who errs in a product errs in both. */
  private record Layer(String name, Matrix Wx, Matrix Wh, Matrix b) {}

  /** What a layer has computed at each step. */
  private record Pass(Matrix[] states, Matrix[] sums) {}

  private interface Index {
    int of(int t);
  }

  @Override
  public Matrix forward(
      Matrix[] xs, Matrix Wx1, Matrix Wh1, Matrix b1, Matrix Wx2, Matrix Wh2, Matrix b2) {
    Pass lower = read(sequence(xs), new Layer("lower", Wx1, Wh1, b1));
    Pass upper = read(below(lower), new Layer("upper", Wx2, Wh2, b2));
    return result(upper.states(), lower.states());
  }

  private Matrix[] sequence(Matrix[] xs) {
    int T = xs.length;
    return at("the inputs", () -> xs)
        .or("every step reads the first input: step t reads xs[t].", () -> chosen(xs, t -> 0))
        .or("every step reads the last input: step t reads xs[t].", () -> chosen(xs, t -> T - 1))
        .or(
            "the sequence is read from its end: the first step reads xs[0].",
            () -> chosen(xs, t -> T - 1 - t))
        .or(
            "the first input is left out: the first step reads xs[0].",
            () -> Arrays.copyOfRange(xs, Math.min(1, T - 1), T))
        .or(
            "the last step is left out: the loop runs over all T steps, and the result is g_T.",
            () -> Arrays.copyOf(xs, Math.max(1, T - 1)))
        .get();
  }

  /** What the upper layer reads. */
  private Matrix[] below(Pass lower) {
    Matrix[] h = lower.states();
    int T = h.length;
    return at("what the upper layer reads", () -> h)
        .or(
            "the upper layer knows the lower one's last state alone: it reads the state after every"
                + " step, and hands on its own.",
            () -> new Matrix[] {h[T - 1]})
        .or(
            "the upper layer reads the lower one's last state at every step: " + READS,
            () -> chosen(h, t -> T - 1))
        .or(
            "the upper layer reads the lower one's first state at every step: " + READS,
            () -> chosen(h, t -> 0))
        .or(
            "the upper layer is one step late, and begins with zeros: " + READS,
            () -> {
              Matrix[] late = chosen(h, t -> Math.max(t - 1, 0));
              late[0] = h[0].scale(0);
              return late;
            })
        .or(
            "the upper layer leaves out the first state of the lower one: " + READS,
            () -> Arrays.copyOfRange(h, Math.min(1, T - 1), T))
        .or(
            "the upper layer reads the states from the last to the first: " + READS,
            () -> chosen(h, t -> T - 1 - t))
        .or(
            "the upper layer reads the lower one's sums before tanh: it reads h_t, which is tanh of"
                + " them.",
            () -> lower.sums())
        .or(
            "the upper layer reads tanh of the states: they have gone through tanh already.",
            () -> Arrays.stream(h).map(m -> m.map(Math::tanh)).toArray(Matrix[]::new))
        .or(
            "the upper layer reads the sum of all states so far: " + READS,
            () -> {
              Matrix[] sums = h.clone();
              for (int t = 1; t < T; t++) {
                sums[t] = sums[t - 1].plus(h[t]);
              }
              return sums;
            })
        .or(
            "the upper layer reads the mean of all states at every step: " + READS,
            () -> {
              Matrix mean = sum(h).scale(1.0 / T);
              Matrix[] means = new Matrix[T];
              Arrays.setAll(means, t -> mean.copy());
              return means;
            })
        .get();
  }

  private Pass read(Matrix[] xs, Layer layer) {
    int T = xs.length;
    Matrix start = new Matrix(xs[0].rows(), layer.b().cols());
    Matrix[] states = new Matrix[T];
    Matrix[] sums = new Matrix[T];
    for (int t = 0; t < T; t++) {
      states[t] = step(xs, t, before(t, start, states, sums, layer), layer, sums);
    }
    return new Pass(states, sums);
  }

  /** The state that step t starts from. */
  private Matrix before(int t, Matrix start, Matrix[] states, Matrix[] sums, Layer layer) {
    Matrix last = t == 0 ? start : states[t - 1];
    Matrix own =
        at("what a step starts from", () -> last)
            .or(
                "a step starts from the state two steps before: it is that of the step before.",
                () -> t < 2 ? start : states[t - 2])
            .or(
                "every step starts from the first state: it is that of the step before.",
                () -> t == 0 ? start : states[0])
            .or(
                "the sum before tanh is handed on: the next step starts from the state, which is"
                    + " tanh of it.",
                () -> t == 0 ? start : sums[t - 1])
            .or(
                "the state before the first step is 1: it is 0.",
                () -> t == 0 ? start.map(v -> 1) : last)
            .get();
    if (layer.name().equals("upper")) {
      return own;
    }
    return at("what a step of the lower layer starts from", () -> own)
        .or(
            "the lower layer starts from zeros at every step: it hands on the state that it has"
                + " computed.",
            () -> start)
        .get();
  }

  private Matrix step(Matrix[] xs, int t, Matrix before, Layer layer, Matrix[] sums) {
    Matrix xW = product("x·Wx", xs[t], layer.Wx()).get();
    Matrix b = bias(layer, t);
    Matrix hW =
        product("h·Wh", before, layer.Wh())
            .or("the state is added without its weights: the term is h·Wh.", () -> before)
            .or(
                "a unit reads the new state of the units before it: all read the state as it was"
                    + " before the step.",
                () -> oneAfterTheOther(xW.plusRow(b), before, layer.Wh()).minus(xW.plusRow(b)))
            .get();
    Matrix z = xW.plus(hW).plusRow(b);
    sums[t] = z;
    Matrix h =
        activation("tanh(z)", z, Math::tanh)
            .or(
                "the bias is added after tanh: it belongs inside, tanh(x·Wx + h·Wh + b).",
                () -> xW.plus(hW).map(Math::tanh).plusRow(b))
            .or(
                "the new state is added to the old one: it replaces it.",
                () -> z.map(Math::tanh).plus(before))
            .get();
    return at("tanh of the %s layer".formatted(layer.name()), () -> h)
        .or("the %s layer has no tanh: each layer has one.".formatted(layer.name()), () -> z)
        .get();
  }

  private Matrix bias(Layer layer, int t) {
    Matrix b = layer.b();
    Matrix all =
        at("b", () -> b)
            .or("the biases are missing: each is added to every row at every step.", () -> b.scale(0))
            .or("the biases are subtracted: they are added.", () -> b.scale(-1))
            .or("the biases are added twice: each step adds its bias once.", () -> b.scale(2))
            .or(
                "the biases are added at the first step alone: they are added at every step.",
                () -> t == 0 ? b : b.scale(0))
            .get();
    return at("the bias of the %s layer".formatted(layer.name()), () -> all)
        .or(
            "the %s layer has no bias: each layer has one.".formatted(layer.name()),
            () -> b.scale(0))
        .get();
  }

  private Matrix result(Matrix[] g, Matrix[] h) {
    int T = g.length;
    return at("the result", () -> g[T - 1])
        .or(
            "the result is the upper layer's state after the first step: " + LAST,
            () -> g[0].copy())
        .or("the upper layer's states are summed up: " + LAST, () -> sum(g))
        .or("the result is the mean of the upper layer's states: " + LAST, () -> sum(g).scale(1.0 / T))
        .or(
            "the result is the largest value of each unit over all steps: " + LAST,
            () -> {
              Matrix most = g[0].copy();
              for (Matrix m : g) {
                for (int k = 0; k < most.data().length; k++) {
                  most.data()[k] = Math.max(most.data()[k], m.data()[k]);
                }
              }
              return most;
            })
        .or(
            "the result is the lower layer's last state: it is the upper layer's.",
            () -> h[h.length - 1].copy())
        .or(
            "the states of both layers stand side by side: " + LAST,
            () -> Matrix.beside(h[h.length - 1], g[T - 1]))
        .get();
  }

  private static Matrix sum(Matrix[] all) {
    Matrix sum = all[0];
    for (int t = 1; t < all.length; t++) {
      sum = sum.plus(all[t]);
    }
    return sum.copy();
  }

  private static Matrix[] chosen(Matrix[] all, Index index) {
    Matrix[] chosen = new Matrix[all.length];
    Arrays.setAll(chosen, t -> all[index.of(t)].copy());
    return chosen;
  }
}
