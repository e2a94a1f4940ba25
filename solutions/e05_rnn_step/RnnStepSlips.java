package e05_rnn_step;

import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong in the step of the recurrent network. */
final class RnnStepSlips extends Slips implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix xW =
        product("x·Wx", x, Wx)
            .or(
                "the factors of x·Wx are in the wrong order: an example is a row of x, so x stands"
                    + " before Wx.",
                () -> Wx.matmul(x))
            .or(
                "x is multiplied by Wh, and hPrev by Wx: Wx belongs to x, Wh to hPrev. Look at the"
                    + " order of your parameters.",
                () -> x.matmul(Wh).plus(hPrev.matmul(Wx)).minus(hPrev.matmul(Wh)))
            .or(
                "x·Wx is averaged over the inputs: it is a sum.",
                () -> x.matmul(Wx).scale(1.0 / x.cols()))
            .get();
    Matrix hW =
        product("hPrev·Wh", hPrev, Wh)
            .or("hPrev is added without its weights: the term is hPrev·Wh.", () -> hPrev)
            .or(
                "hPrev goes through tanh again before Wh: it has been through tanh already, at the"
                    + " end of the step before.",
                () -> hPrev.map(Math::tanh).matmul(Wh))
            .or(
                "the units see themselves alone: hPrev·Wh is a matrix product, in which every unit"
                    + " reads all others.",
                () -> hPrev.hadamard(diagonal(Wh, hPrev.rows())))
            .or("x·Wx is there in place of hPrev·Wh: both terms are needed.", () -> x.matmul(Wx))
            .get();
    Matrix bias =
        at("b", () -> b)
            .or("the bias is missing: b (1 × H) is added to every row.", () -> b.scale(0))
            .or("the bias is added twice: z = x·Wx + hPrev·Wh + b has one b.", () -> b.scale(2))
            .or(
                "the bias is added once for every input: it belongs outside of the loop.",
                () -> b.scale(x.cols()))
            .or("the bias is subtracted: it is added.", () -> b.scale(-1))
            .or("every unit gets the same bias: unit j has its own, b[j].", () -> same(b))
            .get();
    Matrix z =
        at("the sum", () -> xW.plus(hW).plusRow(bias))
            .or(
                "z is not set back to 0 from one unit to the next: each unit has a sum of its own.",
                () -> running(xW.plus(hW).plusRow(bias)))
            .or(
                "a unit reads the new state of the units before it: all read hPrev, as it was before"
                    + " the step.",
                () -> oneAfterTheOther(xW.plusRow(bias), hPrev, Wh))
            .or(
                "the loop over hPrev runs to D, the number of inputs: it goes over the H units.",
                () -> xW.plusRow(bias).plus(firstUnits(hPrev, Wh, x.cols())))
            .or(
                "the bias is taken by the number of the example: unit j has b[j], the same in every"
                    + " row.",
                () -> xW.plus(hW).plus(byExample(bias, x.rows())))
            .or(
                "the terms are multiplied: x·Wx, hPrev·Wh and b are added.",
                () -> xW.hadamard(hW).plusRow(bias))
            .or(
                "the bias goes to row 0 alone: it is the same for every example, so use plusRow.",
                () -> xW.plus(hW).plus(firstRow(bias, x.rows())))
            .get();
    Matrix h =
        activation("tanh(z)", z, Math::tanh)
            .or(
                "tanh is taken of each term: add the terms first, then take tanh of the sum.",
                () -> xW.map(Math::tanh).plus(hW.map(Math::tanh)).plusRow(bias.map(Math::tanh)))
            .or(
                "tanh is taken of x·Wx and of hPrev·Wh: add the terms first, then take tanh of the"
                    + " sum.",
                () -> xW.map(Math::tanh).plus(hW.map(Math::tanh)).plusRow(bias))
            .or(
                "tanh is taken of x·Wx alone: it goes around the whole sum.",
                () -> xW.map(Math::tanh).plus(hW).plusRow(bias))
            .or(
                "tanh is taken before hPrev·Wh is added: it goes around the whole sum.",
                () -> xW.plusRow(bias).map(Math::tanh).plus(hW))
            .or(
                "tanh is taken of hPrev·Wh alone: it goes around the whole sum.",
                () -> xW.plus(hW.map(Math::tanh)).plusRow(bias))
            .or(
                "tanh is taken before x·Wx is added: it goes around the whole sum.",
                () -> hW.plusRow(bias).map(Math::tanh).plus(xW))
            .or(
                "the bias is added after tanh: it belongs inside, tanh(x·Wx + hPrev·Wh + b).",
                () -> xW.plus(hW).map(Math::tanh).plusRow(bias))
            .or(
                "a softmax is taken for tanh: tanh looks at each number by itself.",
                () -> softmax(z))
            .get();
    return at("the new state", () -> h)
        .or("the new state is added to the old one: h replaces hPrev.", () -> h.plus(hPrev))
        .or(
            "the new state is averaged with the old one: h replaces hPrev.",
            () -> h.plus(hPrev).scale(0.5))
        .or(
            "the new state is multiplied by the old one: h replaces hPrev.",
            () -> h.hadamard(hPrev))
        .or("the new state is squared: h is tanh(z) itself.", () -> h.hadamard(h))
        .get();
  }

  private static Matrix oneAfterTheOther(Matrix rest, Matrix hPrev, Matrix Wh) {
    Matrix state = hPrev.copy();
    Matrix z = rest.copy();
    for (int r = 0; r < z.rows(); r++) {
      for (int j = 0; j < z.cols(); j++) {
        for (int k = 0; k < z.cols(); k++) {
          z.set(r, j, z.get(r, j) + state.get(r, k) * Wh.get(k, j));
        }
        state.set(r, j, Math.tanh(z.get(r, j)));
      }
    }
    return z;
  }

  private static Matrix firstUnits(Matrix hPrev, Matrix Wh, int count) {
    if (count > hPrev.cols()) {
      throw new ArrayIndexOutOfBoundsException();
    }
    return hPrev.columns(0, count).matmul(Wh.transpose().columns(0, count).transpose());
  }

  private static Matrix byExample(Matrix b, int rows) {
    Matrix m = new Matrix(rows, b.cols());
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < b.cols(); c++) {
        m.set(r, c, b.data()[r]);
      }
    }
    return m;
  }

  private static Matrix diagonal(Matrix square, int rows) {
    Matrix m = new Matrix(rows, square.cols());
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < m.cols(); c++) {
        m.set(r, c, square.get(c, c));
      }
    }
    return m;
  }

  private static Matrix same(Matrix b) {
    return b.map(v -> b.get(0, 0));
  }

  private static Matrix firstRow(Matrix row, int rows) {
    Matrix m = new Matrix(rows, row.cols());
    System.arraycopy(row.data(), 0, m.data(), 0, row.cols());
    return m;
  }

  private static Matrix softmax(Matrix z) {
    Matrix e = z.map(Math::exp);
    Matrix sums = e.matmul(new Matrix(e.cols(), 1).map(zero -> 1));
    Matrix p = e.copy();
    for (int r = 0; r < p.rows(); r++) {
      for (int c = 0; c < p.cols(); c++) {
        p.set(r, c, e.get(r, c) / sums.get(r, 0));
      }
    }
    return p;
  }
}
