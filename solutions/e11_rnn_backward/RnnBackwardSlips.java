package e11_rnn_backward;

import java.util.function.IntFunction;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in backpropagation through time. */
final class RnnBackwardSlips extends SequenceSlips implements RnnBackward {
  private static final String CLIPPED =
      "dz is clipped at each step: clipping belongs to the training, after the backward pass.";

  @Override
  public Gradients backward(
      Matrix[] dhs, Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b, Matrix[] hs) {
    int T = xs.length;
    Matrix[] ds = new Matrix[T];
    Matrix[] dz = dz(dhs, h0, Wh, hs, ds);
    Matrix[] dxs =
        at("dxs", () -> each(T, t -> dz[t].matmul(Wx.transpose())))
            .or(
                "Wx is not transposed in dxs: dx_t = dz_t·Wxᵀ.",
                () -> each(T, t -> dz[t].matmul(Wx)))
            .or(
                "dxs are in the order in which they were computed: dxs[0] belongs to the first"
                    + " step.",
                () -> each(T, t -> dz[T - 1 - t].matmul(Wx.transpose())))
            .or(
                "every entry of dxs is the sum over all steps: each input has its own gradient,"
                    + " dx_t = dz_t·Wxᵀ. Only weights are shared.",
                () -> each(T, t -> sum(dz, 0, T).matmul(Wx.transpose())))
            .or(
                "all dxs are that of one step: is one matrix used for all of them?",
                () -> each(T, t -> dz[0].matmul(Wx.transpose())))
            .or(
                "dxs go through Wh: x_t was multiplied by Wx, so dx_t = dz_t·Wxᵀ.",
                () -> each(T, t -> dz[t].matmul(Wh.transpose())))
            .or("dxs are dz, without Wx: dx_t = dz_t·Wxᵀ.", () -> each(T, t -> dz[t].copy()))
            .or(
                "dxs have not been through the tanh: dx_t = dz_t·Wxᵀ, not ds_t·Wxᵀ.",
                () -> each(T, t -> ds[t].matmul(Wx.transpose())))
            .get();
    Matrix dh0 =
        at("dh0", () -> dz[0].matmul(Wh.transpose()))
            .or("Wh is not transposed in dh0: dh0 = dz_1·Whᵀ.", () -> dz[0].matmul(Wh))
            .or(
                "dh0 is zero: h0 is an input like any other, and dh0 = dz_1·Whᵀ.",
                () -> h0.scale(0))
            .or("dh0 is dz_1, without Wh: dh0 = dz_1·Whᵀ.", () -> dz[0].copy())
            .or(
                "dh0 has a factor 1 − h0²: h0 has not come out of a tanh here, so dh0 = dz_1·Whᵀ.",
                () -> dz[0].matmul(Wh.transpose()).hadamard(slope(h0)))
            .or(
                "dh0 is what the last step passes back: it comes from the first one, dz_1·Whᵀ.",
                () -> dz[T - 1].matmul(Wh.transpose()))
            .or(
                "dhs[0] is added to dh0: that is what the loss says to the state after the first"
                    + " step. dh0 = dz_1·Whᵀ.",
                () -> dz[0].matmul(Wh.transpose()).plus(dhs[0]))
            .or(
                "dh0 is the gradient of the state after the first step: it takes one product more,"
                    + " dh0 = dz_1·Whᵀ.",
                () -> T == 1 ? dhs[0].copy() : dhs[0].plus(dz[1].matmul(Wh.transpose())))
            .or(
                "dh0 is summed over all steps: h0 meets the first step alone, dh0 = dz_1·Whᵀ.",
                () -> sum(dz, 0, T).matmul(Wh.transpose()))
            .get();
    Matrix dWx = shared("dWx", T, t -> read(t, xs).transpose().matmul(local("dWx", dz, ds)[t]));
    Matrix dWh =
        shared("dWh", T, t -> before(t, xs, h0, hs).transpose().matmul(local("dWh", dz, ds)[t]));
    Matrix db = shared("db", T, t -> local("db", dz, ds)[t].sumRows());
    Gradients all = new Gradients(dxs, dh0, dWx, dWh, db);
    return at("the result", () -> all)
        .or(
            "the gradients of the weights are divided by the number of steps: they must be sums"
                + " over the steps. If the loss is a mean, that is in dhs already.",
            () ->
                new Gradients(dxs, dh0, dWx.scale(1.0 / T), dWh.scale(1.0 / T), db.scale(1.0 / T)))
        .or(
            "the gradients of the weights are divided by the number of examples: they must be"
                + " sums over the batch. If the loss is a mean, that is in dhs already.",
            () -> {
              double share = 1.0 / h0.rows();
              return new Gradients(dxs, dh0, dWx.scale(share), dWh.scale(share), db.scale(share));
            })
        .or(
            "new weights are returned: the step down the slope is the optimiser's, here only the"
                + " gradients are asked for.",
            () -> new Gradients(dxs, dh0, Wx.minus(dWx), Wh.minus(dWh), b.minus(db)))
        .or(
            "dWx and dWh are exchanged: mind the order in new Gradients(dxs, dh0, dWx, dWh, db).",
            () -> new Gradients(dxs, dh0, dWh, dWx, db))
        .get();
  }

