package e11_rnn_backward;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in backpropagation through time. */
final class RnnBackwardSlips extends SequenceSlips implements RnnBackward {
  private static final String UNCLIPPED =
      "it must stay as it is. Clipping belongs to the training, after the backward pass.";
  private static final String CLIPPED = "dz is clipped at each step: " + UNCLIPPED;
  private static final String SHORTENED = "dz is shortened at each step: " + UNCLIPPED;
  private static final String ONE_MATRIX =
      "dxs holds one matrix in every place: each step needs a matrix of its own, made with new.";
  private static final String FORWARDS =
      "the steps are visited from the first to the last: it must be from the last to the first,"
          + " since a step needs what the step after it passes back.";

  @Override
  public Gradients backward(
      Matrix[] dhs, Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b, Matrix[] hs) {
    int T = xs.length;
    Walk walk = walk(dhs, h0, Wh, hs);
    Matrix[] ds = walk.ds;
    Matrix[] dz = walk.dz;
    Matrix[] dxs =
        at("dxs", () -> each(T, t -> dz[t].matmul(Wx.transpose())))
            .or(
                "Wx is not transposed in dxs: it must be dx_t = dz_t·Wxᵀ.",
                () -> each(T, t -> dz[t].matmul(Wx)))
            .or(
                "dxs are in the order in which they were computed: dxs[0] must belong to the first"
                    + " step.",
                () -> each(T, t -> dz[T - 1 - t].matmul(Wx.transpose())))
            .or(
                "every entry of dxs is the sum over all steps: it must be dx_t = dz_t·Wxᵀ, of one"
                    + " step each. Only the weights are shared.",
                () -> each(T, t -> sum(dz, 0, T).matmul(Wx.transpose())))
            .or(ONE_MATRIX, () -> each(T, t -> dz[0].matmul(Wx.transpose())))
            .or(ONE_MATRIX, () -> each(T, t -> dz[T - 1].matmul(Wx.transpose())))
            .or(
                "dxs go through Wh: it must be dx_t = dz_t·Wxᵀ, since x_t was multiplied by Wx.",
                () -> each(T, t -> dz[t].matmul(Wh.transpose())))
            .or(
                "dxs are dz, without Wx: it must be dx_t = dz_t·Wxᵀ.",
                () -> each(T, t -> dz[t].copy()))
            .or(
                "dxs are made from ds, without the derivative of tanh: it must be dx_t = dz_t·Wxᵀ, not"
                    + " ds_t·Wxᵀ.",
                () -> each(T, t -> ds[t].matmul(Wx.transpose())))
            .or(
                "dxs are made from dhs: it must be dx_t = dz_t·Wxᵀ.",
                () -> each(T, t -> dhs[t].matmul(Wx.transpose())))
            .get();
    Matrix dh0 =
        at("dh0", () -> walk.passed)
            .or("Wh is not transposed in dh0: it must be dh0 = dz_1·Whᵀ.", () -> dz[0].matmul(Wh))
            .or(
                "dh0 is zero: it must be dh0 = dz_1·Whᵀ, since h0 is an input like any other.",
                () -> h0.scale(0))
            .or("dh0 is dz_1, without Wh: it must be dh0 = dz_1·Whᵀ.", () -> dz[0].copy())
            .or(
                "dh0 has a factor 1 − h0²: it must be dh0 = dz_1·Whᵀ, since h0 has not come out of"
                    + " a tanh here.",
                () -> dz[0].matmul(Wh.transpose()).hadamard(slope(h0)))
            .or(
                "dh0 is what the last step passes back: it must come from the first step, dh0 ="
                    + " dz_1·Whᵀ.",
                () -> dz[T - 1].matmul(Wh.transpose()))
            .or(
                "dhs[0] is added to dh0: it must be dh0 = dz_1·Whᵀ. dhs[0] belongs to the state"
                    + " after the first step.",
                () -> dz[0].matmul(Wh.transpose()).plus(dhs[0]))
            .or(
                "dh0 is the gradient of the state after the first step: it must be that of the"
                    + " state before it, dh0 = dz_1·Whᵀ.",
                () -> T == 1 ? dhs[0].copy() : dhs[0].plus(dz[1].matmul(Wh.transpose())))
            .or(
                "dh0 is summed over all steps: it must be dh0 = dz_1·Whᵀ, since only the first step"
                    + " reads h0.",
                () -> sum(dz, 0, T).matmul(Wh.transpose()))
            .or(
                "dh0 is made from ds_1, without the derivative of tanh: it must be dh0 = dz_1·Whᵀ.",
                () -> ds[0].matmul(Wh.transpose()))
            .get();
    int N = h0.rows();
    Matrix dWx = shared("dWx", N, T, t -> read(t, xs).transpose().matmul(local("dWx", dz, ds)[t]));
    Matrix dWh =
        shared("dWh", N, T, t -> before(t, xs, h0, hs).transpose().matmul(local("dWh", dz, ds)[t]));
    Matrix db = shared("db", N, T, t -> local("db", dz, ds)[t].sumRows());
    return at("the result", () -> new Gradients(dxs, dh0, dWx, dWh, db))
        .or(
            "the gradients of the weights are divided by the number of steps: they must be sums"
                + " over the steps. If the loss is a mean, that is in dhs already.",
            () ->
                new Gradients(dxs, dh0, dWx.scale(1.0 / T), dWh.scale(1.0 / T), db.scale(1.0 / T)))
        .or(
            "the gradients of the weights are divided by the number of examples: they must be"
                + " sums over the batch. If the loss is a mean, that is in dhs already.",
            () ->
                new Gradients(dxs, dh0, dWx.scale(1.0 / N), dWh.scale(1.0 / N), db.scale(1.0 / N)))
        .or(
            "new weights are returned: it must be only the gradients. Moving the weights is the"
                + " work of the optimiser.",
            () -> new Gradients(dxs, dh0, Wx.minus(dWx), Wh.minus(dWh), b.minus(db)))
        .or(
            "dWx and dWh are exchanged: it must be new Gradients(dxs, dh0, dWx, dWh, db).",
            () -> new Gradients(dxs, dh0, dWh, dWx, db))
        .or(
            "the gradients of the weights are clipped: they must stay as they are.",
            () -> new Gradients(dxs, dh0, clipped(dWx, 1), clipped(dWh, 1), clipped(db, 1)))
        .or(
            "the gradients of the weights are clipped: they must stay as they are.",
            () -> new Gradients(dxs, dh0, clipped(dWx, 5), clipped(dWh, 5), clipped(db, 5)))
        .get();
  }

