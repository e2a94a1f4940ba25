package e26_both_directions;

import java.util.Arrays;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where a sequence is read from both of its ends. */
final class BothDirectionsSlips extends SequenceSlips implements BothDirections {
  private static final String OWN_END = "row n is real while t < lengths[n], with t from 0.";
  private static final String LAST =
      "last has the first direction after the last real step, and the second after step 1.";

  /** The weights of one direction; who errs in a product errs in both. */
  private record Weights(Matrix Wx, Matrix Wh, Matrix b) {}

  /** The states of one direction at each step, and after all that it has read. */
  private record Pass(Matrix[] states, Matrix last) {}

  /** Whether row n is real at step t. */
  private interface Real {
    boolean at(int t, int n);
  }

  private interface Source {
    Matrix of(int n);
  }

  @Override
  public Both forward(
      Matrix[] xs,
      int[] lengths,
      Matrix Wx1,
      Matrix Wh1,
      Matrix b1,
      Matrix Wx2,
      Matrix Wh2,
      Matrix b2) {
    Weights first = new Weights(Wx1, Wh1, b1);
    Weights second = new Weights(Wx2, Wh2, b2);
    Weights[] both =
        at("whose weights", () -> new Weights[] {first, second})
            .or(
                "both directions have the weights of the first: the second has Wx2, Wh2 and b2.",
                () -> new Weights[] {first, new Weights(Wx1, Wh1, b1)})
            .or(
                "both directions have the weights of the second: the first has Wx1, Wh1 and b1.",
                () -> new Weights[] {new Weights(Wx2, Wh2, b2), second})
            .or(
                "the weights are exchanged: Wx1, Wh1 and b1 belong to the direction that begins at"
                    + " the start.",
                () -> new Weights[] {new Weights(Wx2, Wh2, b2), new Weights(Wx1, Wh1, b1)})
            .or(
                "Wh1 and Wh2 are exchanged: Wh1 belongs to the direction that begins at the start.",
                () -> new Weights[] {new Weights(Wx1, Wh2, b1), new Weights(Wx2, Wh1, b2)})
            .or(
                "Wx1 and Wx2 are exchanged: Wx1 belongs to the direction that begins at the start.",
                () -> new Weights[] {new Weights(Wx2, Wh1, b1), new Weights(Wx1, Wh2, b2)})
            .or(
                "b1 and b2 are exchanged: b1 belongs to the direction that begins at the start.",
                () -> new Weights[] {new Weights(Wx1, Wh1, b2), new Weights(Wx2, Wh2, b1)})
            .or(
                "both directions have the Wh of the first: the second has Wh2.",
                () -> new Weights[] {first, new Weights(Wx2, Wh1, b2)})
            .or(
                "both directions have the Wx of the first: the second has Wx2.",
                () -> new Weights[] {first, new Weights(Wx1, Wh2, b2)})
            .or(
                "both directions have the bias of the first: the second has b2.",
                () -> new Weights[] {first, new Weights(Wx2, Wh2, b1)})
            .or(
                "the second direction has no bias: b2 is added at every step.",
                () -> new Weights[] {first, new Weights(Wx2, Wh2, b2.scale(0))})
            .or(
                "the first direction has no bias: b1 is added at every step.",
                () -> new Weights[] {new Weights(Wx1, Wh1, b1.scale(0)), second})
            .get();
    Real real = real(xs.length, lengths);
    Matrix zero = new Matrix(lengths.length, b1.cols());
    Pass f = read(xs, realForFirst(real, lengths), both[0], zero, true);
    Pass g = second(xs, realForSecond(real, lengths), both[1], zero, f);
    return result(f, turned(g, lengths), lengths);
  }

  private Real real(int T, int[] lengths) {
    int N = lengths.length;
    int shortest = Arrays.stream(lengths).min().orElse(T);
    return at("which steps are real", () -> (Real) (t, n) -> t < lengths[n])
        .or("the lengths are ignored: " + OWN_END, () -> (t, n) -> true)
        .or("each row is one step too long: " + OWN_END, () -> (t, n) -> t <= lengths[n])
        .or("each row is one step too short: " + OWN_END, () -> (t, n) -> t < lengths[n] - 1)
        .or(
            "the length of the first row is used for all: " + OWN_END,
            () -> (t, n) -> t < lengths[0])
        .or("the batch ends with its shortest row: " + OWN_END, () -> (t, n) -> t < shortest)
        .or(
            "the lengths are taken from the last row to the first: " + OWN_END,
            () -> (t, n) -> t < lengths[N - 1 - n])
        .or(
            "the padding is looked for in front: the real steps of a row are its first ones.",
            () -> (t, n) -> t >= T - lengths[n])
        .get();
  }

