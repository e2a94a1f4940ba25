package e28_rows_that_go_on;

import unrolled.matrix.Matrix;

/** For each step the numbers of the tokens that the rows read; then one pick. */
public final class MyRowsThatGoOn implements RowsThatGoOn {
  @Override
  public Batch batch(Matrix text, int rows, int steps, int index) {
    int part = (text.rows() - 1) / rows;
    Matrix[] inputs = new Matrix[steps];
    Matrix[] targets = new Matrix[steps];
    for (int t = 0; t < steps; t++) {
      int[] read = new int[rows];
      int[] next = new int[rows];
      for (int n = 0; n < rows; n++) {
        read[n] = n * part + index * steps + t;
        next[n] = read[n] + 1;
      }
      inputs[t] = text.pick(read);
      targets[t] = text.pick(next);
    }
    return new Batch(inputs, targets);
  }
}
