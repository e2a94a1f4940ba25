package e24_gru_step_backward;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in the backward pass of the GRU. */
final class GruStepBackwardSlips extends LayerSlips implements GruStepBackward {
  private static final String DUN = ": it must be dun = dh ⊙ (1 − z) ⊙ (1 − n²)";
  private static final String DUZ = ": it must be duz = dh ⊙ (hPrev − n) ⊙ z(1 − z)";
  private static final String DUR = ": it must be dur = dun ⊙ q ⊙ r(1 − r)";
  private static final String DQ = ": it must be dq = dun ⊙ r";
  private static final String DX = ": it must be dx = du·Wxᵀ";
  private static final String DH_PREV = ": it must be dhPrev = dv·Whᵀ + dh ⊙ z";
  private static final String DWX = ": it must be dWx = xᵀ·du";
  private static final String DWH = ": it must be dWh = hPrevᵀ·dv";
  private static final String DB = ": it must be the sum of the rows of du";
  private static final String DBHN = ": it must be the sum of the rows of dq";
  private static final String NO_RESET = ", since the input does not go through the reset gate.";
  private static final String RESET =
      ", since what the state says to n goes through the reset gate.";
  private static final String SUM =
      ": every gradient of a weight or a bias must be a sum over all examples.";

  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, Matrix gates) {
    int H = hPrev.cols();
    Matrix kept = ofGates(gates, H);
    Matrix r = block(kept, 0, H);
    Matrix given = block(kept, 1, H);
    boolean isKept =
        at("what z keeps", () -> true)
            .or(
                "z and 1 − z are exchanged: here z = 1 keeps the old state, h = (1 − z) ⊙ n + z ⊙"
                    + " hPrev, so dun must have the factor 1 − z, duz hPrev − n, and dhPrev dh ⊙ z.",
                () -> false)
            .get();
    Matrix z = isKept ? given : given.map(v -> 1 - v);
    Matrix n = block(kept, 2, H);
    Matrix q = block(kept, 3, H);
    Matrix h = n.plus(z.hadamard(hPrev.minus(n)));
    UnaryOperator<Matrix> done = done(dh, z);
    Matrix dun = done.apply(candidate(dh, z, n, r));
    Matrix ofZ = done.apply(update(dh, dun, hPrev, z, n, h));
    Matrix duz = isKept ? ofZ : ofZ.scale(-1);
    Matrix dq = done.apply(dq(dun, r, z, q));
    Matrix dur = done.apply(reset(dh, hPrev, bhn, dun, dq, r, z, n, q));
    UnaryOperator<Matrix> order = ofSums(H);
    Matrix du = order.apply(Matrix.beside(dur, duz, dun));
    Matrix dv = order.apply(Matrix.beside(dur, duz, dq));
    Gradients all =
        new Gradients(
            dx(du, dv, Wx, H),
            dhPrev(dh, du, dv, dun, Wh, done.apply(dh.hadamard(z)), r, H),
            dWx(du, dv, x),
            dWh(du, dv, hPrev, h, r),
            db(du, dv),
            dbhn(dun, dq, dur));
    Gradients exchanged =
        new Gradients(
            dv.matmul(Wx.transpose()),
            du.matmul(Wh.transpose()).plus(dh.hadamard(z)),
            x.transpose().matmul(dv),
            hPrev.transpose().matmul(du),
            dv.sumRows(),
            all.dbhn());
    return returned(
        all,
        exchanged,
        new Gradients(null, null, null, null, du, dq),
        ofExample(0, x, hPrev, du, dv, dq),
        ofExample(x.rows() - 1, x, hPrev, du, dv, dq));
  }

  private Matrix ofGates(Matrix gates, int H) {
    Choice<Matrix> order = at("the order of gates", () -> gates);
    for (String other : "z r n q,r z q n,r n z q,z r q n,n r z q,n z r q,q r z n".split(",")) {
      order.or(
          "gates are read in the order " + other + ": their order must be r z n q.",
          () -> inOrder(gates, "rznq", other, H));
    }
    return order
        .or(
            "the columns of gates are read as r z n q r z n q …: it must be four blocks of H"
                + " columns, first all of r, then all of z, of n and of q.",
            () -> columns(gates, c -> c % H * 4 + c / H))
        .get();
  }

  /** The units that are done; the others keep 0. */
  private UnaryOperator<Matrix> done(Matrix dh, Matrix z) {
    return this.<UnaryOperator<Matrix>>at("the units that are done", () -> m -> m)
        .or(
            "units with dh = 0 are skipped: 0 times NaN must be NaN, so a NaN in the gates must not"
                + " be hidden there. Compute every unit.",
            () -> m -> without(0, dh, m))
        .or(
            "units with z = 1 are skipped: dhPrev must have dh ⊙ z there, too. Compute every unit.",
            () -> m -> without(1, z, m))
        .get();
  }

  private UnaryOperator<Matrix> ofSums(int H) {
    Choice<UnaryOperator<Matrix>> order = at("the order of du and dv", () -> m -> m);
    for (String other : "z r n,r n z,z n r,n r z,n z r".split(",")) {
      order.or(
          "the blocks of du and dv are put in the order " + other + ": it must be r z n, as in Wx.",
          () -> m -> inOrder(m, other.replace(" ", ""), "r z n", H));
    }
    return order
        .or(
            "the columns of du and dv are put as r z n r z n …: it must be three blocks of H"
                + " columns, first all of r, then all of z, then all of n.",
            () -> m -> columns(m, c -> c % 3 * H + c / 3))
        .get();
  }

  private Matrix candidate(Matrix dh, Matrix z, Matrix n, Matrix r) {
    Matrix right = dh.minus(dh.hadamard(z));
    Matrix heard =
        at("the gradient of n", () -> right)
            .or("the factor 1 − z is missing in dun" + DUN + ".", () -> dh)
            .or(
                "dun has z in place of 1 − z" + DUN + ", since here z = 1 keeps the old state.",
                () -> dh.hadamard(z))
            .or("dun has 1 − r in place of 1 − z" + DUN + ".", () -> dh.minus(dh.hadamard(r)))
            .or(
                "dun has r as a factor" + DUN + ". Only dq must have the factor r.",
                () -> right.hadamard(r))
            .get();
    Matrix slope = derivativeOfTanh("the derivative of tanh in dun", "n", n).get();
    return heard.hadamard(slope);
  }

  private Matrix update(Matrix dh, Matrix dun, Matrix hPrev, Matrix z, Matrix n, Matrix h) {
    Matrix right = dh.hadamard(hPrev.minus(n));
    return at("the gradient of z", () -> right)
        .or(
            "duz has n − hPrev in place of hPrev − n"
                + DUZ
                + ", since here z = 1 keeps the old state.",
            () -> right.scale(-1))
        .or("duz has hPrev in place of hPrev − n" + DUZ + ".", () -> dh.hadamard(hPrev))
        .or("duz has n in place of hPrev − n" + DUZ + ".", () -> dh.hadamard(n))
        .or("duz has −n in place of hPrev − n" + DUZ + ".", () -> dh.hadamard(n.scale(-1)))
        .or("duz has hPrev + n in place of hPrev − n" + DUZ + ".", () -> dh.hadamard(hPrev.plus(n)))
        .or(
            "duz has the new state h in place of n, or 1 − z twice" + DUZ + ".",
            () -> dh.hadamard(hPrev.minus(h)))
        .or("the factor hPrev − n is missing in duz" + DUZ + ".", () -> dh)
        .or("duz is made from dun in place of dh" + DUZ + ".", () -> dun.hadamard(hPrev.minus(n)))
        .get()
        .hadamard(ofGate("z", "duz", z));
  }

  private Matrix reset(
      Matrix dh,
      Matrix hPrev,
      Matrix bhn,
      Matrix dun,
      Matrix dq,
      Matrix r,
      Matrix z,
      Matrix n,
      Matrix q) {
    return at("the gradient of r", () -> dun.hadamard(q))
        .or(
            "bhn is missing in the q of dur" + DUR + ", with q = hPrev·Whn + bhn as in gates.",
            () -> dun.hadamard(q.plusRow(bhn.scale(-1))))
        .or(
            "dur has hPrev in place of q" + DUR + ", since the reset is after the product.",
            () -> dun.hadamard(hPrev))
        .or("dur has n in place of q" + DUR + ".", () -> dun.hadamard(n))
        .or("dur is made from dh in place of dun" + DUR + ".", () -> dh.hadamard(q))
        .or(
            "the slope 1 − n² is missing in dur" + DUR + ", since r is inside the tanh of n.",
            () -> dh.minus(dh.hadamard(z)).hadamard(q))
        .or(
            "the factor 1 − z is missing in dur" + DUR + ".",
            () -> dh.hadamard(ofTanh(n)).hadamard(q))
        .or("the factor q is missing in dur" + DUR + ".", () -> dun)
        .or(
            "dur is made from dq in place of dun" + DUR + ". dq has one more factor r.",
            () -> dq.hadamard(q))
        .or("dur has r in place of q" + DUR + ".", () -> dun.hadamard(r))
        .get()
        .hadamard(ofGate("r", "dur", r));
  }

  private Matrix ofGate(String name, String of, Matrix s) {
    Matrix both = slopes(at("the slope of r and z", () -> ofSigmoid(s)), "s", "dur and duz", s);
    return slopes(at("the slope of " + name, () -> both), name, of, s);
  }

  private static Matrix slopes(Choice<Matrix> choice, String name, String of, Matrix s) {
    String slope = name + "(1 − " + name + ")";
    String what = name.equals("s") ? ", with s = r in dur and s = z in duz." : ".";
    String rest = " in place of " + slope + ": the slope of the sigmoid must be " + slope + what;
    String have = of + (name.equals("s") ? " have " : " has ");
    return choice
        .or(
            "the slope " + slope + " is missing in " + of + ": it must be a factor there" + what,
            () -> s.map(v -> 1))
        .or(have + name + rest, () -> s)
        .or(have + "1 − " + name + rest, () -> s.map(v -> 1 - v))
        .or(have + "1 − " + name + "²" + rest, () -> ofTanh(s))
        .or(
            "the sigmoid is taken once more in "
                + of
                + ": gates holds what came out of it, so the slope must be "
                + slope
                + what,
            () -> ofSigmoid(s.map(LayerSlips::sigmoid)))
        .get();
  }

  private Matrix dq(Matrix dun, Matrix r, Matrix z, Matrix q) {
    return at("dq", () -> dun.hadamard(r))
        .or("the factor r is missing in dq" + DQ + RESET, () -> dun.copy())
        .or("dq has 1 − r in place of r" + DQ + ".", () -> dun.minus(dun.hadamard(r)))
        .or("dq has r(1 − r) in place of r" + DQ + ".", () -> dun.hadamard(ofSigmoid(r)))
        .or("dq has z in place of r" + DQ + ".", () -> dun.hadamard(z))
        .or("dq has q in place of r" + DQ + ".", () -> dun.hadamard(q))
        .get();
  }

  private Matrix dx(Matrix du, Matrix dv, Matrix Wx, int H) {
    return back("dx", "du", du, Wx)
        .or("dx is made from dv" + DX + NO_RESET, () -> dv.matmul(Wx.transpose()))
        .or(
            "dx leaves out the block of n" + DX + ", with all three blocks.",
            () -> du.columns(0, 2 * H).matmul(Wx.columns(0, 2 * H).transpose()))
        .or(
            "dx has the block of n only" + DX + ", with all three blocks.",
            () -> block(du, 2, H).matmul(block(Wx, 2, H).transpose()))
        .get();
  }

  private Matrix dhPrev(
      Matrix dh, Matrix du, Matrix dv, Matrix dun, Matrix Wh, Matrix kept, Matrix r, int H) {
    Matrix heard = dv.matmul(Wh.transpose());
    Matrix ofGates = dv.columns(0, 2 * H).matmul(Wh.columns(0, 2 * H).transpose());
    Matrix Whn = block(Wh, 2, H);
    return at("dhPrev", () -> heard.plus(kept))
        .or("the term dh ⊙ z is missing in dhPrev" + DH_PREV + ".", () -> heard)
        .or("the term dv·Whᵀ is missing in dhPrev" + DH_PREV + ".", () -> kept)
        .or(
            "dhPrev has dh ⊙ (1 − z) in place of dh ⊙ z" + DH_PREV + ".",
            () -> heard.plus(dh).minus(kept))
        .or("dhPrev has dh in place of dh ⊙ z" + DH_PREV + ".", () -> heard.plus(dh))
        .or(
            "dhPrev has dh ⊙ r in place of dh ⊙ z" + DH_PREV + ".",
            () -> heard.plus(dh.hadamard(r)))
        .or("dh ⊙ z is subtracted in dhPrev" + DH_PREV + ".", () -> heard.minus(kept))
        .or("dhPrev is made from du" + DH_PREV + RESET, () -> du.matmul(Wh.transpose()).plus(kept))
        .or("dhPrev leaves out the block of n" + DH_PREV + ".", () -> ofGates.plus(kept))
        .or(
            "r is taken outside the product in dhPrev"
                + DH_PREV
                + ", with dq = dun ⊙ r as the last block of dv.",
            () -> ofGates.plus(r.hadamard(dun.matmul(Whn.transpose()))).plus(kept))
        .or(
            "the blocks of Wh are not transposed in dhPrev"
                + DH_PREV
                + ". Each block is square, so the shapes do not show it.",
            () ->
                IntStream.range(0, 3)
                    .mapToObj(k -> block(dv, k, H).matmul(block(Wh, k, H)))
                    .reduce(kept, Matrix::plus))
        .get();
  }

  private Matrix dWx(Matrix du, Matrix dv, Matrix x) {
    return gradientOfWeights("dWx", "x", x, "du", du)
        .or("dWx is made from dv" + DWX + NO_RESET, () -> x.transpose().matmul(dv))
        .get();
  }

  private Matrix dWh(Matrix du, Matrix dv, Matrix hPrev, Matrix h, Matrix r) {
    int H = hPrev.cols();
    Matrix seen = r.hadamard(hPrev).transpose();
    Matrix ofGates = hPrev.transpose().matmul(du.columns(0, 2 * H));
    return gradientOfWeights("dWh", "hPrev", hPrev, "dv", dv)
        .or("dWh is made from du" + DWH + RESET, () -> hPrev.transpose().matmul(du))
        .or("dWh is made from h" + DWH + ".", () -> h.transpose().matmul(dv))
        .or(
            "dWh has r ⊙ hPrev in its block of n: that is the form with the reset before the"
                + " product. It must be dWh = hPrevᵀ·dv.",
            () -> Matrix.beside(ofGates, seen.matmul(block(du, 2, H))))
        .or(
            "r is counted twice in dWh" + DWH + ". dv has the factor r already.",
            () -> Matrix.beside(ofGates, seen.matmul(block(dv, 2, H))))
        .get();
  }

  private Matrix db(Matrix du, Matrix dv) {
    return sumOfRows("db", "du", du).or("db is made from dv" + DB + NO_RESET, dv::sumRows).get();
  }

  private Matrix dbhn(Matrix dun, Matrix dq, Matrix dur) {
    return sumOfRows("dbhn", "dq", dq)
        .or("dbhn is made from dun" + DBHN + ", since bhn is inside the reset gate.", dun::sumRows)
        .or("dbhn is made from dur" + DBHN + ".", dur::sumRows)
        .get();
  }

  /** What is done to several gradients alike. */
  private Gradients returned(
      Gradients all,
      Gradients exchanged,
      Gradients notSummed,
      Gradients ofFirst,
      Gradients ofLast) {
    int N = all.dx().rows();
    Gradients mean = each(all, v -> v / N);
    Choice<Gradients> result = at("the result", () -> all);
    result
        .or(
            "dx, dWx and db are made with dq as the last block: it must be dun" + NO_RESET,
            () ->
                new Gradients(
                    exchanged.dx(),
                    all.dhPrev(),
                    exchanged.dWx(),
                    all.dWh(),
                    exchanged.db(),
                    all.dbhn()))
        .or(
            "dhPrev and dWh are made with dun as the last block: it must be dq" + RESET,
            () ->
                new Gradients(
                    all.dx(), exchanged.dhPrev(), all.dWx(), exchanged.dWh(), all.db(), all.dbhn()))
        .or(
            "every gradient is divided by the number of examples: leave this division out.",
            () -> mean)
        .or("db and dbhn are not summed over the examples" + SUM, () -> with(all, all, notSummed));
    alike(result, "averaged over the examples", all, mean);
    alike(result, "those of example 0 only", all, ofFirst);
    alike(result, "those of the last example only", all, ofLast);
    for (double bound : new double[] {1, 5, 10}) {
      result.or(
          "the gradients are clipped: they must be returned as they are.",
          () -> each(all, v -> Math.max(-bound, Math.min(bound, v))));
    }
    return result.get();
  }

  private static void alike(Choice<Gradients> result, String how, Gradients all, Gradients wrong) {
    String rest = " are " + how + SUM;
    result
        .or("db and dbhn" + rest, () -> with(all, all, wrong))
        .or("dWx and dWh" + rest, () -> with(all, wrong, all))
        .or("the gradients of weights and biases" + rest, () -> with(all, wrong, wrong));
  }

  private static Gradients with(Gradients all, Gradients weights, Gradients biases) {
    return new Gradients(
        all.dx(), all.dhPrev(), weights.dWx(), weights.dWh(), biases.db(), biases.dbhn());
  }

  private static Gradients each(Gradients all, DoubleUnaryOperator f) {
    return new Gradients(
        all.dx().map(f),
        all.dhPrev().map(f),
        all.dWx().map(f),
        all.dWh().map(f),
        all.db().map(f),
        all.dbhn().map(f));
  }

  /** The gradients of weights and biases that one example gives. */
  private static Gradients ofExample(
      int k, Matrix x, Matrix hPrev, Matrix du, Matrix dv, Matrix dq) {
    return new Gradients(
        null,
        null,
        x.pick(k).transpose().matmul(du.pick(k)),
        hPrev.pick(k).transpose().matmul(dv.pick(k)),
        du.pick(k),
        dq.pick(k));
  }

  private static Matrix block(Matrix m, int k, int H) {
    return m.columns(k * H, (k + 1) * H);
  }

  /** The blocks of some letters, taken from a matrix that has them in another order. */
  private static Matrix inOrder(Matrix m, String letters, String order, int H) {
    String blocks = order.replace(" ", "");
    return columns(m, c -> blocks.indexOf(letters.charAt(c / H)) * H + c % H);
  }

  /** The same columns in other places: each with the number of the one to take. */
  private static Matrix columns(Matrix m, IntUnaryOperator from) {
    Matrix moved = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        moved.set(r, c, m.get(r, from.applyAsInt(c)));
      }
    }
    return moved;
  }

  /** Zeros where another matrix has this number. */
  private static Matrix without(double number, Matrix where, Matrix m) {
    Matrix left = m.copy();
    for (int k = 0; k < left.data().length; k++) {
      if (where.data()[k] == number) {
        left.data()[k] = 0;
      }
    }
    return left;
  }

  private static Matrix last(Matrix m) {
    return m.pick(m.rows() - 1);
  }

  private static Matrix ofTanh(Matrix value) {
    return value.map(v -> 1 - v * v);
  }

  private static Matrix ofSigmoid(Matrix value) {
    return value.map(v -> v * (1 - v));
  }
}