  /** Reads forward or backward; a row that is not real keeps its state, and its output is 0. */
  private Pass read(Matrix[] xs, Real real, Weights w, Matrix start, boolean rising) {
    int T = xs.length;
    Matrix[] states = new Matrix[T];
    Matrix h = start;
    for (int k = 0; k < T; k++) {
      int t = rising ? k : T - 1 - k;
      Matrix before = h;
      Matrix input =
          at("what the second direction reads", () -> xs[t])
              .or(
                  "the second direction reads one step late: its state at step t has read xs[t],"
                      + " so it begins with xs[lengths[n] − 1].",
                  () -> rising ? xs[t] : xs[Math.min(t + 1, T - 1)])
              .or(
                  "the second direction reads one step early: its state at step t has read xs[t].",
                  () -> rising ? xs[t] : xs[Math.max(t - 1, 0)])
              .get();
      Matrix next = oneStep(input, before, w, rising ? "first" : "second");
      Matrix zero = before.map(v -> 0);
      h =
          at("the state in the padding", () -> choose(real, t, next, before))
              .or(
                  "the padding is multiplied by 0: a NaN times 0 is a NaN. Choose the row, by an"
                      + " if, from the new state or from the old one.",
                  () -> choose(real, t, next, next.scale(0)).plus(choose(real, t, zero, before)))
              .get();
      Matrix state = h;
      states[t] =
          at("the output in the padding", () -> choose(real, t, next, zero))
              .or(
                  "the outputs in the padding repeat a state: they must be 0.",
                  () -> choose(real, t, next, state))
              .or("the outputs in the padding are those of the step: they must be 0.", () -> next)
              .or(
                  "the output in the padding is multiplied by 0: a NaN times 0 is a NaN. Leave the"
                      + " row at 0, by an if.",
                  () -> choose(real, t, next, next.scale(0)))
              .or(
                  "the outputs in the padding are NaN: they must be 0.",
                  () -> choose(real, t, next, zero.map(v -> Double.NaN)))
              .or(
                  "the outputs are the states before each step: they must be those after it.",
                  () -> choose(real, t, before, zero))
              .get();
    }
    return new Pass(states, h.copy());
  }

  private Matrix step(Matrix x, Matrix before, Weights w) {
    Matrix xW = product("x·Wx", x, w.Wx()).get();
    Matrix hW = product("h·Wh", before, w.Wh()).get();
    Matrix bias = bias("the bias", w.b(), x).get();
    return activation("tanh(…)", xW.plus(hW).plus(bias), Math::tanh).get();
  }

  /** A step, with what goes wrong in one direction alone. */
  private Matrix oneStep(Matrix x, Matrix before, Weights w, String direction) {
    Matrix xW = x.matmul(w.Wx());
    return at("a step of the " + direction + " direction", () -> step(x, before, w))
        .or(
            "the " + direction + " direction has no tanh: each state is the tanh of its sum.",
            () -> xW.plus(before.matmul(w.Wh())).plusRow(w.b()))
        .or(
            "Wh is transposed in the " + direction + " direction: the product is with Wh as it is.",
            () -> xW.plus(before.matmul(w.Wh().transpose())).plusRow(w.b()).map(Math::tanh))
        .or(
            "every step of the "
                + direction
                + " direction starts from zeros: hand on the state of the step before it.",
            () -> xW.plusRow(w.b()).map(Math::tanh))
        .get();
  }

  private Real realForFirst(Real real, int[] lengths) {
    return at("which steps the first direction reads", () -> real)
        .or("the first direction ignores the lengths: " + OWN_END, () -> (t, n) -> true)
        .or(
            "the first direction reads one step too many: " + OWN_END,
            () -> (t, n) -> t <= lengths[n])
        .or(
            "the first direction leaves out the last real step: " + OWN_END,
            () -> (t, n) -> t < lengths[n] - 1)
        .get();
  }

  private Real realForSecond(Real real, int[] lengths) {
    return at("which steps the second direction reads", () -> real)
        .or("the second direction ignores the lengths: " + OWN_END, () -> (t, n) -> true)
        .or(
            "the second direction reads one step too many: " + OWN_END,
            () -> (t, n) -> t <= lengths[n])
        .or(
            "the second direction leaves out the last real step: " + OWN_END,
            () -> (t, n) -> t < lengths[n] - 1)
        .or(
            "the second direction leaves out the first step: it ends at step 1.",
            () -> (t, n) -> t > 0 && t < lengths[n])
        .get();
  }

