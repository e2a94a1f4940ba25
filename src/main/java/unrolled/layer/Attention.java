package unrolled.layer;

import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * A look back at all states of an encoder, weighted by how well each fits the question.
 *
 * <pre>{@code
 * forward
 *   score_t = Σ over the H units of query ⊙ e_t        for each real step t
 *   a       = softmax(score)                           (N × T), 0 where it is padding
 *   context = Σ over t of a_t · e_t                    (N × H)
 *
 * backward, given dContext
 *   da_t     = Σ over the H units of dContext ⊙ e_t
 *   dscore_t = a_t · (da_t − Σ over s of a_s · da_s)
 *   dQuery   = Σ over t of dscore_t · e_t              (N × H)
 *   de_t    += a_t · dContext + dscore_t · query       (T × N × H)
 * }</pre>
 *
 * <p>Luong, Pham and Manning, "Effective approaches to attention-based neural machine translation",
 * 2015, their "dot". What they make of it, {@code tanh((context, query)·W)}, is a {@link
 * unrolled.nn.Dense} and an activation.
 */
public final class Attention {
  private Attention() {}

  /**
   * What was looked at, and what was seen.
   *
   * @param weights a, the share of each step (N × T); every row sums to 1
   * @param context the weighted sum of the states (N × H)
   */
  public record Look(Matrix weights, Matrix context) {}

  /** Looks at {@code states} (T × N × H), the outputs of an encoder, with {@code query} (N × H). */
  public static Look forward(Matrix query, Sequence states) {
    check("query", query, states);
    int N = states.batch();
    Matrix weights = new Matrix(N, states.steps());
    Matrix context = new Matrix(N, states.features());
    for (int n = 0; n < N; n++) {
      Matrix scores = new Matrix(1, states.length(n));
      for (int t = 0; t < states.length(n); t++)
        scores.set(0, t, dot(query, n, states.flat(), t * N + n));
      Matrix a = SoftmaxCrossEntropy.softmax(scores);
      for (int t = 0; t < states.length(n); t++) {
        weights.set(n, t, a.get(0, t));
        addRow(a.get(0, t), states.flat(), t * N + n, context, n);
      }
    }
    return new Look(weights, context);
  }

  /**
   * Returns dQuery (N × H), and adds to {@code dStates} (T × N × H): a decoder looks many times.
   *
   * @param dContext the gradient with respect to the context (N × H)
   */
  public static Matrix backward(
      Matrix dContext, Look look, Matrix query, Sequence states, Sequence dStates) {
    check("query", query, states);
    check("dContext", dContext, states);
    if (dStates.steps() != states.steps())
      throw new IllegalArgumentException(
          "attention: dStates must be as long as %s, got %s".formatted(states, dStates));
    check("a step of dStates", dStates.step(0), states);
    int N = states.batch();
    Matrix dQuery = new Matrix(N, states.features());
    for (int n = 0; n < N; n++) {
      double mean =
          dot(dContext, n, look.context(), n); // Σ a_s · da_s, by the definition of context
      for (int t = 0; t < states.length(n); t++) {
        int row = t * N + n;
        double a = look.weights().get(n, t);
        double dScore = a * (dot(dContext, n, states.flat(), row) - mean);
        addRow(dScore, states.flat(), row, dQuery, n);
        addRow(a, dContext, n, dStates.flat(), row);
        addRow(dScore, query, n, dStates.flat(), row);
      }
    }
    return dQuery;
  }

  private static void check(String what, Matrix m, Sequence states) {
    if (m.rows() != states.batch() || m.cols() != states.features())
      throw new IllegalArgumentException(
          "attention: %s must be (%d × %d) to look at %s, got %s"
              .formatted(what, states.batch(), states.features(), states, m.shape()));
  }

  private static double dot(Matrix a, int aRow, Matrix b, int bRow) {
    double sum = 0;
    for (int j = 0; j < a.cols(); j++) sum += a.get(aRow, j) * b.get(bRow, j);
    return sum;
  }

  private static void addRow(double factor, Matrix from, int fromRow, Matrix to, int toRow) {
    for (int j = 0; j < from.cols(); j++)
      to.set(toRow, j, to.get(toRow, j) + factor * from.get(fromRow, j));
  }
}