  /** What is found on the way back: the gradients of each step, and what its first step passes. */
  private record Walk(Matrix[] ds, Matrix[] dz, Matrix passed) {}

  private Walk walk(Matrix[] dhs, Matrix h0, Matrix Wh, Matrix[] hs) {
    int T = hs.length;
    Matrix none = new Matrix(h0.rows(), h0.cols());
    Matrix[] all = new Matrix[T];
    Matrix[] dz = new Matrix[T];
    boolean isForwards =
        at("the direction of time", () -> false)
            .or(FORWARDS, () -> true)
            .or(FORWARDS, () -> true)
            .get();
    int beforeAll =
        at("the direction of time", () -> 0).or(FORWARDS, () -> T - 1).or(FORWARDS, () -> 0).get();
    Matrix passed =
        at("what reaches the last step from behind", () -> none)
            .or(
                "dhs of the last step is counted twice: what is passed back must begin with zeros,"
                    + " since no step comes after the last one.",
                () -> dhs[T - 1])
            .get();
    Matrix[] out = new Matrix[T];
    for (int k = 0; k < T; k++) {
      int t = isForwards ? k : T - 1 - k;
      Matrix carry = passed;
      Matrix own =
          at("dhs", () -> dhs[t])
              .or(
                  "dhs is read from its other end: it must be dhs[t] at step t, also on the way"
                      + " back.",
                  () -> dhs[T - 1 - t])
              .get();
      Matrix ds =
          at("what reaches a state", () -> own.plus(carry))
              .or(
                  "dhs[t] is used at the last step only: at every step it must be added to what the"
                      + " step after passes back.",
                  () -> t == T - 1 ? own : carry)
              .or(
                  "the two parts of a state's gradient are averaged: they must be added.",
                  () -> t == T - 1 ? own : own.plus(carry).scale(0.5))
              .or(
                  "dhs[t] is added twice: it must be ds_t = dh_t + dz_(t+1)·Whᵀ.",
                  () -> own.plus(own).plus(carry))
              .or(
                  "what the step after passes back is subtracted: it must be added.",
                  () -> own.minus(carry))
              .or(
                  "what the step after passes back is multiplied by dhs[t]: it must be added.",
                  () -> t == T - 1 ? own : own.hadamard(carry))
              .get();
      all[t] = ds;
      Matrix reached =
          at("a gradient of 0", () -> ds)
              .or(
                  "the walk back ends at the first step whose gradient is 0: it must go on to t ="
                      + " 0, since dhs of an earlier step need not be 0.",
                  () -> Arrays.stream(all, t, T).anyMatch(RnnBackwardSlips::isZero) ? none : ds)
              .or(
                  "a step whose dhs[t] is 0 is left out: what the step after passes back must go on"
                      + " through it.",
                  () -> isZero(own) ? none : ds)
              .get();
      Matrix slope = slope(t, h0, hs);
      dz[t] = dz(t, T, own, carry, reached, slope);
      Step step = new Step(t, T, own, ds, carry, slope, dz[t], Wh);
      out[t] = passed(step, true);
      passed = passed(step, false);
    }
    return new Walk(all, dz, out[beforeAll]);
  }

