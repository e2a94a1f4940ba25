package e06_rnn_sequence;

import java.util.Arrays;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong when a recurrent network reads a sequence. */
final class RnnSequenceSlips extends SequenceSlips implements RnnSequence {
  /** How a sequence is read. */
  private interface Reading {
    Matrix[] states(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b);
  }

  @Override
  public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    boolean isBackwards =
        at("the direction", () -> false)
            .or(
                "the loop goes from the last step to the first: step t must start from the state of"
                    + " step t − 1.",
                () -> true)
            .get();
    String asExample =
        "each matrix of xs is read as one example: xs[t] must be read as step t of all examples.";
    Reading reading =
        this.<Reading>at("the examples", () -> this::states)
            .or(
                "an example starts from the last state of the one before it: each must start from"
                    + " its own row of h0.",
                () -> this::oneRow)
            .or(asExample, () -> this::matrixAfterMatrix)
            .or(
                asExample,
                () -> xs.length > h0.rows() ? RnnSequenceSlips::outside : this::matrixAfterMatrix)
            .get();
    int last = xs.length - 1;
    Matrix[] read = isBackwards ? chosen(xs, t -> last - t) : xs;
    Matrix[] states = reading.states(read, h0, Wx, Wh, b);
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

  /** Each matrix one example, its rows the steps. */
  private Matrix[] matrixAfterMatrix(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    return each(
        xs.length,
        n -> {
          Matrix h = h0.rows(n, n + 1);
          Matrix[] own = each(xs[n].rows(), t -> xs[n].rows(t, t + 1));
          Matrix[] states = states(own, h, Wx, Wh, b);
          Matrix all = new Matrix(own.length, h0.cols());
          for (int t = 0; t < own.length; t++) {
            all.put(new int[] {t}, states[t]);
          }
          return all;
        });
  }

  private static Matrix[] outside(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    throw new IndexOutOfBoundsException();
  }

  private Matrix[] states(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    int T = xs.length;
    Matrix start = start(h0).get();
    Matrix[] read = ofSteps("a step reads the input", "step t must read xs[t]", xs);
    Matrix[] sums = new Matrix[T];
    Matrix[] states = new Matrix[T];
    boolean isFirstGiven =
        at("the first place", () -> false)
            .or(
                "h0 is at index 0, and the first input is not read: the first step must read xs[0],"
                    + " and index 0 must hold the state after it.",
                () -> true)
            .get();
    for (int t = 0; t < T; t++) {
      Matrix state = step(read[t], before(t, start, states, sums), Wx, Wh, b, t, sums);
      states[t] = isFirstGiven && t == 0 ? start.copy() : state;
    }
    return result(states, start);
  }

  /** The state that step t starts from. */
  private Matrix before(int t, Matrix start, Matrix[] states, Matrix[] sums) {
    return fromGiven("a step", t, start, states)
        .or(
            "the next step starts from the sum before tanh: it must start from the state, which is"
                + " tanh of that sum.",
            () -> t == 0 ? start : sums[t - 1])
        .get();
  }

  private Matrix step(
      Matrix x, Matrix before, Matrix Wx, Matrix Wh, Matrix b, int t, Matrix[] sums) {
    int T = sums.length;
    Matrix xW = product("x·Wx", x, Wx).get();
    Matrix bias = bias("the bias", b, x, t, T).get();
    Matrix hW =
        product("h·Wh", before, Wh)
            .or("the state is added without its weights: the term must be h·Wh.", () -> before)
            .or(
                "in the first step h0 is added without its weights: the term must be h0·Wh.",
                () -> t == 0 ? before : before.matmul(Wh))
            .or(
                "a unit reads the new state of the units before it: all must read the state as it"
                    + " was before the step.",
                () -> oneAfterTheOther(xW.plus(bias), before, Wh).minus(xW.plus(bias)))
            .get();
    Matrix z = xW.plus(hW).plus(bias);
    sums[t] = z;
    Matrix h =
        activation("tanh(…)", z, Math::tanh)
            .or(
                "tanh is taken only after the last step: every step must end with tanh.",
                () -> t == T - 1 ? z.map(Math::tanh) : z)
            .or(
                "the bias is added after tanh: it must be added before, tanh(x·Wx + h·Wh + b).",
                () -> xW.plus(hW).map(Math::tanh).plus(bias))
            .or(
                "tanh is taken of x·Wx and of the rest: it must be taken of the whole sum.",
                () -> xW.map(Math::tanh).plus(hW.plus(bias).map(Math::tanh)))
            .or(
                "tanh is taken of h·Wh and of the rest: it must be taken of the whole sum.",
                () -> xW.plus(bias).map(Math::tanh).plus(hW.map(Math::tanh)))
            .or(
                "tanh is taken of each term: it must be taken of their sum.",
                () -> xW.map(Math::tanh).plus(hW.map(Math::tanh)).plus(bias.map(Math::tanh)))
            .or(
                "tanh is taken of x·Wx and of h·Wh: it must be taken of the whole sum.",
                () -> xW.map(Math::tanh).plus(hW.map(Math::tanh)).plus(bias))
            .get();
    return at("the new state", () -> h)
        .or("the new state is added to the old one: it must replace it.", () -> h.plus(before))
        .or(
            "the new state is averaged with the old one: it must replace it.",
            () -> h.plus(before).scale(0.5))
        .or(
            "a step whose input is 0 everywhere keeps the state: 0 is an input like every other, so"
                + " the step must be taken.",
            () -> x.norm() == 0 ? before.copy() : h)
        .or(
            "an example whose input is 0 keeps its state: 0 is an input like every other, so the"
                + " step must be taken.",
            () -> keptWhereZero(x, before, h))
        .get();
  }

  private static Matrix keptWhereZero(Matrix x, Matrix before, Matrix h) {
    Matrix kept = h.copy();
    for (int n = 0; n < x.rows(); n++) {
      if (x.pick(n).norm() == 0) {
        kept.put(new int[] {n}, before.pick(n));
      }
    }
    return kept;
  }

  private Matrix[] result(Matrix[] states, Matrix start) {
    int T = states.length;
    return returned("the result", states, start)
        .or(
            "the last step is missing: the result must hold as many matrices as xs.",
            () -> Arrays.copyOf(states, T - 1))
        .or(
            "the first step is missing: the result must hold as many matrices as xs.",
            () -> Arrays.copyOfRange(states, 1, T))
        .or(
            "the result holds the last state only: it must hold the state after each step.",
            () -> Arrays.copyOfRange(states, T - 1, T))
        .get();
  }
}
