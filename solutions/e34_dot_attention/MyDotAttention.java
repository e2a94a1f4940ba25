package e34_dot_attention;

import unrolled.matrix.Matrix;

/** One row after the other, each up to its own end. */
public final class MyDotAttention implements DotAttention {
  @Override
  public Look look(Matrix query, Matrix[] states, int[] lengths) {
    Matrix weights = new Matrix(query.rows(), states.length);
    Matrix context = new Matrix(query.rows(), query.cols());
    for (int n = 0; n < query.rows(); n++) {
      double[] score = new double[lengths[n]];
      double largest = Double.NEGATIVE_INFINITY;
      for (int t = 0; t < score.length; t++) {
        for (int j = 0; j < query.cols(); j++) {
          score[t] += query.get(n, j) * states[t].get(n, j);
        }
        largest = Math.max(largest, score[t]);
      }
      double sum = 0;
      for (double s : score) {
        sum += Math.exp(s - largest);
      }
      for (int t = 0; t < score.length; t++) {
        double a = Math.exp(score[t] - largest) / sum;
        weights.set(n, t, a);
        for (int j = 0; j < query.cols(); j++) {
          context.set(n, j, context.get(n, j) + a * states[t].get(n, j));
        }
      }
    }
    return new Look(weights, context);
  }
}