  private Pass second(Matrix[] xs, Real real, Weights w, Matrix zero, Pass f) {
    int T = xs.length;
    return at("the second direction", () -> read(xs, real, w, zero, false))
        .or(
            "the second direction begins in the padding: it begins with zeros at each row's own"
                + " last step.",
            () -> {
              Pass all = read(xs, (t, n) -> true, w, zero, false);
              Matrix[] states = new Matrix[T];
              Arrays.setAll(states, t -> choose(real, t, all.states()[t], zero));
              return new Pass(states, all.last());
            })
        .or(
            "the second direction begins in the padding, which it takes for zeros: it begins with"
                + " zeros at each row's own last step.",
            () -> {
              Matrix[] clean = new Matrix[T];
              Arrays.setAll(clean, t -> choose(real, t, xs[t], xs[t].map(v -> 0)));
              Pass all = read(clean, (t, n) -> true, w, zero, false);
              Matrix[] states = new Matrix[T];
              Arrays.setAll(states, t -> choose(real, t, all.states()[t], zero));
              return new Pass(states, all.last());
            })
        .or(
            "the second direction goes on from the states of the first: it hands on its own.",
            () -> {
              Matrix[] states = new Matrix[T];
              Matrix last = zero;
              for (int t = T - 1; t >= 0; t--) {
                Matrix before = t + 1 < T ? f.states()[t + 1] : zero;
                Matrix next =
                    xs[t].matmul(w.Wx()).plus(before.matmul(w.Wh())).plusRow(w.b()).map(Math::tanh);
                last = choose(real, t, next, last);
                states[t] = choose(real, t, next, zero);
              }
              return new Pass(states, last);
            })
        .or(
            "the second direction multiplies Wh2 by f_t: it must be its own state of step t + 1.",
            () -> {
              Matrix[] states = new Matrix[T];
              Matrix last = zero;
              for (int t = T - 1; t >= 0; t--) {
                Matrix next =
                    xs[t]
                        .matmul(w.Wx())
                        .plus(f.states()[t].matmul(w.Wh()))
                        .plusRow(w.b())
                        .map(Math::tanh);
                last = choose(real, t, next, last);
                states[t] = choose(real, t, next, zero);
              }
              return new Pass(states, last);
            })
        .or(
            "the second direction reads from the start like the first: it begins at the last real"
                + " step and ends at step 1.",
            () -> read(xs, real, w, zero, true))
        .or(
            "the second direction begins with the last state of the first: it begins with zeros.",
            () -> read(xs, real, w, f.last(), false))
        .or(
            "the whole batch is turned round, so that the padding comes first: turn each row within"
                + " its own length.",
            () -> {
              Pass all = read(chosen(xs, t -> T - 1 - t), real, w, zero, true);
              return new Pass(chosen(all.states(), t -> T - 1 - t), all.last());
            })
        .or(
            "the states of the second direction are one step late: at step t it has read xs[t].",
            () -> {
              Pass all = read(xs, real, w, zero, false);
              Matrix[] states = new Matrix[T];
              Arrays.setAll(
                  states, t -> t + 1 < T ? choose(real, t, all.states()[t + 1], zero) : zero);
              return new Pass(states, all.last());
            })
        .or(
            "the second direction reads the states of the first: it reads xs.",
            () -> {
              Matrix[] states = new Matrix[T];
              Matrix h = zero;
              for (int t = T - 1; t >= 0; t--) {
                Matrix x = f.states()[t];
                Matrix cut = xs[t].map(v -> 0);
                for (int n = 0; n < cut.rows(); n++) {
                  for (int j = 0; j < cut.cols(); j++) {
                    cut.set(n, j, x.get(n, j % x.cols()));
                  }
                }
                Matrix next =
                    cut.matmul(w.Wx()).plus(h.matmul(w.Wh())).plusRow(w.b()).map(Math::tanh);
                h = choose(real, t, next, h);
                states[t] = choose(real, t, next, zero);
              }
              return new Pass(states, h);
            })
        .get();
  }

