package e06_rnn_sequence;

import java.util.Arrays;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong when a recurrent network reads a sequence. */
final class RnnSequenceSlips extends SequenceSlips implements RnnSequence {
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
    Matrix start = start(h0).get();
    Matrix[] read = ofSteps("a step reads the input", "step t must read xs[t]", xs);
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

  /** The state that step t starts from. */
  private Matrix before(int t, Matrix start, Matrix[] states, Matrix[] sums) {
    return fromGiven("a step", t, start, states)
        .or(
            "the sum before tanh is handed on: the next step must start from the state, which is"
                + " tanh of it.",
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
            .or("the state is added without its weights: the term is h·Wh.", () -> before)
            .or(
                "in the first step h0 is added without its weights: the term is h0·Wh.",
                () -> t == 0 ? before : before.matmul(Wh))
            .or(
                "a unit reads the new state of the units before it: all read the state as it was"
                    + " before the step.",
                () -> oneAfterTheOther(xW.plus(bias), before, Wh).minus(xW.plus(bias)))
            .get();
    Matrix z = xW.plus(hW).plus(bias);
    sums[t] = z;
    Matrix h =
        activation("tanh(…)", z, Math::tanh)
            .or(
                "tanh is taken after the last step alone: every step ends with tanh.",
                () -> t == T - 1 ? z.map(Math::tanh) : z)
            .or(
                "the bias is added after tanh: it belongs inside, tanh(x·Wx + h·Wh + b).",
                () -> xW.plus(hW).map(Math::tanh).plus(bias))
            .or(
                "tanh goes around x·Wx and the rest one by one: it must be the tanh of the whole sum.",
                () -> xW.map(Math::tanh).plus(hW.plus(bias).map(Math::tanh)))
            .or(
                "tanh goes around h·Wh and the rest one by one: it must be the tanh of the whole sum.",
                () -> xW.plus(bias).map(Math::tanh).plus(hW.map(Math::tanh)))
            .get();
    return at("the new state", () -> h)
        .or("the new state is added to the old one: it replaces it.", () -> h.plus(before))
        .or(
            "the new state is averaged with the old one: it replaces it.",
            () -> h.plus(before).scale(0.5))
        .get();
  }

  private Matrix[] result(Matrix[] states, Matrix start) {
    return returned("the result", states, start).get();
  }
}
