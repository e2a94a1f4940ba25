package e06_rnn_sequence;

import java.util.Arrays;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong when a recurrent network reads a sequence. */
final class RnnSequenceSlips extends Slips implements RnnSequence {
  @Override
  public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    boolean isBackwards =
        at("the direction", () -> false)
            .or(
                "the loop goes from the last step to the first: step t starts from the state of"
                    + " step t − 1.",
                () -> true)
            .get();
    boolean isOneRow =
        at("the examples", () -> false)
            .or(
                "an example starts from where the one before it has ended: each starts from its own"
                    + " row of h0.",
                () -> true)
            .get();
    int last = xs.length - 1;
    Matrix[] read = isBackwards ? chosen(xs, t -> last - t) : xs;
    Matrix[] states = isOneRow ? oneRow(read, h0, Wx, Wh, b) : states(read, h0, Wx, Wh, b);
    return isBackwards ? chosen(states, t -> last - t) : states;
  }

  /** Example after example, each from the last state of the one before it. */
  private Matrix[] oneRow(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix[] all = new Matrix[xs.length];
    Arrays.setAll(all, t -> new Matrix(h0.rows(), h0.cols()));
    Matrix h = h0.rows(0, Math.min(1, h0.rows()));
    for (int n = 0; n < h0.rows(); n++) {
      int row = n;
      Matrix[] own = new Matrix[xs.length];
      Arrays.setAll(own, t -> xs[t].rows(row, row + 1));
      Matrix[] states = states(own, h, Wx, Wh, b);
      for (int t = 0; t < all.length; t++) {
        all[t].put(new int[] {n}, states[t]);
        h = states[t];
      }
    }
    return all;
  }

  private Matrix[] states(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    int T = xs.length;
    Matrix start =
        at("the state before the first step", () -> h0)
            .or("h0 is ignored: the first step starts from h0, not from zeros.", () -> h0.scale(0))
            .or(
                "h0 goes through tanh before the first step: it is a state already.",
                () -> h0.map(Math::tanh))
            .or(
                "h0 of the first example is used for all: each has its own row.",
                () -> h0.pick(new int[h0.rows()]))
            .get();
    Matrix[] read = read(xs);
    Matrix[] sums = new Matrix[T];
    Matrix[] states = new Matrix[T];
    boolean isFirstGiven =
        at("the first place", () -> false)
            .or(
                "h0 stands at index 0, and the first input is not read: the first step reads xs[0],"
                    + " and index 0 holds the state after it.",
                () -> true)
            .get();
    for (int t = 0; t < T; t++) {
      Matrix state = step(read[t], before(t, start, states, sums), Wx, Wh, b, t, sums);
      states[t] = isFirstGiven && t == 0 ? start.copy() : state;
    }
    return result(states, start);
  }

  private Matrix[] read(Matrix[] xs) {
    int T = xs.length;
    return at("the inputs", () -> xs)
        .or("every step reads the first input: step t reads xs[t].", () -> chosen(xs, t -> 0))
        .or("every step reads the last input: step t reads xs[t].", () -> chosen(xs, t -> T - 1))
        .or(
            "the sequence is read from its end: the first step reads xs[0].",
            () -> chosen(xs, t -> T - 1 - t))
        .or(
            "each step reads the input of the next one: step t reads xs[t].",
            () -> chosen(xs, t -> Math.min(t + 1, T - 1)))
        .or(
            "each step reads the input of the step before: step t reads xs[t].",
            () -> chosen(xs, t -> Math.max(t - 1, 0)))
        .or(
            "a step reads the sum of all inputs so far: step t reads xs[t] alone.",
            () -> {
              Matrix[] sums = xs.clone();
              for (int t = 1; t < T; t++) {
                sums[t] = sums[t - 1].plus(xs[t]);
              }
              return sums;
            })
        .get();
  }

  /** The state that step t starts from. */
  private Matrix before(int t, Matrix start, Matrix[] states, Matrix[] sums) {
    Matrix last = t == 0 ? start : states[t - 1];
    return at("what a step starts from", () -> last)
        .or(
            "every step starts from h0: hand on the state that the step before has computed.",
            () -> start)
        .or(
            "every step but the first starts from zeros: hand on the state that the step before has"
                + " computed.",
            () -> t == 0 ? start : start.scale(0))
        .or(
            "a step starts from the state two steps before: it must be that of the step before.",
            () -> t < 2 ? start : states[t - 2])
        .or(
            "the sum before tanh is handed on: the next step starts from the state, which is tanh"
                + " of it.",
            () -> t == 0 ? start : sums[t - 1])
        .or(
            "every step starts from the first state: hand on the state that the step before has"
                + " computed.",
            () -> t == 0 ? start : states[0])
        .or(
            "h0 is added at every step: it is the state before the first step only.",
            () -> t == 0 ? start : last.plus(start))
        .get();
  }

  private Matrix step(
      Matrix x, Matrix before, Matrix Wx, Matrix Wh, Matrix b, int t, Matrix[] sums) {
    int T = sums.length;
    Matrix xW = product("x·Wx", x, Wx).get();
    Matrix bias =
        at("b", () -> b)
            .or(
                "the bias is missing: b (1 × H) is added to every row at every step.",
                () -> b.scale(0))
            .or(
                "the bias is added at the first step alone: it must be added at every step.",
                () -> t == 0 ? b : b.scale(0))
            .or(
                "the bias is added at the last step alone: it must be added at every step.",
                () -> t == T - 1 ? b : b.scale(0))
            .or("the bias grows from step to step: each step adds one b.", () -> b.scale(t + 1))
            .or("the bias is subtracted: it must be added.", () -> b.scale(-1))
            .or("the bias is added twice: each step adds one b.", () -> b.scale(2))
            .or(
                "the first number of b is added to every unit: each unit has its own.",
                () -> b.map(v -> b.get(0, 0)))
            .or(
                "the bias is divided by the number of examples: it must be added as it is.",
                () -> b.scale(1.0 / x.rows()))
            .get();
    Matrix hW =
        product("h·Wh", before, Wh)
            .or("the state is added without its weights: the term is h·Wh.", () -> before)
            .or(
                "in the first step h0 is added without its weights: the term is h0·Wh.",
                () -> t == 0 ? before : before.matmul(Wh))
            .or(
                "a unit reads the new state of the units before it: all read the state as it was"
                    + " before the step.",
                () -> oneAfterTheOther(xW.plusRow(bias), before, Wh).minus(xW.plusRow(bias)))
            .get();
    Matrix z = xW.plus(hW).plusRow(bias);
    sums[t] = z;
    Matrix h =
        activation("tanh(…)", z, Math::tanh)
            .or(
                "tanh is taken after the last step alone: every step ends with tanh.",
                () -> t == T - 1 ? z.map(Math::tanh) : z)
            .or(
                "the bias is added after tanh: it belongs inside, tanh(x·Wx + h·Wh + b).",
                () -> xW.plus(hW).map(Math::tanh).plusRow(bias))
            .or(
                "tanh goes around x·Wx and the rest one by one: it must be the tanh of the whole sum.",
                () -> xW.map(Math::tanh).plus(hW.plusRow(bias).map(Math::tanh)))
            .or(
                "tanh goes around h·Wh and the rest one by one: it must be the tanh of the whole sum.",
                () -> xW.plusRow(bias).map(Math::tanh).plus(hW.map(Math::tanh)))
            .get();
    return at("the new state", () -> h)
        .or("the new state is added to the old one: it replaces it.", () -> h.plus(before))
        .or(
            "the new state is averaged with the old one: it replaces it.",
            () -> h.plus(before).scale(0.5))
        .get();
  }

  private Matrix[] result(Matrix[] states, Matrix start) {
    int T = states.length;
    return at("the result", () -> states)
        .or(
            "all steps show the last state: give every step a matrix of its own.",
            () -> chosen(states, t -> T - 1))
        .or(
            "all steps show the first state: index t holds the state after step t.",
            () -> chosen(states, t -> 0))
        .or(
            "the result begins with h0: index 0 holds the state after the first step.",
            () -> {
              Matrix[] late = chosen(states, t -> Math.max(t - 1, 0));
              if (T > 0) {
                late[0] = start.copy();
              }
              return late;
            })
        .or(
            "h0 stands before the states, so there is one matrix too many: the result holds as many"
                + " as xs, and index 0 holds the state after the first step.",
            () -> {
              Matrix[] more = new Matrix[T + 1];
              Arrays.setAll(more, t -> (t == 0 ? start : states[t - 1]).copy());
              return more;
            })
        .or(
            "the states are in reverse order: index 0 holds the state after the first step.",
            () -> chosen(states, t -> T - 1 - t))
        .or(
            "the last state stays empty: the loop runs over all T steps.",
            () -> {
              Matrix[] all = states.clone();
              all[T - 1] = all[T - 1].scale(0);
              return all;
            })
        .or(
            "the last step is not computed, and its place repeats the step before: the loop runs"
                + " over all T steps.",
            () -> chosen(states, t -> Math.min(t, Math.max(T - 2, 0))))
        .or(
            "the states are summed up: index t holds the state after step t alone.",
            () -> {
              Matrix[] sums = states.clone();
              for (int t = 1; t < T; t++) {
                sums[t] = sums[t - 1].plus(states[t]);
              }
              return sums;
            })
        .get();
  }

  private interface Index {
    int of(int t);
  }

  private static Matrix[] chosen(Matrix[] all, Index index) {
    Matrix[] chosen = new Matrix[all.length];
    Arrays.setAll(chosen, t -> all[index.of(t)].copy());
    return chosen;
  }
}