  /** What is known at a step when it passes something back. */
  private record Step(
      int t, int T, Matrix own, Matrix ds, Matrix carry, Matrix slope, Matrix dz, Matrix Wh) {}

  private Matrix slope(int t, Matrix h0, Matrix[] hs) {
    return derivativeOfTanh("the derivative of tanh", "h", hs[t])
        .or(
            "the derivative of tanh is that at the state before: it must be 1 − h_t², with the"
                + " state that came out of step t.",
            () -> slope(t == 0 ? h0 : hs[t - 1]))
        .or(
            "the derivative of tanh is that at the last state at every step: it must be 1 − h_t² at"
                + " step t.",
            () -> slope(hs[hs.length - 1]))
        .or(
            "the derivative of tanh has the wrong sign: it must be 1 − h².",
            () -> slope(hs[t]).scale(-1))
        .get();
  }

  private Matrix dz(int t, int T, Matrix own, Matrix carry, Matrix ds, Matrix slope) {
    Matrix right = ds.hadamard(slope);
    return at("dz", () -> right)
        .or(
            "the derivative of tanh is applied to dhs[t] only: it must be dz_t = (dh_t + dz_(t+1)·Whᵀ)"
                + " ⊙ (1 − h_t²).",
            () -> own.hadamard(slope).plus(carry))
        .or(
            "the derivative of tanh is applied only to what the step after passes back: it must be dz_t"
                + " = (dh_t + dz_(t+1)·Whᵀ) ⊙ (1 − h_t²).",
            () -> own.plus(carry.hadamard(slope)))
        .or(
            "the last step is left out: the walk back must begin there, in Java at t = T − 1.",
            () -> t == T - 1 ? ds.scale(0) : right)
        .or(CLIPPED, () -> clipped(right, 0.5))
        .or(CLIPPED, () -> clipped(right, 1))
        .or(CLIPPED, () -> clipped(right, 5))
        .or(SHORTENED, () -> shortened(right, 1))
        .or(SHORTENED, () -> shortened(right, 5))
        .get();
  }

  /** What a step passes back to h0, if it is the first one, or else to the step before it. */
  private Matrix passed(Step step, boolean isForH0) {
    Matrix dz = step.dz;
    Matrix Wh = step.Wh;
    Matrix right = dz.matmul(Wh.transpose());
    Passed passed = new Passed(at("what a step passes back", () -> right), isForH0 ? right : null);
    return passed
        .or(
            "no gradient goes from a step to the one before: it must be ds_t = dh_t + dz_(t+1)·Whᵀ."
                + " Without that a network even trains, only worse.",
            () -> new Matrix(dz.rows(), dz.cols()))
        .or(
            "Wh is not transposed on the way from step to step: it must be dz_(t+1)·Whᵀ."
                + " Wh is square, so the shapes do not show it.",
            () -> dz.matmul(Wh))
        .or(
            "what goes from step to step is not multiplied by the derivative of tanh: it must be"
                + " dz_(t+1)·Whᵀ, not ds_(t+1)·Whᵀ.",
            () -> step.ds.matmul(Wh.transpose()))
        .or(
            "what goes from step to step is not multiplied by Whᵀ: it must be dz_(t+1)·Whᵀ.",
            () -> dz.copy())
        .or(
            "what goes from step to step is ds_(t+1): it must be dz_(t+1)·Whᵀ.",
            () -> step.ds.copy())
        .or(
            "the derivative of tanh is multiplied twice on the way from step to step: it must be"
                + " dz_(t+1)·Whᵀ.",
            () -> dz.hadamard(step.slope).matmul(Wh.transpose()))
        .or(
            "the gradient goes back one step and no further: what step t passes back must come from"
                + " all of ds_t, not from dh_t only.",
            () -> step.own.hadamard(step.slope).matmul(Wh.transpose()))
        .or(
            "what was passed back is kept and added up: each step must pass back dz_t·Whᵀ and"
                + " nothing more, since the later steps are in dz_t already.",
            () -> step.carry.plus(right))
        .or(
            "dhs[t] is passed back as well: step t must pass back dz_t·Whᵀ and nothing more, since"
                + " dhs[t] is in dz_t already.",
            () -> right.plus(step.own))
        .or(
            "the last step passes nothing back: it must pass dz_T·Whᵀ to the step before, as every"
                + " step does.",
            () -> right.scale(step.t == step.T - 1 ? 0 : 1))
        .or("what is passed back is clipped: " + UNCLIPPED, () -> clipped(right, 0.5))
        .or("what is passed back is clipped: " + UNCLIPPED, () -> clipped(right, 1))
        .or("what is passed back is clipped: " + UNCLIPPED, () -> clipped(right, 5))
        .or("what is passed back is shortened: " + UNCLIPPED, () -> shortened(right, 1))
        .or("what is passed back is shortened: " + UNCLIPPED, () -> shortened(right, 5))
        .choice
        .get();
  }

