package e34_dot_attention;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class DotAttentionVariants {
  private DotAttentionVariants() {}

  /** Step after step, for all rows: sums of exp that are scaled down when a larger score comes. */
  static final class StepByStep implements DotAttention {
    @Override
    public Look look(Matrix query, Matrix[] states, int[] lengths) {
      int N = query.rows();
      Matrix scores = new Matrix(N, states.length);
      Matrix context = new Matrix(N, query.cols());
      double[] largest = new double[N];
      double[] sum = new double[N];
      for (int t = 0; t < states.length; t++) {
        for (int n = 0; n < N; n++) {
          if (t >= lengths[n]) {
            continue;
          }
          double score = 0;
          for (int j = 0; j < query.cols(); j++) {
            score += query.get(n, j) * states[t].get(n, j);
          }
          scores.set(n, t, score);
          double before = t == 0 ? score : largest[n];
          largest[n] = Math.max(before, score);
          double keep = Math.exp(before - largest[n]);
          double share = Math.exp(score - largest[n]);
          sum[n] = sum[n] * keep + share;
          for (int j = 0; j < query.cols(); j++) {
            context.set(n, j, context.get(n, j) * keep + share * states[t].get(n, j));
          }
        }
      }
      Matrix weights = new Matrix(N, states.length);
      for (int n = 0; n < N; n++) {
        for (int t = 0; t < lengths[n]; t++) {
          weights.set(n, t, Math.exp(scores.get(n, t) - largest[n]) / sum[n]);
        }
        for (int j = 0; j < query.cols(); j++) {
          context.set(n, j, context.get(n, j) / sum[n]);
        }
      }
      return new Look(weights, context);
    }
  }

  /** The states of a row as a matrix (L × H): a = softmax(q·Eᵀ), c = a·E. */
  static final class AsProducts implements DotAttention {
    @Override
    public Look look(Matrix query, Matrix[] states, int[] lengths) {
      Matrix weights = new Matrix(query.rows(), states.length);
      Matrix context = new Matrix(query.rows(), query.cols());
      for (int n = 0; n < query.rows(); n++) {
        Matrix own = new Matrix(lengths[n], query.cols());
        for (int t = 0; t < lengths[n]; t++) {
          own.put(new int[] {t}, states[t].pick(n));
        }
        Matrix scores = query.pick(n).matmul(own.transpose());
        double largest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < lengths[n]; t++) {
          largest = Math.max(largest, scores.get(0, t));
        }
        double top = largest;
        Matrix e = scores.map(s -> Math.exp(s - top));
        double sum = 0;
        for (int t = 0; t < lengths[n]; t++) {
          sum += e.get(0, t);
        }
        Matrix a = e.scale(1 / sum);
        for (int t = 0; t < lengths[n]; t++) {
          weights.set(n, t, a.get(0, t));
        }
        context.put(new int[] {n}, a.matmul(own));
      }
      return new Look(weights, context);
    }
  }
}
