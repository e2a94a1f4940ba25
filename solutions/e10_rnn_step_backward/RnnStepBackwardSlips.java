package e10_rnn_step_backward;

import java.util.function.DoubleUnaryOperator;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in the step of the recurrent network on the way back. */
final class RnnStepBackwardSlips extends LayerSlips implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix slope = slope(x, hPrev, Wx, Wh, b, h);
    Matrix given = given(dh, h);
    Matrix dz = dz(given, slope, h, Wh);
    Matrix back =
        at("dz for dx and dhPrev", () -> dz)
            .or(
                "dx and dhPrev are made from dh: they must be made from dz, dx = dz·Wxᵀ and"
                    + " dhPrev = dz·Whᵀ.",
                () -> dh)
            .or(
                "dx and dhPrev have the wrong sign: it must be dx = dz·Wxᵀ and dhPrev = dz·Whᵀ,"
                    + " without a minus.",
                () -> dz.scale(-1))
            .get();
    Matrix local =
        at("dz for the weights", () -> dz)
            .or(
                "dWx, dWh and db are made from dh: they must be made from dz = dh ⊙ (1 − h²).",
                () -> dh)
            .or(
                "dWx, dWh and db are averaged over the batch: they must be sums over the"
                    + " examples. If the loss is a mean, that 1/N is in dh already.",
                () -> dz.scale(1.0 / x.rows()))
            .or(
                "dWx, dWh and db have the wrong sign: return the gradients themselves, without a"
                    + " minus.",
                () -> dz.scale(-1))
            .or(
                "example 0 is left out of dWx, dWh and db: they must be sums over all examples."
                    + " Does a loop begin at 1?",
                () -> without(dz, 0))
            .or(
                "the last example is left out of dWx, dWh and db: they must be sums over all"
                    + " examples. Does a loop stop one short?",
                () -> without(dz, dz.rows() - 1))
            .get();
    Matrix dx = dx(taken("dx", back, dh, slope), x, Wx, Wh);
    Matrix dhPrev = dhPrev(taken("dhPrev", back, dh, slope), dh, hPrev, Wx, Wh, h);
    Matrix dWx = dWx(taken("dWx", local, dh, slope), x, hPrev);
    Matrix dWh = dWh(taken("dWh", local, dh, slope), x, hPrev, h, Wh);
    Matrix db = db(taken("db", local, dh, slope), b);
    DoubleUnaryOperator clip = clip("all gradients", 1, 5, 10);
    DoubleUnaryOperator last = clip("the gradients of the weights", 1, 5);
    Gradients all =
        new Gradients(
            dx.map(clip),
            dhPrev.map(clip),
            dWx.map(clip).map(last),
            dWh.map(clip).map(last),
            db.map(clip).map(last));
    return at("the result", () -> all)
        .or(
            "dx and dhPrev are exchanged: it must be new Gradients(dx, dhPrev, dWx, dWh, db).",
            () -> new Gradients(all.dhPrev(), all.dx(), all.dWx(), all.dWh(), all.db()))
        .or(
            "dWx and dWh are exchanged: it must be new Gradients(dx, dhPrev, dWx, dWh, db).",
            () -> new Gradients(all.dx(), all.dhPrev(), all.dWh(), all.dWx(), all.db()))
        .or(
            "the gradients of the weights come first: the order must be dx, dhPrev, dWx, dWh, db.",
            () -> new Gradients(all.dWx(), all.dWh(), all.dx(), all.dhPrev(), all.db()))
        .or(
            "new weights are returned: it must be only the gradients.",
            () ->
                new Gradients(
                    all.dx(),
                    all.dhPrev(),
                    Wx.minus(all.dWx()),
                    Wh.minus(all.dWh()),
                    b.minus(all.db())))
        .get();
  }

  private Matrix given(Matrix dh, Matrix h) {
    Choice<Matrix> given = at("dh", () -> dh);
    for (double bound : new double[] {0.1, 0.2, 0.25, 0.3, 0.5, 1, 2, 5, 10}) {
      given.or(
          "dh is clipped: take it as it is.",
          () -> dh.map(v -> Math.max(-bound, Math.min(bound, v))));
    }
    return given
        .or("dh is divided by its length: take it as it is.", () -> dh.scale(1 / dh.norm()))
        .or(
            "dh is shortened to length 1 where it is longer: take it as it is.",
            () -> dh.scale(1 / Math.max(1, dh.norm())))
        .or("each row of dh is divided by its length: take it as it is.", () -> toLengthOne(dh))
        .or(
            "h − dh is used in place of dh: take dh as it is. It is the gradient, not a target.",
            () -> h.minus(dh))
        .or(
            "dh − h is used in place of dh: take dh as it is. It is the gradient, not a target.",
            () -> dh.minus(h))
        .or(
            "2·(h − dh) is used in place of dh: take dh as it is. It is the gradient, not a"
                + " target.",
            () -> h.minus(dh).scale(2))
        .or("h is added to dh: take dh as it is.", () -> dh.plus(h))
        .or("the signs of dh are lost: take it as it is.", () -> dh.map(Math::abs))
        .or("dh is squared: take it as it is.", () -> dh.map(v -> v * v))
        .or(
            "dh of example 0 is used for all: each example must have its own row.",
            () -> filled(dh, 0, dh.rows()))
        .or(
            "dh of the last example is used for all: each example must have its own row.",
            () -> filled(dh, dh.rows() - 1, dh.rows()))
        .or(
            "dh is summed over the batch before it goes back: each example must keep its own row.",
            () -> filled(dh.sumRows(), 0, dh.rows()))
        .or(
            "dh is averaged over the batch before it goes back: each example must keep its own"
                + " row.",
            () -> filled(dh.sumRows().scale(1.0 / dh.rows()), 0, dh.rows()))
        .or("dh goes through tanh: take it as it is.", () -> dh.map(Math::tanh))
        .or("dh is multiplied by h: take it as it is.", () -> dh.hadamard(h))
        .get();
  }

  private Matrix slope(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    return derivativeOfTanh("the derivative of tanh", "h", h)
        .or(
            "all gradients have the wrong sign: it must be dz = dh ⊙ (1 − h²), without a minus.",
            () -> h.map(v -> v * v - 1))
        .or("the derivative of tanh is taken as h − 1: it must be 1 − h².", () -> h.map(v -> v - 1))
        .or(
            "the squares of h are summed over the units: 1 − h² must be taken of each entry.",
            () -> squaresOfRow(h))
        .or(
            "h of example 0 is used for all in 1 − h²: each example must have its own row.",
            () -> filled(h, 0, h.rows()).map(v -> 1 - v * v))
        .or(
            "h of the last example is used for all in 1 − h²: each example must have its own row.",
            () -> filled(h, h.rows() - 1, h.rows()).map(v -> 1 - v * v))
        .or(
            "1 − h² is averaged over the batch: each example must have its own.",
            () -> filled(h.map(v -> 1 - v * v).sumRows().scale(1.0 / h.rows()), 0, h.rows()))
        .or(
            "the derivative of tanh is 1 or 0, as that of a line cut at −1 and 1: it must be 1 − h².",
            () -> z.map(v -> Math.abs(v) < 1 ? 1 : 0))
        .or(
            "the derivative of tanh is 0 for units above 0.9: it must be 1 − h², however small.",
            () -> h.map(v -> Math.abs(v) > 0.9 ? 0 : 1 - v * v))
        .or(
            "h is computed again with Wh transposed: use the h that you are given.",
            () ->
                x.matmul(Wx)
                    .plus(hPrev.matmul(Wh.transpose()))
                    .plusRow(b)
                    .map(v -> 1 - Math.tanh(v) * Math.tanh(v)))
        .or(
            "the derivative of tanh is taken as −2h, which is that of 1 − h²: it must be 1 − h² itself.",
            () -> h.map(v -> -2 * v))
        .or(
            "the derivative of the sigmoid at z is used: it must be that of tanh, 1 − h².",
            () -> z.map(v -> sigmoid(v) * (1 - sigmoid(v))))
        .or(
            "the derivative of tanh is taken as 1 − z²: it must be 1 − h², with what came out of tanh.",
            () -> z.map(v -> 1 - v * v))
        .or(
            "the derivative of tanh is taken at hPrev, 1 − hPrev²: it must be 1 − h², of the state that"
                + " came out of this step.",
            () -> hPrev.map(v -> 1 - v * v))
        .or(
            "h is computed again without the bias: use the h that you are given.",
            () -> x.matmul(Wx).plus(hPrev.matmul(Wh)).map(v -> 1 - square(Math.tanh(v))))
        .or(
            "h is computed again without hPrev·Wh: use the h that you are given.",
            () -> x.matmul(Wx).plusRow(b).map(v -> 1 - square(Math.tanh(v))))
        .get();
  }

  private Matrix dz(Matrix dh, Matrix slope, Matrix h, Matrix Wh) {
    Choice<Matrix> dz = at("dz", () -> dh.hadamard(slope));
    for (double bound : new double[] {0.5, 1, 5, 10}) {
      dz.or(
          "dz is clipped: it must be dz = dh ⊙ (1 − h²), however large.",
          () -> dh.hadamard(slope).map(v -> Math.max(-bound, Math.min(bound, v))));
    }
    return dz.or(
            "dz is shortened to length 1 where it is longer: it must be dz = dh ⊙ (1 − h²), however"
                + " long.",
            () -> {
              Matrix right = dh.hadamard(slope);
              return right.scale(1 / Math.max(1, right.norm()));
            })
        .or(
            "the dhPrev of the next example is added to dh: each row must be computed by itself."
                + " The rows are examples, not time steps.",
            () -> throughTime(dh, slope, Wh, -1))
        .or(
            "the dhPrev of the example before is added to dh: each row must be computed by itself."
                + " The rows are examples, not time steps.",
            () -> throughTime(dh, slope, Wh, 1))
        .or(
            "entries with a dh of 0 are skipped, so that a NaN in h is hidden: it must be dz = dh"
                + " ⊙ (1 − h²) everywhere.",
            () -> whereNotZero(dh, dh.hadamard(slope)))
        .or("dh is not used: it must be dz = dh ⊙ (1 − h²).", () -> slope)
        .or(
            "brackets are missing, so that it is dh·1 − h²: it must be dz = dh ⊙ (1 − h²).",
            () -> dh.minus(h.hadamard(h)))
        .or(
            "1 − h² is subtracted from dh: they must be multiplied, dz = dh ⊙ (1 − h²).",
            () -> dh.minus(slope))
        .or(
            "dz is 1 − (dh·h)²: it must be dz = dh ⊙ (1 − h²).",
            () -> dh.hadamard(h).map(v -> 1 - v * v))
        .or(
            "dz is computed with logarithms, which are NaN for negative numbers: it must be dz ="
                + " dh ⊙ (1 − h²).",
            () -> logs(dh, slope))
        .or(
            "dz is summed over the batch: each example must have its own row.",
            () -> filled(dh.hadamard(slope).sumRows(), 0, h.rows()))
        .or(
            "dz is averaged over the batch: each example must have its own row.",
            () -> filled(dh.hadamard(slope).sumRows().scale(1.0 / h.rows()), 0, h.rows()))
        .or(
            "dz of example 0 is used for all: each example must have its own row.",
            () -> filled(dh.hadamard(slope), 0, h.rows()))
        .or(
            "dz of the last example is used for all: each example must have its own row.",
            () -> filled(dh.hadamard(slope), h.rows() - 1, h.rows()))
        .or(
            "the last unit is left out of dz: the loop must go over all units. Does it stop one"
                + " short?",
            () -> withoutColumn(dh.hadamard(slope), h.cols() - 1))
        .or(
            "unit 0 is left out of dz: the loop must go over all units. Does it begin at 1?",
            () -> withoutColumn(dh.hadamard(slope), 0))
        .or(
            "the last example is left out of dz: the loop must go over all examples. Does it stop"
                + " one short?",
            () -> without(dh.hadamard(slope), h.rows() - 1))
        .or(
            "example 0 is left out of dz: the loop must go over all examples. Does it begin at 1?",
            () -> without(dh.hadamard(slope), 0))
        .or(
            "dz is added up from unit to unit: each entry must be dh·(1 − h²) of its own.",
            () -> running(dh.hadamard(slope)))
        .or(
            "all gradients are divided by the number of units: it must be dz = dh ⊙ (1 − h²).",
            () -> dh.hadamard(slope).scale(1.0 / h.cols()))
        .or(
            "dh and 1 − h² are added: they must be multiplied, dz = dh ⊙ (1 − h²).",
            () -> dh.plus(slope))
        .or(
            "h is multiplied by 1 − h² in place of dh: it must be dz = dh ⊙ (1 − h²).",
            () -> h.hadamard(slope))
        .or(
            "all gradients are divided by the number of examples: they must be sums over the"
                + " batch. If the loss is a mean, that 1/N is in dh already.",
            () -> dh.hadamard(slope).scale(1.0 / h.rows()))
        .or(
            "all gradients are twice as large as they must be: it must be dz = dh ⊙ (1 − h²),"
                + " without a 2.",
            () -> dh.hadamard(slope).scale(2))
        .or(
            "all gradients are half as large as they must be: it must be dz = dh ⊙ (1 − h²),"
                + " without a ½.",
            () -> dh.hadamard(slope).scale(0.5))
        .or(
            "dh is multiplied by Whᵀ first: it must be dz = dh ⊙ (1 − h²), and then the weights.",
            () -> dh.matmul(Wh.transpose()).hadamard(slope))
        .or(
            "dh and 1 − h² are multiplied as matrices: they must be multiplied entry by entry,"
                + " with hadamard.",
            () -> dh.matmul(slope))
        .get();
  }

  /** What a gradient is made from. */
  private Matrix taken(String gradient, Matrix dz, Matrix dh, Matrix slope) {
    return at("dz in " + gradient, () -> dz)
        .or(gradient + " is made from dh: it must be made from dz = dh ⊙ (1 − h²).", () -> dh)
        .or(
            gradient + " is made from 1 − h², without dh: it must be made from dz = dh ⊙ (1 − h²).",
            () -> slope)
        .get();
  }

  private Matrix dx(Matrix dz, Matrix x, Matrix Wx, Matrix Wh) {
    return at("dx", () -> dz.matmul(Wx.transpose()))
        .or(
            "dx has the wrong sign: it must be dx = dz·Wxᵀ, without a minus.",
            () -> dz.matmul(Wx.transpose()).scale(-1))
        .or("Wx is not transposed in dx: it must be dx = dz·Wxᵀ.", () -> dz.matmul(Wx))
        .or(
            "the factors of dx are in the wrong order: it must be dx = dz·Wxᵀ.",
            () -> Wx.matmul(dz))
        .or(
            "dx is made with Wh: x was multiplied by Wx, so it must be dx = dz·Wxᵀ.",
            () -> dz.matmul(Wh.transpose()))
        .or(
            "Wx is read in another shape in dx, not transposed: use Wx.transpose().",
            () -> dz.matmul(Matrix.wrap(Wx.cols(), Wx.rows(), Wx.data())))
        .or("dx is dz, without Wx: it must be dx = dz·Wxᵀ.", () -> dz)
        .or("dx is zero: it must be dx = dz·Wxᵀ.", () -> new Matrix(x.rows(), x.cols()))
        .or(
            "dx has a factor x: it must be dx = dz·Wxᵀ.",
            () -> dz.matmul(Wx.transpose()).hadamard(x))
        .or(
            "dx is made with the sum of dz over the units: it must be the matrix product dz·Wxᵀ.",
            () -> dz.map(v -> 1).matmul(Wx.transpose()).hadamard(filledColumns(dz, x.cols())))
        .or(
            "dx is the sum over the batch in every row: each example must have its own, dx ="
                + " dz·Wxᵀ.",
            () -> filled(dz.sumRows().matmul(Wx.transpose()), 0, x.rows()))
        .or(
            "dx is made from the last unit only: it must be the sum over all units, dx = dz·Wxᵀ.",
            () -> last(dz).matmul(last(Wx).transpose()))
        .or(
            "dx is made from dhPrev: it must be made from dz, dx = dz·Wxᵀ.",
            () -> dz.matmul(Wh.transpose()).matmul(Wx.transpose()))
        .or(
            "the sum within dx stops one short: it must go over all units.",
            () -> withoutColumn(dz, dz.cols() - 1).matmul(Wx.transpose()))
        .or(
            "the sum within dx begins at 1: it must go over all units.",
            () -> withoutColumn(dz, 0).matmul(Wx.transpose()))
        .or(
            "dx has a factor 1 − x²: it must be dx = dz·Wxᵀ, since x has not come out of a tanh.",
            () -> dz.matmul(Wx.transpose()).hadamard(x.map(v -> 1 - v * v)))
        .get();
  }

  private Matrix dhPrev(Matrix dz, Matrix dh, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix h) {
    Matrix right = dz.matmul(Wh.transpose());
    return at("dhPrev", () -> right)
        .or("Wh is not transposed in dhPrev: it must be dhPrev = dz·Whᵀ.", () -> dz.matmul(Wh))
        .or(
            "dhPrev is zero: it must be dhPrev = dz·Whᵀ.",
            () -> new Matrix(right.rows(), right.cols()))
        .or(
            "dhPrev is made with Wx: hPrev was multiplied by Wh, so it must be dhPrev = dz·Whᵀ.",
            () -> dz.matmul(Wx.transpose()))
        .or("dhPrev has a factor hPrev: it must be dhPrev = dz·Whᵀ.", () -> right.hadamard(hPrev))
        .or(
            "the sum within dhPrev stops one short: it must go over all units.",
            () -> withoutColumn(dz, dz.cols() - 1).matmul(Wh.transpose()))
        .or(
            "the sum within dhPrev begins at 1: it must go over all units.",
            () -> withoutColumn(dz, 0).matmul(Wh.transpose()))
        .or("dhPrev has a factor h: it must be dhPrev = dz·Whᵀ.", () -> right.hadamard(h))
        .or(
            "dhPrev has the factor 1 − h² twice: it must be dhPrev = dz·Whᵀ, where dz has it"
                + " already.",
            () -> right.hadamard(h.map(v -> 1 - v * v)))
        .or(
            "dhPrev is the sum over the batch in every row: each example must have its own,"
                + " dhPrev = dz·Whᵀ.",
            () -> filled(dz.sumRows().matmul(Wh.transpose()), 0, hPrev.rows()))
        .or("dhPrev is dh itself: it must be dhPrev = dz·Whᵀ.", () -> dh)
        .or(
            "the factors of dhPrev are in the wrong order: it must be dhPrev = dz·Whᵀ.",
            () -> Wh.matmul(dz))
        .or("dhPrev is dz, without Wh: it must be dhPrev = dz·Whᵀ.", () -> dz)
        .or(
            "dhPrev is made from the last unit only: it must be the sum over all units, dhPrev ="
                + " dz·Whᵀ.",
            () -> last(dz).matmul(last(Wh).transpose()))
        .or(
            "dh is added to dhPrev: it must be dhPrev = dz·Whᵀ, and nothing more.",
            () -> right.plus(dh))
        .or(
            "dhPrev has a factor 1 − hPrev²: it must be dhPrev = dz·Whᵀ. The factor belongs to"
                + " the step before.",
            () -> right.hadamard(hPrev.map(v -> 1 - v * v)))
        .or(
            "only the diagonal of Wh is used in dhPrev: it must be the matrix product dz·Whᵀ.",
            () -> dz.hadamard(filled(diagonal(Wh), 0, dz.rows())))
        .or(
            "Whᵀ comes before 1 − h² in dhPrev: dh must be multiplied by 1 − h² first, which gives"
                + " dz, and then by Whᵀ.",
            () -> dh.matmul(Wh.transpose()).hadamard(h.map(v -> 1 - v * v)))
        .get();
  }

  private Matrix dWx(Matrix dz, Matrix x, Matrix hPrev) {
    return gradientOfWeights("dWx", "x", x, "dz", dz)
        .or("x is not transposed in dWx: it must be dWx = xᵀ·dz.", () -> x.matmul(dz))
        .or(
            "dWx is made from hPrev: Wx was multiplied by x, so it must be dWx = xᵀ·dz.",
            () -> transposed(hPrev, dz))
        .get();
  }

  private Matrix dWh(Matrix dz, Matrix x, Matrix hPrev, Matrix h, Matrix Wh) {
    return gradientOfWeights("dWh", "hPrev", hPrev, "dz", dz)
        .or(
            "dWh is made from h: Wh was multiplied by hPrev, so it must be dWh = hPrevᵀ·dz.",
            () -> transposed(h, dz))
        .or(
            "dWh is made from x: Wh was multiplied by hPrev, so it must be dWh = hPrevᵀ·dz.",
            () -> transposed(x, dz))
        .or(
            "tanh is taken of hPrev in dWh: it must be dWh = hPrevᵀ·dz, with hPrev as it is.",
            () -> transposed(hPrev.map(Math::tanh), dz))
        .or(
            "dWh is made from dhPrev: it must be dWh = hPrevᵀ·dz.",
            () -> transposed(hPrev, dz.matmul(Wh.transpose())))
        .get();
  }

  private Matrix db(Matrix dz, Matrix b) {
    return sumOfRows("db", "dz", dz)
        .or(
            "b is added to db: it must be the sum of the rows of dz, and nothing more.",
            () -> dz.sumRows().plus(b))
        .or(
            "db is multiplied by b: it must be the sum of the rows of dz.",
            () -> dz.sumRows().hadamard(b))
        .or(
            "db is summed over the units of example 0: it must be the sum over the examples, one"
                + " number for each unit.",
            () -> dz.sumRows().map(v -> total(row(dz, 0))))
        .or(
            "db is summed over the units of each example: it must be the sum over the examples.",
            () -> byExample(dz))
        .or(
            "row n of dz is counted n times in db: each row must be counted once.",
            () -> weighted(dz))
        .get();
  }

  private DoubleUnaryOperator clip(String what, double... bounds) {
    Choice<DoubleUnaryOperator> clip = at("the end of " + what, () -> v -> v);
    for (double bound : bounds) {
      clip.or(
          what + " are clipped: return them as they are. Clipping comes later, in the training.",
          () -> v -> Math.max(-bound, Math.min(bound, v)));
    }
    return clip.get();
  }

  /** The examples as time steps, each with the dhPrev of the one that was computed before it. */
  private static Matrix throughTime(Matrix dh, Matrix slope, Matrix Wh, int step) {
    Matrix dz = dh.copy();
    Matrix dhPrev = new Matrix(1, dh.cols());
    for (int k = 0; k < dh.rows(); k++) {
      int n = step > 0 ? k : dh.rows() - 1 - k;
      Matrix dzOfRow = row(dh, n).plus(dhPrev).hadamard(row(slope, n));
      dz.put(new int[] {n}, dzOfRow);
      dhPrev = dzOfRow.matmul(Wh.transpose());
    }
    return dz;
  }

  private static Matrix whereNotZero(Matrix asked, Matrix m) {
    Matrix some = m.copy();
    for (int i = 0; i < some.data().length; i++) {
      some.data()[i] = asked.data()[i] == 0 ? 0 : some.data()[i];
    }
    return some;
  }

  private static Matrix squaresOfRow(Matrix h) {
    Matrix sums = h.hadamard(h).transpose().sumRows().transpose();
    return filledColumns(sums, h.cols()).map(v -> 1 - v);
  }

  /** The sum of each row, in that many columns. */
  private static Matrix filledColumns(Matrix m, int cols) {
    return filled(m.transpose().sumRows(), 0, cols).transpose();
  }

  private static Matrix logs(Matrix dh, Matrix slope) {
    return dh.map(Math::log).plus(slope.map(Math::log)).map(Math::exp);
  }

  private static Matrix toLengthOne(Matrix m) {
    Matrix unit = m.copy();
    for (int r = 0; r < m.rows(); r++) {
      double length = row(m, r).norm();
      for (int c = 0; c < m.cols() && length > 0; c++) {
        unit.set(r, c, m.get(r, c) / length);
      }
    }
    return unit;
  }

  private static Matrix withoutColumn(Matrix m, int column) {
    return without(m.transpose(), column).transpose();
  }

  private static Matrix weighted(Matrix m) {
    Matrix times = m.copy();
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        times.set(r, c, r * m.get(r, c));
      }
    }
    return times.sumRows();
  }

  /** The sums of the rows, as many as there are columns; 0 where there is no row. */
  private static Matrix byExample(Matrix m) {
    Matrix sums = new Matrix(1, m.cols());
    for (int c = 0; c < m.cols() && c < m.rows(); c++) {
      sums.set(0, c, total(row(m, c)));
    }
    return sums;
  }

  private static Matrix transposed(Matrix a, Matrix b) {
    return a.transpose().matmul(b);
  }

  private static Matrix without(Matrix m, int row) {
    Matrix rest = m.copy();
    for (int c = 0; c < m.cols(); c++) {
      rest.set(row, c, 0);
    }
    return rest;
  }

  private static Matrix row(Matrix m, int row) {
    return filled(m, row, 1);
  }

  private static Matrix filled(Matrix m, int row, int rows) {
    Matrix filled = new Matrix(rows, m.cols());
    for (int r = 0; r < rows; r++) {
      System.arraycopy(m.data(), row * m.cols(), filled.data(), r * m.cols(), m.cols());
    }
    return filled;
  }

  private static Matrix last(Matrix m) {
    return m.columns(m.cols() - 1, m.cols());
  }

  private static Matrix diagonal(Matrix square) {
    Matrix m = new Matrix(1, square.cols());
    for (int c = 0; c < m.cols(); c++) {
      m.set(0, c, square.get(c, c));
    }
    return m;
  }

  private static double total(Matrix m) {
    return m.sumRows().transpose().sumRows().get(0, 0);
  }
}
