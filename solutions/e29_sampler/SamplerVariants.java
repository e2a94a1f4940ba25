package e29_sampler;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class SamplerVariants {
  private SamplerVariants() {}

  /** The logits that are not kept become −∞, and then it is a softmax over all. */
  static final class MinusInfinity implements Sampler {
    @Override
    public Drawn draw(Matrix logits, double temperature, int k, Matrix u) {
      Matrix p = new Matrix(logits.rows(), logits.cols());
      int[] token = new int[logits.rows()];
      for (int n = 0; n < logits.rows(); n++) {
        double[] z = logits.rows(n, n + 1).data().clone();
        int[] order = order(z);
        for (int i = k; i < order.length; i++) {
          z[order[i]] = Double.NEGATIVE_INFINITY;
        }
        double most = z[order[0]];
        double[] e = Arrays.stream(z).map(v -> Math.exp((v - most) / temperature)).toArray();
        double total = Arrays.stream(e).sum();
        double left = u.get(n, 0) * total;
        token[n] = -1;
        for (int c = 0; c < e.length; c++) {
          p.set(n, c, e[c] / total);
          if (e[c] > 0 && (token[n] < 0 || left >= 0)) {
            token[n] = c;
          }
          left -= e[c];
        }
      }
      return new Drawn(p, token);
    }
  }

  /** The whole softmax first; then the unlikely are cut off and the rest is scaled up. */
  static final class CutAndScale implements Sampler {
    @Override
    public Drawn draw(Matrix logits, double temperature, int k, Matrix u) {
      double[][] rows = new double[logits.rows()][];
      int[] token = new int[logits.rows()];
      for (int n = 0; n < rows.length; n++) {
        double[] z = logits.rows(n, n + 1).data();
        int[] order = order(z);
        double[] p = new double[z.length];
        for (int i = 0; i < Math.min(k, z.length); i++) {
          p[order[i]] = Math.exp((z[order[i]] - z[order[0]]) / temperature);
        }
        double total = Arrays.stream(p).sum();
        rows[n] = Arrays.stream(p).map(v -> v / total).toArray();
        double[] parts = rows[n].clone();
        Arrays.parallelPrefix(parts, Double::sum);
        double at = u.get(n, 0);
        token[n] =
            IntStream.range(0, p.length)
                .filter(c -> parts[c] > at)
                .findFirst()
                .orElseGet(
                    () -> IntStream.range(0, p.length).filter(c -> p[c] > 0).max().orElseThrow());
      }
      return new Drawn(Matrix.of(rows), token);
    }
  }

  private static int[] order(double[] z) {
    return IntStream.range(0, z.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -z[c]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