  private Pass turned(Pass g, int[] lengths) {
    int T = g.states().length;
    return at("the order of the second direction", () -> g)
        .or(
            "the second direction is in the order in which it was read: its state at step t belongs"
                + " beside the first direction's at step t, so reverse it back within each row.",
            () -> {
              Matrix[] states = new Matrix[T];
              for (int t = 0; t < T; t++) {
                int step = t;
                states[t] =
                    row(
                        g.last(),
                        n ->
                            step < lengths[n]
                                ? g.states()[lengths[n] - 1 - step]
                                : g.states()[step]);
              }
              return new Pass(states, g.last());
            })
        .or(
            "the states of the second direction are turned round over all T steps: the one of"
                + " step t belongs in outputs[t], beside the first direction's.",
            () -> new Pass(chosen(g.states(), t -> T - 1 - t), g.last()))
        .or(
            "the states of the second direction are kept in the order in which they were computed:"
                + " the one of step t belongs in outputs[t], beside the first direction's.",
            () -> {
              Matrix[] turned = chosen(g.states(), t -> T - 1 - t);
              Matrix zero = g.last().scale(0);
              Matrix[] states = new Matrix[T];
              Arrays.setAll(states, t -> choose((s, n) -> s < lengths[n], t, turned[t], zero));
              return new Pass(states, g.last());
            })
        .get();
  }

  private Both result(Pass f, Pass g, int[] lengths) {
    int T = f.states().length;
    Matrix[] outputs = new Matrix[T];
    for (int t = 0; t < T; t++) {
      Matrix left = f.states()[t];
      Matrix right = g.states()[t];
      outputs[t] =
          at("the outputs", () -> Matrix.beside(left, right))
              .or(
                  "the second direction stands left in the outputs: the first stands left.",
                  () -> Matrix.beside(right, left))
              .or(
                  "the directions are added: they stand side by side, f_t left and g_t right.",
                  () -> left.plus(right))
              .or(
                  "the directions are averaged: they stand side by side, f_t left and g_t right.",
                  () -> left.plus(right).scale(0.5))
              .or(
                  "the right half is the sum of both directions: it must be g_t alone.",
                  () -> Matrix.beside(left, left.plus(right)))
              .or(
                  "the first direction stands in both halves: the right half is the second.",
                  () -> Matrix.beside(left, left))
              .or(
                  "the second direction stands in both halves: the left half is the first.",
                  () -> Matrix.beside(right, right))
              .or(
                  "the columns of the directions alternate: the left half is f_t, the right half"
                      + " g_t.",
                  () -> turns(left, right))
              .get();
    }
    Matrix left = f.last();
    Matrix right = g.last();
    Matrix atEnd = row(right, n -> g.states()[lengths[n] - 1]);
    Matrix last =
        at("last", () -> Matrix.beside(left, right))
            .or(
                "last has the second direction's output at the last real step: that has read one"
                    + " step only. "
                    + LAST,
                () -> Matrix.beside(left, atEnd))
            .or(
                "last is the last matrix of the outputs: short rows have 0 there. " + LAST,
                () -> Matrix.beside(f.states()[T - 1], g.states()[T - 1]))
            .or(
                "last has the second direction's state at step T: there it has read the last"
                    + " step at most. "
                    + LAST,
                () -> Matrix.beside(left, g.states()[T - 1]))
            .or(
                "last has the output at step T of the first direction: short rows have 0 there. "
                    + LAST,
                () -> Matrix.beside(f.states()[T - 1], right))
            .or(
                "last is the first matrix of the outputs: the first direction has read one step"
                    + " there. "
                    + LAST,
                () -> Matrix.beside(f.states()[0], right))
            .or(
                "the second direction stands left in last: the first stands left.",
                () -> Matrix.beside(right, left))
            .or(
                "the directions are added in last: they stand side by side.",
                () -> left.plus(right))
            .or(
                "the first direction stands in both halves of last: " + LAST,
                () -> Matrix.beside(left, left))
            .or(
                "the second direction stands in both halves of last: " + LAST,
                () -> Matrix.beside(right, right))
            .or(
                "the columns of last alternate: the left half is the first.",
                () -> turns(left, right))
            .get();
    return new Both(outputs, last);
  }

  private static Matrix turns(Matrix left, Matrix right) {
    Matrix both = new Matrix(left.rows(), 2 * left.cols());
    for (int n = 0; n < left.rows(); n++) {
      for (int j = 0; j < left.cols(); j++) {
        both.set(n, 2 * j, left.get(n, j));
        both.set(n, 2 * j + 1, right.get(n, j));
      }
    }
    return both;
  }

  private static Matrix choose(Real real, int t, Matrix one, Matrix other) {
    return row(one, n -> real.at(t, n) ? one : other);
  }

  private static Matrix row(Matrix like, Source source) {
    Matrix all = new Matrix(like.rows(), like.cols());
    for (int n = 0; n < like.rows(); n++) {
      all.put(new int[] {n}, source.of(n).pick(n));
    }
    return all;
  }
}
