package unrolled.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.LstmCell;
import unrolled.cell.MinGruCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;
import unrolled.notebook.Equation.Factor;
import unrolled.notebook.Equation.Product;

/**
 * One kind of cell, laid open: its equations, the rows of numbers in a step, and how each unit came
 * to its own. The letters are those of the cell's Javadoc.
 */
abstract class LaidOpen {
  static final String X = "x_t";
  static final String H_BEFORE = "h_(t-1)";
  static final String H = "h_t";

  /**
   * The laid open form of {@code cell}.
   *
   * @throws IllegalArgumentException if it is none of this library's cells
   */
  static LaidOpen of(Cell<?> cell) {
    if (cell instanceof RnnCell rnn) {
      return new LaidOpenRnn(rnn);
    }
    if (cell instanceof LstmCell lstm) {
      return new LaidOpenLstm(lstm);
    }
    if (cell instanceof GruCell gru) {
      return LaidOpenGru.of(gru);
    }
    if (cell instanceof GruResetBeforeCell gru) {
      return LaidOpenGru.of(gru);
    }
    if (cell instanceof MinGruCell gru) {
      return new LaidOpenMinGru(gru);
    }
    throw new IllegalArgumentException(
        "Unroller: expected an RnnCell, LstmCell, GruCell, GruResetBeforeCell or MinGruCell, got a "
            + cell.getClass().getSimpleName());
  }

  /** The equations of the cell, such as {@code h_t = tanh(x_t·Wx + h_(t-1)·Wh + b)}. */
  abstract List<String> equations();

  /** The rows of numbers of a step, in the order in which they are computed. */
  abstract List<Frame.Part> parts(Step<? extends State<?>> step);

  /** How unit {@code j} came to its numbers, in the order in which they are computed. */
  abstract List<Equation> unit(int j, Step<? extends State<?>> step);

  static Frame.Part x(Step<?> step) {
    return new Frame.Part(X, "input", step.x());
  }

  static Frame.Part hPrev(Step<? extends State<?>> step) {
    return new Frame.Part(H_BEFORE, "hidden state before", step.previous().h());
  }

  static Frame.Part h(Step<? extends State<?>> step) {
    return new Frame.Part(H, "hidden state", step.state().h());
  }

  /** Block {@code k} of the gates that the cell keeps. */
  static Matrix gate(int k, Step<? extends State<?>> step) {
    int size = step.state().h().cols();
    return step.gates().columns(k * size, (k + 1) * size);
  }

  /** Entry {@code j} of a row, under its name. */
  static Factor entry(String of, Matrix row, int j) {
    return new Factor(of + "[" + j + "]", row.get(0, j));
  }

  /**
   * What column {@code at} of the weights makes of {@code row}, one product for each entry. Inputs
   * that are 0 are left out: of a one-hot word, one product remains.
   *
   * @param from the name of the row
   * @param by the name of the weights
   * @param j the unit
   */
  static List<Product> products(String from, Matrix row, String by, Matrix weights, int at, int j) {
    return IntStream.range(0, row.cols())
        .filter(i -> !from.equals(X) || row.get(0, i) != 0)
        .mapToObj(
            i ->
                Product.of(
                    entry(from, row, i),
                    new Factor("%s[%d,%d]".formatted(by, i, j), weights.get(i, at))))
        .toList();
  }

  /** A bias of unit {@code j}: entry {@code at} of the row of biases. */
  static Product bias(String name, Matrix biases, int at, int j) {
    return Product.of(new Factor(name + "[" + j + "]", biases.get(0, at)));
  }

  /**
   * The products of x·Wx + h_(t-1)·Wh + b that make unit {@code j} of block {@code k}; a cell's
   * blocks lie side by side in its weights.
   *
   * @param block the letter of the block, such as {@code i}; empty where there is only one
   */
  static List<Product> sum(
      String block,
      int k,
      int j,
      Step<? extends State<?>> step,
      Parameter Wx,
      Parameter Wh,
      Parameter b) {
    Matrix hPrev = step.previous().h();
    int at = k * hPrev.cols() + j;
    List<Product> sum = new ArrayList<>(products(X, step.x(), "Wx" + block, Wx.value, at, j));
    sum.addAll(products(H_BEFORE, hPrev, "Wh" + block, Wh.value, at, j));
    sum.add(bias("b" + block, b.value, at, j));
    return sum;
  }

  /** Unit {@code j} of a row, and what it was made of. */
  static Equation equation(
      String name, Matrix row, int j, Activation activation, List<Product> sum) {
    return new Equation(name + "[" + j + "]", activation, sum, row.get(0, j));
  }
}
