package e34_dot_attention;

import unrolled.matrix.Matrix;

/** Your look back at the states of an encoder. The statement is in README.md, beside this file. */
public final class MyDotAttention implements DotAttention {
  @Override
  public Look look(Matrix query, Matrix[] states, int[] lengths) {
    // TODO: for each row, the scores of its own states, their softmax, and the weighted sum of the
    //       states. Delete the next line, and return new Look(weights, context).
    throw new UnsupportedOperationException("e34: not written yet");
  }
}