  /** The gradient before the tanh of each step. */
  private Matrix[] dz(Matrix[] dhs, Matrix h0, Matrix Wh, Matrix[] hs, Matrix[] all) {
    int T = hs.length;
    boolean isForwards =
        at("the direction of time", () -> false)
            .or(
                "the steps are visited from the first to the last: what a step passes back is known"
                    + " only after it, so go from the last to the first.",
                () -> true)
            .get();
    Matrix[] dz = new Matrix[T];
    Matrix passed =
        at("what reaches the last step from behind", () -> h0.scale(0))
            .or(
                "dhs of the last step is counted twice: no step comes after it, so what is passed"
                    + " back begins with zeros.",
                () -> dhs[T - 1])
            .get();
    for (int k = 0; k < T; k++) {
      int t = isForwards ? k : T - 1 - k;
      Matrix carry = passed;
      Matrix own =
          at("dhs", () -> dhs[t])
              .or(
                  "dhs is read from its other end: what the loss says to the state of step t stands"
                      + " in dhs[t], also on the way back.",
                  () -> dhs[T - 1 - t])
              .get();
      Matrix ds =
          at("what reaches a state", () -> own.plus(carry))
              .or(
                  "dhs[t] is heard at the last step alone: the loss speaks to every step, so add"
                      + " dhs[t] to what the step after passes back.",
                  () -> t == T - 1 ? own : carry)
              .or(
                  "the two parts of a state's gradient are averaged: add them.",
                  () -> t == T - 1 ? own : own.plus(carry).scale(0.5))
              .or(
                  "dhs[t] is added twice: ds_t = dh_t + dz_(t+1)·Whᵀ.",
                  () -> own.plus(own).plus(carry))
              .or(
                  "what the step after passes back is subtracted: it must be added.",
                  () -> own.minus(carry))
              .or(
                  "what the step after passes back is multiplied by dhs[t]: it must be added.",
                  () -> t == T - 1 ? own : own.hadamard(carry))
              .get();
      Matrix slope =
          at("the slope of tanh", () -> slope(hs[t]))
              .or(
                  "the slope of tanh is missing: dz_t = ds_t ⊙ (1 − h_t²).",
                  () -> hs[t].map(v -> 1))
              .or(
                  "the slope is that of the state before: dz_t takes 1 − h_t², of the state that"
                      + " came out of step t.",
                  () -> slope(t == 0 ? h0 : hs[t - 1]))
              .or(
                  "the slope is that of the last state at every step: each step has its own, 1 −"
                      + " h_t².",
                  () -> slope(hs[T - 1]))
              .or(
                  "the slope is 1 − h, without the square: it must be 1 − h².",
                  () -> hs[t].map(v -> 1 - v))
              .or(
                  "h·(1 − h) is the slope of the sigmoid: that of tanh is 1 − h².",
                  () -> hs[t].map(v -> v * (1 - v)))
              .or("the slope has the wrong sign: it must be 1 − h².", () -> slope(hs[t]).scale(-1))
              .or(
                  "the slope is 1 − tanh²(h): h is already the tanh, so it is 1 − h².",
                  () -> slope(hs[t].map(Math::tanh)))
              .get();
      all[t] = ds;
      dz[t] =
          at("dz", () -> ds.hadamard(slope))
              .or(
                  "the slope of tanh is taken of dhs[t] alone: what the step after passes back goes"
                      + " through the tanh too, dz_t = (dh_t + dz_(t+1)·Whᵀ) ⊙ (1 − h_t²).",
                  () -> own.hadamard(slope).plus(carry))
              .or(
                  "the slope of tanh is taken of what the step after passes back alone: dhs[t] goes"
                      + " through the tanh too, dz_t = (dh_t + dz_(t+1)·Whᵀ) ⊙ (1 − h_t²).",
                  () -> own.plus(carry.hadamard(slope)))
              .or(
                  "the last step is left out: the walk back begins there, and with t from 0 it"
                      + " is step T − 1.",
                  () -> t == T - 1 ? ds.scale(0) : ds.hadamard(slope))
              .or(CLIPPED, () -> clipped(ds.hadamard(slope), 1))
              .or(CLIPPED, () -> clipped(ds.hadamard(slope), 0.5))
              .get();
      passed =
          at("what a step passes back", () -> dz[t].matmul(Wh.transpose()))
              .or(
                  "no gradient goes from a step to the one before: ds_t = dh_t + dz_(t+1)·Whᵀ. Such"
                      + " a network even trains, only worse.",
                  () -> h0.scale(0))
              .or(
                  "Wh is not transposed on the way from step to step: it must be dz_(t+1)·Whᵀ."
                      + " Wh is square, so the shapes do not show it.",
                  () -> dz[t].matmul(Wh))
              .or(
                  "what goes from step to step has not been through the tanh: it must be"
                      + " dz_(t+1)·Whᵀ, not ds_(t+1)·Whᵀ.",
                  () -> ds.matmul(Wh.transpose()))
              .or(
                  "what goes from step to step has not been through Wh: it must be dz_(t+1)·Whᵀ.",
                  () -> dz[t])
              .or(
                  "the tanh is taken twice on the way from step to step: it must be dz_(t+1)·Whᵀ.",
                  () -> dz[t].hadamard(slope).matmul(Wh.transpose()))
              .or(
                  "the gradient goes back one step and no further: what step t passes back comes"
                      + " from all of ds_t, not from dh_t alone.",
                  () -> own.hadamard(slope).matmul(Wh.transpose()))
              .or(
                  "what was passed back is kept and added up: each step passes back dz_t·Whᵀ alone,"
                      + " in which the later steps are counted already.",
                  () -> carry.plus(dz[t].matmul(Wh.transpose())))
              .or(
                  "dhs[t] is passed back as well: it is in dz_t already, so step t passes back"
                      + " dz_t·Whᵀ alone.",
                  () -> dz[t].matmul(Wh.transpose()).plus(own))
              .or(
                  "the last step passes nothing back: it passes dz_T·Whᵀ to the step before, as"
                      + " every step does.",
                  () -> dz[t].matmul(Wh.transpose()).scale(t == T - 1 ? 0 : 1))
              .or(
                  "what is passed back is clipped: clipping belongs to the training, after the"
                      + " backward pass.",
                  () -> clipped(dz[t].matmul(Wh.transpose()), 0.5))
              .get();
    }
    return dz;
  }