  /**
   * What a step passes back: each wrong choice once for dh0 as well, and once between steps only.
   *
   * @param choice the choice
   * @param dh0 what is right for dh0; null between steps
   */
  private record Passed(Choice<Matrix> choice, Matrix dh0) {
    Passed or(String sentence, Supplier<Matrix> wrong) {
      choice.or(sentence, wrong).or(sentence, dh0 == null ? wrong : () -> dh0);
      return this;
    }
  }

  /** What Wx was multiplied by at a step. */
  private Matrix read(int t, Matrix[] xs) {
    return ofStep("dWx takes the input", "at step t it must take x_t", t, xs).get();
  }

  /** What Wh was multiplied by at a step. */
  private Matrix before(int t, Matrix[] xs, Matrix h0, Matrix[] hs) {
    return at("the state in dWh", () -> t == 0 ? h0 : hs[t - 1])
        .or(
            "dWh is made from h_t: it must be made from the state before, h_(t−1), which Wh was"
                + " multiplied by.",
            () -> hs[t])
        .or(
            "dWh takes zeros in place of h0: at the first step it must take h0.",
            () -> t == 0 ? h0.scale(0) : hs[t - 1])
        .or(
            "dWh takes h_1 in place of h0: at the first step it must take h0.",
            () -> hs[Math.max(t - 1, 0)])
        .or(
            "dWh takes h0 at every step: at step t it must take h_(t−1), which is h0 only at the"
                + " first step.",
            () -> h0)
        .or(
            "dWh is made from x_t: it must be made from h_(t−1), which Wh was multiplied by.",
            () -> xs[t])
        .or(
            "dWh takes the last state at every step: at step t it must take h_(t−1).",
            () -> hs[hs.length - 1])
        .or(
            "dWh takes the state two steps before: at step t it must take h_(t−1).",
            () -> t < 2 ? h0 : hs[t - 2])
        .get();
  }

  /** What the gradient of a weight is made from. */
  private Matrix[] local(String name, Matrix[] dz, Matrix[] ds) {
    return at("what " + name + " is made from", () -> dz)
        .or(
            name
                + " is made from ds, without the derivative of tanh: it must be made from dz_t = ds_t ⊙"
                + " (1 − h_t²).",
            () -> ds)
        .get();
  }

  /** The gradient of a weight that every step shares. */
  private Matrix shared(String name, int N, int T, IntFunction<Matrix> share) {
    Matrix[] shares = each(T, share);
    return at(name, () -> sum(shares, 0, T))
        .or(
            name
                + " is that of the first step only: the shares of all steps must be added. Is there"
                + " = in place of +=?",
            () -> shares[0])
        .or(
            name + " is that of the last step only: the shares of all steps must be added.",
            () -> shares[T - 1])
        .or(
            name
                + " leaves out the first step: every step has a share, also t = 0. Does a loop or"
                + " an if leave it out?",
            () -> T == 1 ? shares[0].scale(0) : sum(shares, 1, T))
        .or(
            name + " leaves out the last step: every step has a share. Does a loop begin too low?",
            () -> T == 1 ? shares[0].scale(0) : sum(shares, 0, T - 1))
        .or(
            name + " is averaged over the steps: it must be a sum.",
            () -> sum(shares, 0, T).scale(1.0 / T))
        .or(
            name + " is averaged over the examples: it must be a sum over the batch.",
            () -> sum(shares, 0, T).scale(1.0 / N))
        .or(
            name + " is twice as large as it must be: each step must be counted once.",
            () -> sum(shares, 0, T).scale(2))
        .get();
  }

  private static Matrix clipped(Matrix m, double bound) {
    return m.map(v -> Math.max(-bound, Math.min(bound, v)));
  }

  private static Matrix shortened(Matrix m, double norm) {
    return m.norm() > norm ? m.scale(norm / m.norm()) : m;
  }

  private static boolean isZero(Matrix m) {
    return m != null && m.norm() == 0;
  }

  private static Matrix slope(Matrix h) {
    return h.map(v -> 1 - v * v);
  }
}
