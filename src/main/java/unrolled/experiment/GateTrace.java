package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;

/**
 * What the first unit of an LSTM did while it read a stream, one number for each step.
 *
 * @param i the input gate, 0 to 1
 * @param f the forget gate, 0 to 1
 * @param g the candidate, −1 to 1
 * @param o the output gate, 0 to 1
 * @param c the cell state
 * @param h the hidden state, −1 to 1
 */
public record GateTrace(double[] i, double[] f, double[] g, double[] o, double[] c, double[] h) {

  /** The names of the rows of {@link #table}. */
  public static final List<String> ROWS = List.of("i", "f", "g", "o", "c", "h");

  /**
   * Reads {@code inputs}, one row (D) for each step, from the zero state.
   *
   * @throws IllegalArgumentException if there is no input, or one has another length than D
   */
  public static GateTrace of(LstmCell cell, double[]... inputs) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("GateTrace: expected one input or more, got none");
    }
    List<double[]> rows = new ArrayList<>();
    ROWS.forEach(row -> rows.add(new double[inputs.length]));
    LstmState state = cell.zeroState(1);
    for (int t = 0; t < inputs.length; t++) {
      if (inputs[t].length != cell.inputSize()) {
        throw new IllegalArgumentException(
            "GateTrace: expected inputs of %d numbers, got %d at step %d"
                .formatted(cell.inputSize(), inputs[t].length, t));
      }
      Step<LstmState> step = cell.forward(Matrix.row(inputs[t]), state);
      state = step.state();
      for (int gate = 0; gate < 4; gate++) {
        rows.get(gate)[t] = step.gates().get(0, gate * cell.hiddenSize());
      }
      rows.get(4)[t] = state.c().get(0, 0);
      rows.get(5)[t] = state.h().get(0, 0);
    }
    return new GateTrace(
        rows.get(0), rows.get(1), rows.get(2), rows.get(3), rows.get(4), rows.get(5));
  }

  /** All of it as a matrix (6 × T), its rows in the order of {@link #ROWS}. */
  public Matrix table() {
    Matrix table = new Matrix(ROWS.size(), i.length);
    List<double[]> rows = Arrays.asList(i, f, g, o, c, h);
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, table.data(), row * i.length, i.length);
    }
    return table;
  }
}