  /** What Wx was multiplied by at a step. */
  private Matrix read(int t, Matrix[] xs) {
    return ofStep("dWx takes the input", "at step t Wx was multiplied by x_t", t, xs).get();
  }

  /** What Wh was multiplied by at a step. */
  private Matrix before(int t, Matrix[] xs, Matrix h0, Matrix[] hs) {
    return at("the state in dWh", () -> t == 0 ? h0 : hs[t - 1])
        .or(
            "dWh is made from h_t: in the forward pass Wh was multiplied by the state before,"
                + " h_(t−1).",
            () -> hs[t])
        .or(
            "dWh takes zeros for h0: at the first step Wh was multiplied by h0.",
            () -> t == 0 ? h0.scale(0) : hs[t - 1])
        .or(
            "dWh takes h_1 for h0: at the first step Wh was multiplied by h0.",
            () -> hs[Math.max(t - 1, 0)])
        .or(
            "dWh takes h0 at every step: at step t Wh was multiplied by h_(t−1), which is h0 at the"
                + " first alone.",
            () -> h0)
        .or("dWh is made from x_t: Wh was multiplied by h_(t−1).", () -> xs[t])
        .or(
            "dWh takes the last state at every step: at step t Wh was multiplied by h_(t−1).",
            () -> hs[hs.length - 1])
        .or(
            "dWh is two steps behind: at step t Wh was multiplied by h_(t−1).",
            () -> t < 2 ? h0 : hs[t - 2])
        .get();
  }

  /** The gradient of a weight that every step shares. */
  /** What the gradient of a weight is made from. */
  private Matrix[] local(String name, Matrix[] dz, Matrix[] ds) {
    return at("what " + name + " is made from", () -> dz)
        .or(
            name
                + " is made from ds: the weights lie behind the tanh, too, so take dz_t = ds_t ⊙"
                + " (1 − h_t²).",
            () -> ds)
        .get();
  }

  private Matrix shared(String name, int T, IntFunction<Matrix> share) {
    Matrix[] shares = each(T, share);
    return at(name, () -> sum(shares, 0, T))
        .or(
            name
                + " is that of the step visited last: every step uses the same weights, so add the"
                + " shares of all steps.",
            () -> shares[0])
        .or(
            name
                + " is that of the last step alone: every step uses the same weights, so add the"
                + " shares of all steps.",
            () -> shares[T - 1])
        .or(
            name + " leaves out the first step: does a loop stop at 1?",
            () -> T == 1 ? shares[0].scale(0) : sum(shares, 1, T))
        .or(
            name + " leaves out the last step: does a loop begin one too low?",
            () -> T == 1 ? shares[0].scale(0) : sum(shares, 0, T - 1))
        .or(
            name + " is averaged over the steps: it must be a sum.",
            () -> sum(shares, 0, T).scale(1.0 / T))
        .or(
            name + " is twice as large as it should be: each step is counted once.",
            () -> sum(shares, 0, T).scale(2))
        .get();
  }

  private static Matrix clipped(Matrix m, double bound) {
    return m.map(v -> Math.max(-bound, Math.min(bound, v)));
  }

  private static Matrix slope(Matrix h) {
    return h.map(v -> 1 - v * v);
  }
}
