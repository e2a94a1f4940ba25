package e05_rnn_step;

import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in the step of the recurrent network. */
final class RnnStepSlips extends LayerSlips implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix xW =
        product("x·Wx", x, Wx)
            .or(
                "the factors of x·Wx are in the wrong order: x must stand before Wx.",
                () -> Wx.matmul(x))
            .or(
                "x is multiplied by Wh, and hPrev by Wx: it must be x·Wx and hPrev·Wh. Look at"
                    + " the order of your parameters.",
                () -> x.matmul(Wh).plus(hPrev.matmul(Wx)).minus(hPrev.matmul(Wh)))
            .or(
                "products with a factor of 0 are skipped, so that a NaN beside the 0 is hidden:"
                    + " every product must be added.",
                () -> withoutZeros(x, Wx))
            .or(
                "each row of x is brought to length 1: take x as it is.",
                () -> toLengthOne(x).matmul(Wx))
            .or(
                "Wx is not used: the term must be the product x·Wx.",
                () -> addedWhereItFits(x, Wx.cols()))
            .get();
    Matrix hW =
        product("hPrev·Wh", hPrev, Wh)
            .or("hPrev is added without its weights: the term must be hPrev·Wh.", () -> hPrev)
            .or(
                "each unit reads only its own old state: it must read those of all units, by the"
                    + " matrix product hPrev·Wh.",
                () -> hPrev.hadamard(diagonal(Wh, hPrev.rows())))
            .or(
                "hPrev is divided by its length: take hPrev as it is.",
                () -> toLengthOne(hPrev).matmul(Wh))
            .or(
                "tanh is taken of hPrev·Wh, and then of the sum: it must be taken of the sum only.",
                () -> hPrev.matmul(Wh).map(Math::tanh))
            .or(
                "hPrev·Wh is multiplied by hPrev once more: the term must be hPrev·Wh.",
                () -> hPrev.matmul(Wh).hadamard(hPrev))
            .or(
                "x·Wx is added a second time, in place of hPrev·Wh: it must be x·Wx + hPrev·Wh.",
                () -> x.matmul(Wx))
            .get();
    Matrix biases = bias("the bias", b, x).get();
    boolean isAfter =
        at("where b is added", () -> false)
            .or(
                "the bias is added after tanh: it must be added before, tanh(x·Wx + hPrev·Wh +"
                    + " b).",
                () -> true)
            .get();
    Matrix sum = sum(x, hPrev, Wx, Wh, xW, hW, isAfter ? biases.scale(0) : biases);
    Matrix z =
        at("z", () -> sum)
            .or(
                "z is centred over the batch: each example must be computed by itself.",
                () -> centred(sum))
            .or(
                "z is centred over the units: take tanh of z as it is.",
                () -> centred(sum.transpose()).transpose())
            .or(
                "z is normalised over the batch: each example must be computed by itself.",
                () -> normalised(sum))
            .or(
                "z is normalised over the units: take tanh of z as it is.",
                () -> normalised(sum.transpose()).transpose())
            .or(
                "z is averaged over the batch: each example must have its own.",
                () -> averaged(sum))
            .or(
                "z is divided by the number of units: take tanh of z as it is.",
                () -> sum.scale(1.0 / sum.cols()))
            .or(
                "z is divided by D + H: take tanh of z as it is.",
                () -> sum.scale(1.0 / (x.cols() + hPrev.cols())))
            .or(
                "z is divided by 3, the number of its terms: take tanh of their sum.",
                () -> sum.scale(1.0 / 3))
            .or("the sign of z is lost: take tanh of z as it is.", () -> sum.map(Math::abs))
            .get();
    Matrix tanh =
        activation("tanh(z)", z, Math::tanh)
            .or(
                "tanh is taken of each term: add the terms first, then take tanh of the sum.",
                () -> xW.map(Math::tanh).plus(hW.map(Math::tanh)).plus(biases.map(Math::tanh)))
            .or(
                "tanh is taken of x·Wx and of hPrev·Wh: add the terms first, then take tanh of"
                    + " the sum.",
                () -> xW.map(Math::tanh).plus(hW.map(Math::tanh)).plus(biases))
            .or(
                "tanh is taken of x·Wx + b and of hPrev·Wh: add the terms first, then take tanh of"
                    + " the sum.",
                () -> xW.plus(biases).map(Math::tanh).plus(hW.map(Math::tanh)))
            .or(
                "tanh is taken of x·Wx and of hPrev·Wh + b: add the terms first, then take tanh of"
                    + " the sum.",
                () -> xW.map(Math::tanh).plus(hW.plus(biases).map(Math::tanh)))
            .or(
                "tanh is taken only of x·Wx: it must be taken of the whole sum.",
                () -> xW.map(Math::tanh).plus(hW).plus(biases))
            .or(
                "tanh is taken before hPrev·Wh is added: it must be taken of the whole sum.",
                () -> xW.plus(biases).map(Math::tanh).plus(hW))
            .or(
                "tanh is taken only of hPrev·Wh: it must be taken of the whole sum.",
                () -> xW.plus(hW.map(Math::tanh)).plus(biases))
            .or(
                "tanh is taken before x·Wx is added: it must be taken of the whole sum.",
                () -> hW.plus(biases).map(Math::tanh).plus(xW))
            .or("the softmax is used in place of tanh: it must be tanh(z).", () -> softmax(z))
            .get();
    Matrix h = isAfter ? tanh.plus(biases) : tanh;
    return at("the new state", () -> h)
        .or("hPrev is added to the result: h must be tanh(z) itself.", () -> h.plus(hPrev))
        .or(
            "the result is averaged with hPrev: h must be tanh(z) itself.",
            () -> h.plus(hPrev).scale(0.5))
        .or("the result is multiplied by hPrev: h must be tanh(z) itself.", () -> h.hadamard(hPrev))
        .or("the result is squared: h must be tanh(z) itself.", () -> h.hadamard(h))
        .or("hPrev is subtracted from the result: h must be tanh(z) itself.", () -> h.minus(hPrev))
        .or(
            "x is added to the result: h must be tanh(z) itself.",
            () -> h.plus(addedWhereItFits(x, h.cols())))
        .or(
            "the result is mixed with hPrev by a gate σ(z), as in a GRU: h must be tanh(z) itself.",
            () -> mixed(z.map(LayerSlips::sigmoid), hPrev, h))
        .or(
            "the result is mixed with hPrev by a gate σ(z), as in a GRU: h must be tanh(z) itself.",
            () -> mixed(z.map(LayerSlips::sigmoid), h, hPrev))
        .or(
            "the result is multiplied by a gate σ(z): h must be tanh(z) itself.",
            () -> z.map(LayerSlips::sigmoid).hadamard(h))
        .or(
            "each row of the result is brought to length 1: h must be tanh(z) itself.",
            () -> toLengthOne(h))
        .or("the result is 1 − tanh(z): h must be tanh(z).", () -> h.map(v -> 1 - v))
        .or(
            "the result is averaged over the batch: each example must have its own.",
            () -> averaged(h))
        .get();
  }

  private Matrix sum(
      Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix xW, Matrix hW, Matrix biases) {
    return at("the sum", () -> xW.plus(hW).plus(biases))
        .or(
            "z is not set back to 0 from one unit to the next: the sum of each unit must begin at"
                + " 0.",
            () -> running(xW.plus(hW).plus(biases)))
        .or(
            "z is not set back to 0 from one example to the next: the sums of each example must"
                + " begin at 0.",
            () -> running(xW.plus(hW).plus(biases).transpose()).transpose())
        .or(
            "z is never set back to 0: the sum of each entry must begin at 0.",
            () -> {
              Matrix all = xW.plus(hW).plus(biases);
              Matrix row = running(Matrix.wrap(1, all.data().length, all.data()));
              return Matrix.wrap(all.rows(), all.cols(), row.data());
            })
        .or(
            "a unit reads the new state of the units before it: all must read hPrev, as it was"
                + " before the step.",
            () -> oneAfterTheOther(xW.plus(biases), hPrev, Wh))
        .or(
            "an example reads the new state of the example before it: it must read its own row of"
                + " hPrev.",
            () -> exampleAfterExample(xW.plus(biases), hPrev, Wh))
        .or(
            "the sum over hPrev ends at D, the number of inputs: it must go over all H units.",
            () -> xW.plus(biases).plus(firstUnits(hPrev, Wh, x.cols())))
        .or(
            "the sum over hPrev ends at D where that is less than H: it must go over all H units.",
            () -> xW.plus(biases).plus(firstUnits(hPrev, Wh, Math.min(x.cols(), hPrev.cols()))))
        .or(
            "both sums end at the smaller of D and H: x·Wx must go over all D inputs, hPrev·Wh"
                + " over all H units.",
            () -> {
              int K = Math.min(x.cols(), hPrev.cols());
              return firstUnits(x, Wx, K).plus(firstUnits(hPrev, Wh, K)).plus(biases);
            })
        .or(
            "x·Wx and hPrev·Wh are multiplied: they must be added.",
            () -> xW.hadamard(hW).plus(biases))
        .or(
            "all three terms are multiplied: they must be added.",
            () -> xW.hadamard(hW).hadamard(biases))
        .or("the bias is multiplied in: it must be added.", () -> xW.plus(hW).hadamard(biases))
        .or(
            "x·Wx and hPrev·Wh are averaged: they must be added.",
            () -> xW.plus(hW).scale(0.5).plus(biases))
        .or(
            "the larger of x·Wx and hPrev·Wh is taken: they must be added.",
            () -> xW.plus(hW).plus(xW.minus(hW).map(Math::abs)).scale(0.5).plus(biases))
        .or(
            "hPrev stands before x in the joined row, but Wx above Wh: the order must be the same"
                + " in both.",
            () -> joined(hPrev, x, Wx, Wh).plus(biases))
        .or(
            "x stands before hPrev in the joined row, but Wh above Wx: the order must be the same"
                + " in both.",
            () -> joined(x, hPrev, Wh, Wx).plus(biases))
        .or(
            "the sums are kept in an int, which drops all digits after the point: use a double.",
            () -> inInts(Matrix.beside(x, hPrev), below(Wx, Wh)).plus(biases))
        .or(
            "the sums are kept in an int, which drops all digits after the point: use a double.",
            () -> inInts(Matrix.beside(x, hPrev), below(Wx, Wh)).plus(biases).map(v -> (int) v))
        .get();
  }

  private static Matrix joined(Matrix left, Matrix right, Matrix above, Matrix below) {
    return Matrix.beside(left, right).matmul(below(above, below));
  }

  private static Matrix below(Matrix above, Matrix below) {
    return Matrix.beside(above.transpose(), below.transpose()).transpose();
  }

  private static Matrix withoutZeros(Matrix a, Matrix b) {
    Matrix sums = new Matrix(a.rows(), b.cols());
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < b.cols(); c++) {
        for (int k = 0; k < a.cols(); k++) {
          if (a.get(r, k) != 0 && b.get(k, c) != 0) {
            sums.set(r, c, sums.get(r, c) + a.get(r, k) * b.get(k, c));
          }
        }
      }
    }
    return sums;
  }

  private static Matrix inInts(Matrix a, Matrix b) {
    Matrix sums = new Matrix(a.rows(), b.cols());
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < b.cols(); c++) {
        int sum = 0;
        for (int k = 0; k < a.cols(); k++) {
          sum += a.get(r, k) * b.get(k, c);
        }
        sums.set(r, c, sum);
      }
    }
    return sums;
  }

  private static Matrix firstUnits(Matrix hPrev, Matrix Wh, int count) {
    if (count > hPrev.cols()) {
      throw new ArrayIndexOutOfBoundsException();
    }
    return hPrev.columns(0, count).matmul(Wh.transpose().columns(0, count).transpose());
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
