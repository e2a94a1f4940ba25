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
                "each row of x is brought to length 1: take x as it is.",
                () -> toLengthOne(x).matmul(Wx))
            .or(
                "Wx is not used: x is added as it is, x·Wx is a product.",
                () -> addedWhereItFits(x, Wx.cols()))
            .get();
    Matrix hW =
        product("hPrev·Wh", hPrev, Wh)
            .or("hPrev is added without its weights: the term is hPrev·Wh.", () -> hPrev)
            .or(
                "the units see themselves alone: hPrev·Wh is a matrix product, in which every unit"
                    + " reads all others.",
                () -> hPrev.hadamard(diagonal(Wh, hPrev.rows())))
            .or(
                "hPrev is divided by its length: take hPrev as it is.",
                () -> toLengthOne(hPrev).matmul(Wh))
            .or(
                "the recurrent term is tanh(hPrev·Wh): tanh goes around the whole sum alone.",
                () -> hPrev.matmul(Wh).map(Math::tanh))
            .or(
                "hPrev·Wh is multiplied by hPrev once more: the term is hPrev·Wh.",
                () -> hPrev.matmul(Wh).hadamard(hPrev))
            .or("x·Wx is there in place of hPrev·Wh: both terms are needed.", () -> x.matmul(Wx))
            .get();
    Matrix bias =
        at("b", () -> b)
            .or("the bias is missing: b (1 × H) is added to every row.", () -> b.scale(0))
            .or("the bias is added twice: z = x·Wx + hPrev·Wh + b has one b.", () -> b.scale(2))
            .or(
                "the bias is added once for every input: it belongs outside of the loop.",
                () -> b.scale(x.cols()))
            .or("the bias is subtracted: it must be added.", () -> b.scale(-1))
            .or(
                "the bias is added once for every unit: it belongs outside of the loop.",
                () -> b.scale(hPrev.cols()))
            .or(
                "the bias is added once for every input and every unit: it belongs outside of the"
                    + " loops.",
                () -> b.scale(x.cols() + hPrev.cols()))
            .or(
                "the bias is added once for every example: it belongs outside of the loop.",
                () -> b.scale(x.rows()))
            .or(
                "the bias is divided by the number of examples: it must be added as it is.",
                () -> b.scale(1.0 / x.rows()))
            .or(
                "every unit gets the same bias: unit j has its own, b[j].",
                () -> b.map(v -> b.get(0, 0)))
            .or(
                "every unit gets the last bias: unit j has its own, b[j].",
                () -> b.map(v -> b.get(0, b.cols() - 1)))
            .or(
                "every unit gets the sum of all biases: unit j has its own, b[j].",
                () -> b.map(v -> total(b)))
            .or(
                "every unit gets the mean of all biases: unit j has its own, b[j].",
                () -> b.map(v -> total(b) / b.cols()))
            .or("unit 0 has no bias: does a loop begin at 1?", () -> without(b, 0))
            .or(
                "the last unit has no bias: does a loop stop one short?",
                () -> without(b, b.cols() - 1))
            .or(
                "the biases are in the reverse order: unit j has b[j].",
                () -> moved(b, -1, b.cols() - 1))
            .or(
                "each unit has the bias of the one after it: unit j has b[j].",
                () -> moved(b, 1, 1))
            .or(
                "each unit has the bias of the one before it: unit j has b[j].",
                () -> moved(b, 1, b.cols() - 1))
            .get();
    Matrix biases =
        at("the rows of b", () -> everyRow(bias, x.rows()))
            .or(
                "the bias goes to row 0 alone: it must be the same for every example, so use plusRow.",
                () -> rowAlone(bias, 0, x.rows()))
            .or(
                "the bias goes to the last row alone: it must be the same for every example, so use"
                    + " plusRow.",
                () -> rowAlone(bias, x.rows() - 1, x.rows()))
            .or(
                "row 0 has no bias: it must be the same for every example. Does a loop begin at 1?",
                () -> everyRow(bias, x.rows()).minus(rowAlone(bias, 0, x.rows())))
            .or(
                "the last row has no bias: it must be the same for every example. Does a loop stop one"
                    + " short?",
                () -> everyRow(bias, x.rows()).minus(rowAlone(bias, x.rows() - 1, x.rows())))
            .or(
                "the bias is taken by the number of the example: unit j has b[j], the same in every"
                    + " row.",
                () -> byExample(bias, x.rows(), Integer.MAX_VALUE))
            .or(
                "the bias is taken by the number of the example: unit j has b[j], the same in every"
                    + " row.",
                () -> byExample(bias, x.rows(), bias.cols()))
            .or(
                "each row has one more bias than the row before it: b is added once to each.",
                () -> oneMoreEach(bias, x.rows()))
            .get();
    Matrix sum =
        at("the sum", () -> xW.plus(hW).plus(biases))
            .or(
                "z is not set back to 0 from one unit to the next: each unit has a sum of its own.",
                () -> running(xW.plus(hW).plus(biases)))
            .or(
                "z is not set back to 0 from one example to the next: each example has sums of its"
                    + " own.",
                () -> running(xW.plus(hW).plus(biases).transpose()).transpose())
            .or(
                "z is never set back to 0: each entry is a sum of its own.",
                () -> {
                  Matrix all = xW.plus(hW).plus(biases);
                  Matrix row = running(Matrix.wrap(1, all.data().length, all.data()));
                  return Matrix.wrap(all.rows(), all.cols(), row.data());
                })
            .or(
                "a unit reads the new state of the units before it: all read hPrev, as it was before"
                    + " the step.",
                () -> oneAfterTheOther(xW.plus(biases), hPrev, Wh))
            .or(
                "an example reads the new state of the example before it: each has its own row of"
                    + " hPrev.",
                () -> exampleAfterExample(xW.plus(biases), hPrev, Wh))
            .or(
                "the loop over hPrev runs to D, the number of inputs: it goes over the H units.",
                () -> xW.plus(biases).plus(firstUnits(hPrev, Wh, x.cols())))
            .or(
                "the loop over hPrev runs to D where that is smaller: it goes over the H units.",
                () -> xW.plus(biases).plus(firstUnits(hPrev, Wh, Math.min(x.cols(), hPrev.cols()))))
            .or(
                "both sums share one loop, which ends at the smaller of D and H: x·Wx goes over D"
                    + " inputs, hPrev·Wh over H units.",
                () -> {
                  int K = Math.min(x.cols(), hPrev.cols());
                  return firstUnits(x, Wx, K).plus(firstUnits(hPrev, Wh, K)).plus(biases);
                })
            .or(
                "the terms are multiplied: x·Wx, hPrev·Wh and b are added.",
                () -> xW.hadamard(hW).plus(biases))
            .or(
                "all terms are multiplied: x·Wx, hPrev·Wh and b are added.",
                () -> xW.hadamard(hW).hadamard(biases))
            .or("the bias is multiplied in: it must be added.", () -> xW.plus(hW).hadamard(biases))
            .or(
                "x·Wx and hPrev·Wh are averaged: they must be added.",
                () -> xW.plus(hW).scale(0.5).plus(biases))
            .or(
                "the larger of x·Wx and hPrev·Wh is taken: they must be added.",
                () -> xW.plus(hW).plus(xW.minus(hW).map(Math::abs)).scale(0.5).plus(biases))
            .get();
    Matrix z =
        at("z", () -> sum)
            .or(
                "z is centred over the batch: each example is computed by itself.",
                () -> centred(sum))
            .or(
                "z is centred over the units: it goes into tanh as it is.",
                () -> centred(sum.transpose()).transpose())
            .or(
                "z is normalised over the batch: each example is computed by itself.",
                () -> normalised(sum))
            .or(
                "z is normalised over the units: it goes into tanh as it is.",
                () -> normalised(sum.transpose()).transpose())
            .or("z is averaged over the batch: each example has its own.", () -> averaged(sum))
            .or(
                "z is divided by the number of units: it goes into tanh as it is.",
                () -> sum.scale(1.0 / sum.cols()))
            .or(
                "z is divided by the number of terms: it goes into tanh as it is.",
                () -> sum.scale(1.0 / (x.cols() + hPrev.cols())))
            .or(
                "z is divided by 3, the number of its terms: they must be added.",
                () -> sum.scale(1.0 / 3))
            .or("the sign of z is lost: tanh(−z) is −tanh(z).", () -> sum.map(Math::abs))
            .get();
    Matrix h =
        activation("tanh(z)", z, Math::tanh)
            .or(
                "tanh is taken of each term: add the terms first, then take tanh of the sum.",
                () -> xW.map(Math::tanh).plus(hW.map(Math::tanh)).plus(biases.map(Math::tanh)))
            .or(
                "tanh is taken of x·Wx and of hPrev·Wh: add the terms first, then take tanh of the"
                    + " sum.",
                () -> xW.map(Math::tanh).plus(hW.map(Math::tanh)).plus(biases))
            .or(
                "tanh is taken of x·Wx alone: it goes around the whole sum.",
                () -> xW.map(Math::tanh).plus(hW).plus(biases))
            .or(
                "tanh is taken before hPrev·Wh is added: it goes around the whole sum.",
                () -> xW.plus(biases).map(Math::tanh).plus(hW))
            .or(
                "tanh is taken of hPrev·Wh alone: it goes around the whole sum.",
                () -> xW.plus(hW.map(Math::tanh)).plus(biases))
            .or(
                "tanh is taken before x·Wx is added: it goes around the whole sum.",
                () -> hW.plus(biases).map(Math::tanh).plus(xW))
            .or(
                "the bias is added after tanh: it belongs inside, tanh(x·Wx + hPrev·Wh + b).",
                () -> xW.plus(hW).map(Math::tanh).plus(biases))
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
        .or("the old state is subtracted: h is tanh(z) itself.", () -> h.minus(hPrev))
        .or(
            "x is added to the new state: h is tanh(z) itself.",
            () -> h.plus(addedWhereItFits(x, h.cols())))
        .or(
            "the old state is kept by a gate of z, as in a GRU: h is tanh(z) itself.",
            () -> mixed(z.map(Slips::sigmoid), hPrev, h))
        .or(
            "the old state is kept by a gate of z, as in a GRU: h is tanh(z) itself.",
            () -> mixed(z.map(Slips::sigmoid), h, hPrev))
        .or(
            "the new state is multiplied by a gate σ(z): h is tanh(z) itself.",
            () -> z.map(Slips::sigmoid).hadamard(h))
        .or(
            "each row of the new state is brought to length 1: h is tanh(z) itself.",
            () -> toLengthOne(h))
        .or("the new state is 1 − tanh(z): h is tanh(z) itself.", () -> h.map(v -> 1 - v))
        .or(
            "the new state is averaged over the batch: each example has its own.",
            () -> averaged(h))
        .get();
  }

  private static Matrix firstUnits(Matrix hPrev, Matrix Wh, int count) {
    if (count > hPrev.cols()) {
      throw new ArrayIndexOutOfBoundsException();
    }
    return hPrev.columns(0, count).matmul(Wh.transpose().columns(0, count).transpose());
  }

  private static Matrix byExample(Matrix b, int rows, int period) {
    Matrix m = new Matrix(rows, b.cols());
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < b.cols(); c++) {
        m.set(r, c, b.data()[r % period]);
      }
    }
    return m;
  }

  private static Matrix exampleAfterExample(Matrix rest, Matrix hPrev, Matrix Wh) {
    Matrix z = rest.copy();
    for (int r = 0; r < z.rows(); r++) {
      for (int j = 0; j < z.cols(); j++) {
        for (int k = 0; k < z.cols(); k++) {
          double before = r == 0 ? hPrev.get(0, k) : Math.tanh(z.get(r - 1, k));
          z.set(r, j, z.get(r, j) + before * Wh.get(k, j));
        }
      }
    }
    return z;
  }

  private static Matrix oneMoreEach(Matrix b, int rows) {
    Matrix m = new Matrix(rows, b.cols());
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < b.cols(); c++) {
        m.set(r, c, (r + 1) * b.get(0, c));
      }
    }
    return m;
  }

  private static Matrix mixed(Matrix gate, Matrix one, Matrix other) {
    return gate.hadamard(one).plus(gate.map(v -> 1 - v).hadamard(other));
  }

  private static Matrix centred(Matrix m) {
    return m.plusRow(m.sumRows().scale(-1.0 / m.rows()));
  }

  private static Matrix normalised(Matrix m) {
    Matrix centred = centred(m);
    Matrix variance = centred.hadamard(centred).sumRows().scale(1.0 / m.rows());
    return centred.hadamard(everyRow(variance.map(v -> 1 / Math.sqrt(v + 1e-5)), m.rows()));
  }

  private static Matrix averaged(Matrix m) {
    return everyRow(m.sumRows().scale(1.0 / m.rows()), m.rows());
  }

  private static Matrix toLengthOne(Matrix m) {
    Matrix unit = m.copy();
    for (int r = 0; r < m.rows(); r++) {
      double sum = 0;
      for (int c = 0; c < m.cols(); c++) {
        sum += m.get(r, c) * m.get(r, c);
      }
      for (int c = 0; c < m.cols() && sum > 0; c++) {
        unit.set(r, c, m.get(r, c) / Math.sqrt(sum));
      }
    }
    return unit;
  }

  /** As many columns as are wanted; 0 where there are none. */
  private static Matrix addedWhereItFits(Matrix m, int cols) {
    return m.cols() >= cols
        ? m.columns(0, cols)
        : Matrix.beside(m, new Matrix(m.rows(), cols - m.cols()));
  }

  private static double total(Matrix row) {
    return running(row).get(0, row.cols() - 1);
  }

  private static Matrix without(Matrix row, int column) {
    Matrix rest = row.copy();
    rest.set(0, column, 0);
    return rest;
  }

  /** Entry j is that in place {@code factor · j + offset}, counted around. */
  private static Matrix moved(Matrix row, int factor, int offset) {
    Matrix moved = row.copy();
    for (int c = 0; c < row.cols(); c++) {
      moved.set(0, c, row.get(0, Math.floorMod(factor * c + offset, row.cols())));
    }
    return moved;
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

  private static Matrix everyRow(Matrix row, int rows) {
    return new Matrix(rows, row.cols()).plusRow(row);
  }

  private static Matrix rowAlone(Matrix row, int at, int rows) {
    Matrix m = new Matrix(rows, row.cols());
    System.arraycopy(row.data(), 0, m.data(), at * row.cols(), row.cols());
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
