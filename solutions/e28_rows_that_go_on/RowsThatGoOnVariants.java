package e28_rows_that_go_on;

import java.util.Arrays;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class RowsThatGoOnVariants {
  private RowsThatGoOnVariants() {}

  /** First all parts of the text, one below the other; then a piece of each; then by steps. */
  static final class PartsFirst implements RowsThatGoOn {
    @Override
    public Batch batch(Matrix text, int rows, int steps, int index) {
      int part = (text.rows() - 1) / rows;
      Matrix[] parts = new Matrix[rows];
      for (int n = 0; n < rows; n++) {
        // One token more than the part has: the target of its last one.
        parts[n] = text.rows(n * part, n * part + part + 1);
      }
      return new Batch(
          piece(parts, steps, index * steps, text.cols()),
          piece(parts, steps, index * steps + 1, text.cols()));
    }

    private static Matrix[] piece(Matrix[] parts, int steps, int from, int D) {
      Matrix[] piece = new Matrix[steps];
      for (int t = 0; t < steps; t++) {
        piece[t] = new Matrix(parts.length, D);
        for (int n = 0; n < parts.length; n++) {
          piece[t].put(new int[] {n}, parts[n].pick(from + t));
        }
      }
      return piece;
    }
  }

  /** Number by number; the batches before are read and thrown away. */
  static final class Reader implements RowsThatGoOn {
    @Override
    public Batch batch(Matrix text, int rows, int steps, int index) {
      int[] at = new int[rows];
      Arrays.setAll(at, n -> n * ((text.rows() - 1) / rows));
      Batch batch = null;
      for (int i = 0; i <= index; i++) {
        batch = new Batch(new Matrix[steps], new Matrix[steps]);
        for (int t = 0; t < steps; t++) {
          batch.inputs()[t] = read(text, at);
          for (int n = 0; n < rows; n++) {
            at[n]++;
          }
          batch.targets()[t] = read(text, at);
        }
      }
      return batch;
    }

    private static Matrix read(Matrix text, int[] at) {
      double[][] tokens = new double[at.length][text.cols()];
      for (int n = 0; n < at.length; n++) {
        for (int d = 0; d < text.cols(); d++) {
          tokens[n][d] = text.get(at[n], d);
        }
      }
      return Matrix.of(tokens);
    }
  }
}
