package unrolled.experiment;

import java.util.List;
import java.util.function.Function;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.Step;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;

/**
 * What an LSTM did, step by step: a row for each step and a column for each unit.
 *
 * @param i the input gate (T × H)
 * @param f the forget gate (T × H)
 * @param g the candidate (T × H)
 * @param o the output gate (T × H)
 * @param c the cell state after the step (T × H)
 * @param h the hidden state after the step (T × H)
 */
public record GateTrace(Matrix i, Matrix f, Matrix g, Matrix o, Matrix c, Matrix h) {
  /** The rows of {@link #of(int)}. */
  public static final List<String> ROWS = List.of("i", "f", "g", "o", "c", "h");

  /**
   * The trace of one sequence, from the zero state.
   *
   * @param cell that reads
   * @param xs what is read (T × 1 × D)
   * @throws IllegalArgumentException if {@code xs} holds more than one sequence
   */
  public static GateTrace of(LstmCell cell, Sequence xs) {
    if (xs.batch() != 1)
      throw new IllegalArgumentException(
          "GateTrace: expected one sequence, got a batch of " + xs.batch());
    List<Step<LstmState>> steps = new Unrolled<>(cell).forward(xs).steps();
    int H = cell.hiddenSize();
    return new GateTrace(
        rows(steps, step -> step.gates().columns(0, H)),
        rows(steps, step -> step.gates().columns(H, 2 * H)),
        rows(steps, step -> step.gates().columns(2 * H, 3 * H)),
        rows(steps, step -> step.gates().columns(3 * H, 4 * H)),
        rows(steps, step -> step.state().c()),
        rows(steps, step -> step.state().h()));
  }

  /** The trace of one unit, a column for each step (6 × T): {@link #ROWS} says which row is what. */
  public Matrix of(int unit) {
    Matrix[] parts = {i, f, g, o, c, h};
    Matrix[] columns = new Matrix[parts.length];
    for (int k = 0; k < parts.length; k++) columns[k] = parts[k].columns(unit, unit + 1);
    return Matrix.beside(columns).transpose();
  }

  private static Matrix rows(List<Step<LstmState>> steps, Function<Step<LstmState>, Matrix> part) {
    return Matrix.beside(
            steps.stream().map(step -> part.apply(step).transpose()).toArray(Matrix[]::new))
        .transpose();
  }
}
