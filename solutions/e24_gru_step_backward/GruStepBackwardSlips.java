package e24_gru_step_backward;

import java.util.Arrays;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong in the backward pass of the GRU. */
final class GruStepBackwardSlips extends Slips implements GruStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, Matrix gates) {
    int H = hPrev.cols();
    boolean isZFirst =
        at("the order of gates", () -> false)
            .or(
                "gates are read in the order z r n q: it must be r z n q, as in e23. Keras has z first.",
                () -> true)
            .get();
    Matrix r = block(gates, isZFirst ? 1 : 0, H);
    Matrix z = block(gates, isZFirst ? 0 : 1, H);
    Matrix n = block(gates, 2, H);
    Matrix q = block(gates, 3, H);
    Matrix dun = candidate(dh, z, n);
    Matrix duz = update(dh, hPrev, z, n);
    Matrix dur = reset(dh, hPrev, bhn, dun, r, z, q);
    Matrix dq =
        at("dq", () -> dun.hadamard(r))
            .or(
                "r is missing in dq: what the state says to n goes through the reset gate, so dq ="
                    + " dun ⊙ r.",
                () -> dun.copy())
            .or(
                "dq has 1 − r: r is how much of q is let through, so dq = dun ⊙ r.",
                () -> dun.hadamard(r.map(v -> 1 - v)))
            .or("dq has z in place of r: dq = dun ⊙ r.", () -> dun.hadamard(z))
            .or("dq has q as a factor: dq = dun ⊙ r.", () -> dun.hadamard(q))
            .get();
    boolean isSwapped =
        at("the order of du and dv", () -> false)
            .or(
                "the blocks of du and dv are put in the order z r n: it must be r z n, as in Wx and b.",
                () -> true)
            .get();
    Matrix first = isSwapped ? duz : dur;
    Matrix second = isSwapped ? dur : duz;
    Matrix du = Matrix.beside(first, second, dun);
    Matrix dv = Matrix.beside(first, second, dq);
    return new Gradients(
        dx(du, dv, Wx, H),
        dhPrev(dh, du, dv, hPrev, Wh, z),
        dWx(du, dv, x),
        dWh(du, dv, hPrev, n.plus(z.hadamard(hPrev.minus(n))), r),
        db(du, dv),
        dbhn(dun, dq, dur));
  }

  private Matrix candidate(Matrix dh, Matrix z, Matrix n) {
    Matrix heard =
        at("the gradient of n", () -> dh.minus(dh.hadamard(z)))
            .or(
                "all of dh reaches n: only 1 − z of n is in h, so dun = dh ⊙ (1 − z) ⊙ (1 − n²).",
                () -> dh)
            .or(
                "dh ⊙ z reaches n: here z keeps the old state, so dun = dh ⊙ (1 − z) ⊙ (1 − n²).",
                () -> dh.hadamard(z))
            .get();
    Matrix slope =
        at("the slope of n", () -> ofTanh(n))
            .or(
                "n has no slope in dun: it has come out of a tanh, so its gradient takes 1 − n².",
                () -> n.map(v -> 1))
            .or(
                "the slope of n is n(1 − n): that is the slope of the sigmoid, and n has come out of"
                    + " a tanh, 1 − n².",
                () -> n.map(v -> v * (1 - v)))
            .or(
                "the tanh is taken once more in the slope of n: gates holds n after the tanh, so it"
                    + " is 1 − n².",
                () -> ofTanh(n.map(Math::tanh)))
            .get();
    return heard.hadamard(slope);
  }

  private Matrix update(Matrix dh, Matrix hPrev, Matrix z, Matrix n) {
    return at("the gradient of z", () -> dh.hadamard(hPrev.minus(n)))
        .or(
            "the gradient of z is dh ⊙ (n − hPrev): here z keeps the old state, so it is hPrev − n.",
            () -> dh.hadamard(n.minus(hPrev)))
        .or(
            "n is missing in the gradient of z: z takes from n what it gives to hPrev, so it is dh ⊙"
                + " (hPrev − n).",
            () -> dh.hadamard(hPrev))
        .or(
            "hPrev is missing in the gradient of z: it must be dh ⊙ (hPrev − n).",
            () -> dh.hadamard(n.scale(-1)))
        .or(
            "the gradient of z is dh alone: h has z ⊙ (hPrev − n) in it, so it is dh ⊙ (hPrev − n).",
            () -> dh)
        .get()
        .hadamard(ofGate(z));
  }

  private Matrix reset(
      Matrix dh, Matrix hPrev, Matrix bhn, Matrix dun, Matrix r, Matrix z, Matrix q) {
    return at("the gradient of r", () -> dun.hadamard(q))
        .or(
            "bhn is missing in the gradient of r: q = vn + bhn is inside the reset gate, so the"
                + " gradient is dun ⊙ q.",
            () -> dun.hadamard(q.plusRow(bhn.scale(-1))))
        .or(
            "the gradient of r is dun ⊙ hPrev: here the reset is after the product, so r was"
                + " multiplied by q, and its gradient is dun ⊙ q.",
            () -> dun.hadamard(hPrev))
        .or(
            "the gradient of r is made from dh: r has made n and not h, so it is dun ⊙ q.",
            () -> dh.hadamard(q))
        .or(
            "the slope of n is missing in the gradient of r: r stands inside the tanh of n, so it is"
                + " dun ⊙ q.",
            () -> dh.minus(dh.hadamard(z)).hadamard(q))
        .or("the gradient of r is dun alone: r was multiplied by q, so it is dun ⊙ q.", () -> dun)
        .get()
        .hadamard(ofGate(r));
  }

  private Matrix ofGate(Matrix s) {
    return at("the slope of r and z", () -> s.map(v -> v * (1 - v)))
        .or(
            "r and z have no slope: each has come out of a sigmoid, so its gradient takes s(1 − s).",
            () -> s.map(v -> 1))
        .or(
            "the slope of r and z is 1 − s²: that is the slope of tanh, and they have come out of a"
                + " sigmoid, s(1 − s).",
            () -> ofTanh(s))
        .or(
            "the sigmoid is taken once more in the slope of r and z: gates holds them after the"
                + " sigmoid, so it is s(1 − s).",
            () -> s.map(v -> sigmoid(v) * (1 - sigmoid(v))))
        .get();
  }

  private Matrix dx(Matrix du, Matrix dv, Matrix Wx, int H) {
    return at("dx", () -> du.matmul(Wx.transpose()))
        .or(
            "dx is made from dv: the input does not go through the reset gate, so dx = du·Wxᵀ.",
            () -> dv.matmul(Wx.transpose()))
        .or(
            "dx leaves out the candidate: all three blocks read x, so dx = du·Wxᵀ with all of du.",
            () -> du.columns(0, 2 * H).matmul(Wx.columns(0, 2 * H).transpose()))
        .get();
  }

  private Matrix dhPrev(Matrix dh, Matrix du, Matrix dv, Matrix hPrev, Matrix Wh, Matrix z) {
    Matrix kept = dh.hadamard(z);
    Matrix right = dv.matmul(Wh.transpose()).plus(kept);
    return at("dhPrev", () -> right)
        .or(
            "the short way is missing in dhPrev: z of hPrev is in h as it is, so dhPrev = dv·Whᵀ +"
                + " dh ⊙ z.",
            () -> dv.matmul(Wh.transpose()))
        .or(
            "only the short way is in dhPrev: the gates and the candidate read hPrev, too, so dhPrev"
                + " = dv·Whᵀ + dh ⊙ z.",
            () -> kept)
        .or(
            "dhPrev has 1 − z on the short way: z is how much was kept, so dhPrev = dv·Whᵀ + dh ⊙ z.",
            () -> dv.matmul(Wh.transpose()).plus(dh).minus(kept))
        .or(
            "all of dh is added to dhPrev: only z of hPrev was kept, so dhPrev = dv·Whᵀ + dh ⊙ z.",
            () -> dv.matmul(Wh.transpose()).plus(dh))
        .or(
            "dhPrev is made from du: what the state says to n goes through the reset gate, so dhPrev"
                + " = dv·Whᵀ + dh ⊙ z.",
            () -> du.matmul(Wh.transpose()).plus(kept))
        .or(
            "the blocks of Wh are not transposed in dhPrev: it must be dv·Whᵀ. Each block is square, so"
                + " the shapes do not show it.",
            () -> {
              int H = hPrev.cols();
              Matrix sum = kept;
              for (int k = 0; k < 3; k++) {
                sum = sum.plus(block(dv, k, H).matmul(block(Wh, k, H)));
              }
              return sum;
            })
        .get();
  }

  private Matrix dWx(Matrix du, Matrix dv, Matrix x) {
    return at("dWx", () -> x.transpose().matmul(du))
        .or(
            "dWx is made from dv: the input does not go through the reset gate, so dWx = xᵀ·du.",
            () -> x.transpose().matmul(dv))
        .or(
            "dWx is that of example 0 alone: dWx = xᵀ·du is a sum over the batch.",
            () -> row(x, 0).transpose().matmul(row(du, 0)))
        .get();
  }

  private Matrix dWh(Matrix du, Matrix dv, Matrix hPrev, Matrix h, Matrix r) {
    return at("dWh", () -> hPrev.transpose().matmul(dv))
        .or(
            "dWh is made from du: what the state says to n goes through the reset gate, so dWh ="
                + " hPrevᵀ·dv.",
            () -> hPrev.transpose().matmul(du))
        .or(
            "dWh is made from h: in the forward pass Wh was multiplied by hPrev, so dWh ="
                + " hPrevᵀ·dv.",
            () -> h.transpose().matmul(dv))
        .or(
            "the reset is before the product in dWh: Whn was multiplied by hPrev, not by r ⊙ hPrev,"
                + " so dWh = hPrevᵀ·dv.",
            () -> {
              int H = hPrev.cols();
              return Matrix.beside(
                  hPrev.transpose().matmul(du.columns(0, 2 * H)),
                  r.hadamard(hPrev).transpose().matmul(block(du, 2, H)));
            })
        .or(
            "the reset is counted twice in dWh: it is in dv already, so dWh = hPrevᵀ·dv.",
            () -> {
              int H = hPrev.cols();
              return Matrix.beside(
                  hPrev.transpose().matmul(dv.columns(0, 2 * H)),
                  r.hadamard(hPrev).transpose().matmul(block(dv, 2, H)));
            })
        .or(
            "dWh is that of example 0 alone: dWh = hPrevᵀ·dv is a sum over the batch.",
            () -> row(hPrev, 0).transpose().matmul(row(dv, 0)))
        .get();
  }

  private Matrix db(Matrix du, Matrix dv) {
    return at("db", du::sumRows)
        .or(
            "db is made from dv: b does not go through the reset gate, so db is the sum of the rows"
                + " of du.",
            dv::sumRows)
        .or(
            "db is not summed over the batch: b was added to every row of u, so db is the sum of the"
                + " rows of du. Use sumRows.",
            () -> du)
        .or("db is row 0 of du alone: it must be the sum of all rows.", () -> row(du, 0))
        .get();
  }

  private Matrix dbhn(Matrix dun, Matrix dq, Matrix dur) {
    return at("dbhn", dq::sumRows)
        .or(
            "dbhn is made from dun: bhn stands inside the reset gate, so dbhn is the sum of the rows"
                + " of dq.",
            dun::sumRows)
        .or("dbhn is made from dur: it must be the sum of the rows of dq.", dur::sumRows)
        .or(
            "dbhn is not summed over the batch: bhn was added to every row of vn, so dbhn is the sum"
                + " of the rows of dq. Use sumRows.",
            () -> dq)
        .or("dbhn is row 0 of dq alone: it must be the sum of all rows.", () -> row(dq, 0))
        .get();
  }

  private static Matrix block(Matrix m, int k, int H) {
    return m.columns(k * H, (k + 1) * H);
  }

  private static Matrix row(Matrix m, int row) {
    return Matrix.row(Arrays.copyOfRange(m.data(), row * m.cols(), (row + 1) * m.cols()));
  }

  private static Matrix ofTanh(Matrix value) {
    return value.map(v -> 1 - v * v);
  }
}
