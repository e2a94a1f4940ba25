package e34_dot_attention;

import java.util.Arrays;
import unrolled.layer.Attention;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;

/** Right answers in other styles, which must pass. */
final class DotAttentionVariants {
  private DotAttentionVariants() {}

  /** That of the library. */
  static final class Library implements DotAttention {
    @Override
    public Look look(Matrix query, Matrix[] states, int[] lengths) {
      Sequence all = Sequence.of(Arrays.asList(states)).withLengths(lengths);
      Attention.Look look = Attention.forward(query, all);
      return new Look(look.weights(), look.context());
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
        for (int t = 0; t < lengths[n]; t++) own.put(new int[] {t}, states[t].pick(n));
        Matrix a = SoftmaxCrossEntropy.softmax(query.pick(n).matmul(own.transpose()));
        for (int t = 0; t < lengths[n]; t++) weights.set(n, t, a.get(0, t));
        context.put(new int[] {n}, a.matmul(own));
      }
      return new Look(weights, context);
    }
  }
}
