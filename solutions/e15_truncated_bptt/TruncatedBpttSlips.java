package e15_truncated_bptt;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where the gradient stops and the state goes on. */
final class TruncatedBpttSlips extends SequenceSlips implements TruncatedBptt {
  private static final String FAR =
      "every loss goes back over chunk steps, as if each had a chunk of its own: the borders must"
          + " be the same for all losses, so a loss goes back to the first step of its chunk.";
  private static final String NEAR =
      "a loss goes back one step and no further: what step t passes back must come from all of"
          + " ds_t, not from dhs[t] only.";
  private static final String OVERLAP =
      "each chunk also holds the first step of the next one: each step must belong to one chunk"
          + " only.";
  private static final String ONE_MATRIX =
      "dxs holds one matrix in every place: each step needs a matrix of its own, made with new.";
  private static final String SUMS = "they must be sums over all steps of all chunks.";
  private static final String UNCLIPPED = "nothing may be clipped here.";
  private static final String ANEW =
      "the states are computed anew in each chunk: they must be those of hs, where the state goes"
          + " on over the borders.";

  @Override
  public Gradients backward(
      Matrix[] dhs,
      Matrix[] xs,
      Matrix h0,
      Matrix Wx,
      Matrix Wh,
      Matrix b,
      Matrix[] given,
      int chunk) {
    int T = xs.length;
    int k = length(T, chunk);
    Matrix none = new Matrix(h0.rows(), h0.cols());
    Matrix[] hs =
        at("the states", () -> given)
            .or(ANEW, () -> each(T, t -> anew(t, k, h0, xs, Wx, Wh, b)))
            .or(ANEW, () -> each(T, t -> anew(t, k, t < k ? h0 : none, xs, Wx, Wh, b)))
            .get();
    Matrix[] ds = new Matrix[T];
    Matrix[] own = heard(dhs, k);
    Matrix[] dz = dz(own, h0, Wh, hs, k, ds);
    Matrix[] counted = counted(dz, own, hs, k);
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
                "dxs of all chunks are stored in the first places: dxs must be counted over the"
                    + " whole sequence, so that only the first chunk begins at dxs[0].",
                () ->
                    each(
                        T,
                        t ->
                            t < k
                                ? dz[lastWithPlace(t, T, k)].matmul(Wx.transpose())
                                : new Matrix(h0.rows(), Wx.rows())))
            .or(ONE_MATRIX, () -> each(T, t -> dz[0].matmul(Wx.transpose())))
            .or(ONE_MATRIX, () -> each(T, t -> dz[(T - 1) / k * k].matmul(Wx.transpose())))
            .get();
    Matrix dWx = shared("dWx", counted, k, (t, some) -> read(t, k, xs).transpose().matmul(some));
    Matrix dWh =
        shared("dWh", counted, k, (t, some) -> before(t, k, h0, hs).transpose().matmul(some));
    Matrix db = shared("db", counted, k, (t, some) -> some.sumRows());
    return result(dxs, dWx, dWh, db, h0.rows(), T, k);
  }

  private Gradients result(Matrix[] dxs, Matrix dWx, Matrix dWh, Matrix db, int N, int T, int k) {
    return at("the result", () -> new Gradients(dxs, dWx, dWh, db))
        .or(
            "the gradients of the weights are divided by the number of chunks: " + SUMS,
            () -> scaled(dxs, dWx, dWh, db, 1.0 / ((T + k - 1) / k)))
        .or(
            "the gradients of the weights are divided by the length of a chunk: " + SUMS,
            () -> scaled(dxs, dWx, dWh, db, 1.0 / k))
        .or(
            "the gradients of the weights are divided by the number of steps: " + SUMS,
            () -> scaled(dxs, dWx, dWh, db, 1.0 / T))
        .or(
            "the gradients of the weights are divided by the number of examples: they must be sums"
                + " over the batch.",
            () -> scaled(dxs, dWx, dWh, db, 1.0 / N))
        .or(
            "dWx and dWh are exchanged: it must be new Gradients(dxs, dWx, dWh, db).",
            () -> new Gradients(dxs, dWh, dWx, db))
        .or(
            "the entries of the gradients of the weights are clipped: " + UNCLIPPED,
            () -> new Gradients(dxs, clipped(dWx, 1), clipped(dWh, 1), clipped(db, 1)))
        .or(
            "the entries of the gradients of the weights are clipped: " + UNCLIPPED,
            () -> new Gradients(dxs, clipped(dWx, 5), clipped(dWh, 5), clipped(db, 5)))
        .or(
            "the gradients of the weights are clipped by their norm: " + UNCLIPPED,
            () -> scaled(dxs, dWx, dWh, db, factor(1, dWx, dWh, db)))
        .or(
            "the gradients of the weights are clipped by their norm: " + UNCLIPPED,
            () -> scaled(dxs, dWx, dWh, db, factor(5, dWx, dWh, db)))
        .get();
  }

  /** How many steps a chunk has. */
  private int length(int T, int chunk) {
    return at("the length of a chunk", () -> chunk)
        .or(
            "chunk is used as the number of chunks: it must be the number of steps in one.",
            () -> Math.max(1, (T + chunk - 1) / chunk))
        .or("chunks are one step too long: each must have chunk steps.", () -> chunk + 1)
        .or(
            "chunks are one step too short: each must have chunk steps.",
            () -> Math.max(1, chunk - 1))
        .or(
            "a chunk of one step counts as no truncation: then every step must be a chunk of its"
                + " own.",
            () -> chunk > 1 ? chunk : T)
        .or(
            "a chunk that is longer than the sequence is refused: then all steps must be one"
                + " chunk.",
            () -> {
              if (chunk > T) {
                throw new IllegalArgumentException();
              }
              return chunk;
            })
        .get();
  }

  /** The losses of the steps that are learnt from; the gradient stops between chunks anyway. */
  private Matrix[] heard(Matrix[] dhs, int k) {
    int T = dhs.length;
    int begin = (T - 1) / k * k; // of the last chunk
    return at("the chunks that teach", () -> dhs)
        .or(
            "only the last chunk counts: the gradients of all chunks must be added.",
            () -> only(dhs, t -> t >= begin))
        .or(
            "only the first chunk counts: the gradients of all chunks must be added.",
            () -> only(dhs, t -> t < k))
        .or(
            "the steps that do not fill a chunk are left out: the last chunk may be shorter, and it"
                + " must count as any other.",
            () -> only(dhs, t -> t < T / k * k))
        .or(
            "the first chunk is left out: it must count as any other. Does a loop end before t ="
                + " 0?",
            () -> only(dhs, t -> t >= k))
        .or(
            "dhs[t] is used only at the end of each chunk: at every other step it must be added to"
                + " what comes back.",
            () -> only(dhs, t -> isLast(t, T, k)))
        .or(
            "dhs[t] is left out at the end of each chunk: there it must be ds_t = dh_t.",
            () -> only(dhs, t -> !isLast(t, T, k)))
        .or(
            "dhs[t] is left out at the end of each chunk but the last: there it must be ds_t ="
                + " dh_t, not 0. Only what comes back stops at a border.",
            () -> only(dhs, t -> t == T - 1 || !isLast(t, T, k)))
        .or(
            "dhs is counted from 0 in each chunk: it must be counted over the whole sequence, so"
                + " that only the first chunk begins with dhs[0].",
            () -> each(T, t -> dhs[t % k]))
        .get();
  }

  /** The gradient before the tanh of each step. */
  private Matrix[] dz(Matrix[] dhs, Matrix h0, Matrix Wh, Matrix[] hs, int k, Matrix[] all) {
    int T = hs.length;
    IntPredicate border = border(T, k);
    Matrix[] slope = each(T, t -> slope(t, k, h0, hs));
    Matrix[] dz = new Matrix[T];
    for (int i = T - 1; i >= 0; i--) {
      int t = i;
      Matrix own = dhs[t];
      Matrix passed =
          t == T - 1 || border.test(t)
              ? new Matrix(h0.rows(), h0.cols())
              : passed(t + 1, dz, all, slope, dhs, Wh);
      Matrix carry =
          at("what comes back into the end of a chunk", () -> passed)
              .or(
                  "dhs is counted twice at the end of a chunk: it must be ds_t = dh_t there, since"
                      + " nothing comes back.",
                  () -> t == T - 1 || border.test(t) ? own : passed)
              .or(
                  "the last step of a chunk is given what the end of the next chunk passes back:"
                      + " what comes back must begin with zeros in each chunk.",
                  () -> {
                    int end = Math.min(t + k, T - 1);
                    return t < T - 1 && border.test(t)
                        ? passed(end, dz, all, slope, dhs, Wh)
                        : passed;
                  })
              .or(
                  "half of what comes back goes over a border: nothing may go over it.",
                  () ->
                      t < T - 1 && border.test(t)
                          ? passed(t + 1, dz, all, slope, dhs, Wh).scale(0.5)
                          : passed)
              .or(
                  "what comes back is multiplied by 0 at a border: it must be ds_t = dh_t there,"
                      + " with nothing added. 0 times NaN is NaN, and so a NaN goes over the"
                      + " border.",
                  () ->
                      t < T - 1 && border.test(t)
                          ? passed(t + 1, dz, all, slope, dhs, Wh).scale(0)
                          : passed)
              .get();
      Matrix ds =
          at("what reaches a state", () -> own.plus(carry))
              .or(
                  "dhs[t] and what comes back are averaged: they must be added.",
                  () -> t == T - 1 || border.test(t) ? own : own.plus(carry).scale(0.5))
              .or("dhs[t] is added twice: it must be added once.", () -> own.plus(own).plus(carry))
              .or(
                  "what the step after passes back is subtracted: it must be added.",
                  () -> own.minus(carry))
              .or(
                  "what the step after passes back is added twice: it must be added once.",
                  () -> own.plus(carry).plus(carry))
              .get();
      all[t] = ds;
      dz[t] =
          at("dz", () -> ds.hadamard(slope[t]))
              .or(
                  "the derivative of tanh is applied to dhs[t] only: dz_t must be (dh_t + what comes"
                      + " back) ⊙ (1 − h_t²).",
                  () -> own.hadamard(slope[t]).plus(carry))
              .or(
                  "the derivative of tanh is applied only to what comes back: dz_t must be (dh_t + what"
                      + " comes back) ⊙ (1 − h_t²).",
                  () -> own.plus(carry.hadamard(slope[t])))
              .get();
    }
    return at("how far back a loss reaches", () -> dz)
        .or(FAR, () -> each(T, t -> window(t, Math.min(t + k, T), dhs, slope, Wh)))
        .or(
            NEAR,
            () ->
                each(
                    T,
                    t -> window(t, border.test(t) || t == T - 1 ? t + 1 : t + 2, dhs, slope, Wh)))
        .or(
            OVERLAP,
            () -> each(T, t -> window(t, Math.min((t / k + 1) * k + 1, T), dhs, slope, Wh)))
        .get();
  }

  /** What the gradients of the weights are made of at each step. */
  private Matrix[] counted(Matrix[] dz, Matrix[] dhs, Matrix[] hs, int k) {
    int T = dz.length;
    Matrix[] all =
        at("how far back a loss reaches", () -> dz)
            .or(FAR, () -> dz)
            .or(NEAR, () -> dz)
            .or(
                OVERLAP,
                () ->
                    each(
                        T,
                        t ->
                            t > 0 && t % k == 0
                                ? dz[t].plus(dhs[t].hadamard(slope(hs[t])))
                                : dz[t]))
            .get();
    return at("the sum over the chunks", () -> all)
        .or(
            "the gradients of the weights are those of the last chunk only: those of all chunks"
                + " must be added. Is there = in place of += after each chunk?",
            () -> only(all, t -> t >= (T - 1) / k * k))
        .or(
            "the gradients of the weights are those of the first chunk only: those of all chunks"
                + " must be added. Do the sums begin anew in each chunk?",
            () -> only(all, t -> t < k))
        .get();
  }

  /** What the losses of the steps t to end − 1 say, if those of later steps say nothing. */
  private static Matrix window(int t, int end, Matrix[] dhs, Matrix[] slope, Matrix Wh) {
    Matrix dz = dhs[end - 1].hadamard(slope[end - 1]);
    for (int s = end - 2; s >= t; s--) {
      dz = dhs[s].plus(dz.matmul(Wh.transpose())).hadamard(slope[s]);
    }
    return dz;
  }

  /** After which steps there is a border; behind the last step nothing comes anyway. */
  private IntPredicate border(int T, int k) {
    String stands =
        " In Java, nothing may come back into t = chunk − 1, t = 2·chunk − 1 and so on.";
    String late =
        "the border is one step late: the gradient stops before it reaches the first step of a"
            + " chunk, and that of the first step goes on into the chunk before."
            + stands;
    return at("where the gradient stops", () -> (IntPredicate) t -> isLast(t, T, k))
        .or(
            "the gradient goes back over the borders: nothing may come back into the last step of a"
                + " chunk. These are the gradients of e11.",
            () -> t -> false)
        .or(
            "no gradient goes from step to step: it must stop at the borders only. Within a chunk"
                + " it must be ds_t = dh_t + dz_(t+1)·Whᵀ.",
            () -> t -> true)
        .or(
            "nothing comes back into the first step of a chunk, either: only the last step of a"
                + " chunk may have ds_t = dh_t."
                + stands,
            () -> t -> isLast(t, T, k) || t % k == 0)
        .or(late, () -> t -> t > 0 && t % k == 0)
        .or(late, () -> t -> t % k == 0)
        .or(
            "the border is one step early: nothing comes back into the last but one step of a"
                + " chunk, and something does into the last."
                + stands,
            () -> t -> (t + 2) % k == 0)
        .or(
            "the gradient stops everywhere but at the borders: it must be the other way round.",
            () -> t -> !isLast(t, T, k))
        .or(
            "the chunks are counted from the end of the sequence: they must be counted from the"
                + " first step, so that only the last chunk may be shorter.",
            () -> t -> (T - 1 - t) % k == 0)
        .or(
            "the gradient stops at the first border only: it must stop at each.",
            () -> t -> t == k - 1)
        .or(
            "the gradient stops at the last border only: it must stop at each.",
            () -> t -> t + 1 == (T - 1) / k * k)
        .or(
            "the short chunk at the end is joined to the one before it: the steps that are left"
                + " must be a chunk of their own.",
            () -> t -> isLast(t, T, k) && t + 1 + k <= T)
        .get();
  }

  /** What step t passes back to the step before it. */
  private Matrix passed(int t, Matrix[] dz, Matrix[] ds, Matrix[] slope, Matrix[] dhs, Matrix Wh) {
    Matrix right = dz[t].matmul(Wh.transpose());
    return at("what a step passes back", () -> right)
        .or(
            "Wh is not transposed on the way from step to step: it must be dz_(t+1)·Whᵀ. Wh is"
                + " square, so the shapes do not show it.",
            () -> dz[t].matmul(Wh))
        .or(
            "what goes from step to step is not multiplied by the derivative of tanh: it must be"
                + " dz_(t+1)·Whᵀ, not ds_(t+1)·Whᵀ.",
            () -> ds[t].matmul(Wh.transpose()))
        .or(
            "what goes from step to step is not multiplied by Whᵀ: it must be dz_(t+1)·Whᵀ.",
            () -> dz[t])
        .or(
            "the derivative of tanh is multiplied twice on the way from step to step: it must be"
                + " dz_(t+1)·Whᵀ.",
            () -> dz[t].hadamard(slope[t]).matmul(Wh.transpose()))
        .or(
            "dhs[t] is passed back as well: step t must pass back dz_t·Whᵀ and nothing more, since"
                + " dhs[t] is in dz_t already.",
            () -> right.plus(dhs[t]))
        .or("what goes from step to step is clipped: " + UNCLIPPED, () -> clipped(right, 1))
        .or("what goes from step to step is clipped: " + UNCLIPPED, () -> clipped(right, 5))
        .or(
            "what goes from step to step is clipped by its norm: " + UNCLIPPED,
            () -> right.scale(factor(1, right)))
        .or(
            "what goes from step to step is clipped by its norm: " + UNCLIPPED,
            () -> right.scale(factor(5, right)))
        .get();
  }

  private Matrix slope(int t, int k, Matrix h0, Matrix[] hs) {
    return derivativeOfTanh("the derivative of tanh", "h", hs[t])
        .or(
            "the derivative of tanh is that at the state before: it must be 1 − h_t², with the"
                + " state after step t, hs[t] in Java.",
            () -> slope(t == 0 ? h0 : hs[t - 1]))
        .or(
            "the derivative of tanh has the wrong sign: it must be 1 − h².",
            () -> slope(hs[t]).scale(-1))
        .or(
            "hs is counted from 0 in each chunk in the derivative of tanh: it must be counted over"
                + " the whole sequence, so only the first chunk begins with that at hs[0].",
            () -> slope(hs[t % k]))
        .get();
  }

  /** What Wx was multiplied by at a step. */
  private Matrix read(int t, int k, Matrix[] xs) {
    return ofStep("dWx takes the input", "at step t it must take x_t", t, xs)
        .or(
            "xs is counted from 0 in each chunk in dWx: it must be counted over the whole sequence,"
                + " so only the first chunk begins with xs[0].",
            () -> xs[t % k])
        .get();
  }

  /** What Wh was multiplied by at a step. */
  private Matrix before(int t, int k, Matrix h0, Matrix[] hs) {
    Matrix none = h0.scale(0);
    Matrix right =
        at("the states", () -> t == 0 ? h0 : hs[t - 1])
            .or(ANEW, () -> t % k == 0 ? h0 : hs[t - 1])
            .or(ANEW, () -> t == 0 ? h0 : t % k == 0 ? none : hs[t - 1])
            .get();
    return at("the state in dWh", () -> right)
        .or(
            "dWh takes zeros for the state before each chunk, or leaves its first step out: there"
                + " it must take the last state of the chunk before, and h0 at the very first"
                + " step.",
            () -> t % k == 0 ? none : right)
        .or(
            "dWh takes zeros for the state before each chunk but the first, or leaves its first"
                + " step out: there it must take the last state of the chunk before.",
            () -> t > 0 && t % k == 0 ? none : right)
        .or(
            "dWh takes h0 for the state before each chunk: only the first chunk begins with h0, a"
                + " later one must take the last state of the chunk before.",
            () -> t % k == 0 ? h0 : right)
        .or(
            "dWh is made from h_t: it must be made from the state before, h_(t−1), which Wh was"
                + " multiplied by.",
            () -> hs[t])
        .or(
            "dWh is made from h_t at the first step of a chunk: there, too, it must take the state"
                + " before, h_(t−1).",
            () -> t % k == 0 ? hs[t] : right)
        .or(
            "dWh takes zeros in place of h0, or leaves the first step out: there it must take h0.",
            () -> t == 0 ? none : right)
        .or(
            "dWh takes h0 at every step: at step t it must take h_(t−1), which is h0 only at the"
                + " first step.",
            () -> h0)
        .or(
            "dWh takes the state two steps before: at step t it must take h_(t−1).",
            () -> t < 2 ? h0 : hs[t - 2])
        .or(
            "hs is counted from 0 in each chunk in dWh: it must be counted over the whole sequence,"
                + " so only the second step of the first chunk takes hs[0].",
            () -> t % k == 0 ? right : hs[t % k - 1])
        .get();
  }

  /** The gradient of a weight that every step shares. */
  private Matrix shared(
      String name, Matrix[] dz, int k, BiFunction<Integer, Matrix, Matrix> share) {
    int T = dz.length;
    int N = dz[0].rows();
    Matrix[] shares = each(T, t -> share.apply(t, dz[t]));
    Choice<Matrix> choice = at(name, () -> sum(shares, t -> true));
    if (!name.equals("dWh")) { // There this is what zeros for the state before come to.
      choice
          .or(
              name
                  + " leaves out the first step: every step has a share. Does a loop end too"
                  + " early?",
              () -> sum(shares, t -> t > 0))
          .or(
              name + " leaves out the first step of each chunk: every step has a share.",
              () -> sum(shares, t -> t % k > 0));
    }
    return choice
        .or(
            name + " is that of the last chunk only: the shares of all chunks must be added.",
            () -> sum(shares, t -> t >= (T - 1) / k * k))
        .or(
            name + " is that of the first chunk only: the shares of all chunks must be added.",
            () -> sum(shares, t -> t < k))
        .or(
            name
                + " is that of the first step only: the shares of all steps must be added."
                + " Is there = in place of +=?",
            () -> shares[0])
        .or(
            name + " is that of the last step only: the shares of all steps must be added.",
            () -> shares[T - 1])
        .or(
            name + " leaves out the last step of each chunk: every step has a share.",
            () -> sum(shares, t -> !isLast(t, T, k)))
        .or(
            name + " counts only the last step of each chunk: every step has a share.",
            () -> sum(shares, t -> isLast(t, T, k)))
        .or(
            name + " is averaged over the steps: it must be a sum.",
            () -> sum(shares, t -> true).scale(1.0 / T))
        .or(
            name + " is averaged over the examples: it must be a sum over the batch.",
            () -> sum(shares, t -> true).scale(1.0 / N))
        .or(
            name + " is that of the first example only: it must be a sum over the batch.",
            () -> sum(each(T, t -> share.apply(t, row(dz[t], 0))), t -> true))
        .or(
            name + " is that of the last example only: it must be a sum over the batch.",
            () -> sum(each(T, t -> share.apply(t, row(dz[t], N - 1))), t -> true))
        .or(
            name + " is twice as large as it must be: each step must be counted once.",
            () -> sum(shares, t -> true).scale(2))
        .get();
  }

  private static boolean isLast(int t, int T, int k) {
    return t == T - 1 || (t + 1) % k == 0;
  }

  /** The last step that has the same place in its chunk as step t has in the first one. */
  private static int lastWithPlace(int t, int T, int k) {
    return t + (T - 1 - t) / k * k;
  }

  /** The state after step t if the first of its chunk begins with this one. */
  private static Matrix anew(
      int t, int k, Matrix first, Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b) {
    int from = t / k * k;
    return TruncatedBptt.hs(Arrays.copyOfRange(xs, from, t + 1), first, Wx, Wh, b)[t - from];
  }

  private static Matrix clipped(Matrix m, double bound) {
    return m.map(v -> Math.max(-bound, Math.min(bound, v)));
  }

  /** What brings the norm of all of these together down to a bound. */
  private static double factor(double bound, Matrix... all) {
    double norm = Math.sqrt(Arrays.stream(all).mapToDouble(m -> m.norm() * m.norm()).sum());
    return norm > bound ? bound / norm : 1;
  }

  /** One row, and zeros in all others. */
  private static Matrix row(Matrix m, int row) {
    return new Matrix(m.rows(), m.cols()).put(new int[] {row}, m.pick(row));
  }

  private static Gradients scaled(Matrix[] dxs, Matrix dWx, Matrix dWh, Matrix db, double factor) {
    return new Gradients(dxs, dWx.scale(factor), dWh.scale(factor), db.scale(factor));
  }

  private static Matrix slope(Matrix h) {
    return h.map(v -> 1 - v * v);
  }

  private static Matrix[] only(Matrix[] all, IntPredicate kept) {
    return each(all.length, t -> kept.test(t) ? all[t] : new Matrix(all[t].rows(), all[t].cols()));
  }

  private static Matrix sum(Matrix[] all, IntPredicate kept) {
    return Arrays.stream(only(all, kept)).reduce(Matrix::plus).orElseThrow();
  }
}
