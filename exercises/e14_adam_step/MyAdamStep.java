package e14_adam_step;

import unrolled.matrix.Matrix;

/** Your step of Adam. The statement is in README.md, beside this file. */
public final class MyAdamStep implements AdamStep {
  @Override
  public Step step(Matrix w, Matrix dw, Matrix m, Matrix v, int t, double rate) {
    // TODO: the new m and the new v, then the new w, then
    //       return new Step(w, m, v). Delete the next line.
    throw new UnsupportedOperationException("e14: not written yet");
  }
}
