package unrolled.layer;

import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;
import unrolled.matrix.gemm.Gemm;
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
 * 2015, their "dot". What they make of it is {@link LuongAttention}. One step at a time it is the
 * textbook; over whole sequences it is as few products as there can be.
 */
public final class Attention {
  private static final Gemm GEMM = Kernels.active().gemm();

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
      for (int t = 0; t < states.length(n); t++) {
        scores.set(0, t, dot(query, n, states.flat(), t * N + n));
      }
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
    if (dStates.steps() != states.steps()) {
      throw new IllegalArgumentException(
          "attention: dStates must be as long as %s, got %s".formatted(states, dStates));
    }
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

  /**
   * What was looked at, and what was seen, from every step of a decoder.
   *
   * @param weights the share of each of the S steps of the encoder (T × N × S); the row of a real
   *     step sums to 1, the others are 0
   * @param contexts (T × N × H)
   */
  public record Looks(Sequence weights, Sequence contexts) {
    /**
     * Where sequence {@code n} looked: a row for each of its own steps, a column for each step of
     * the encoder (length × S).
     */
    public Matrix heatMap(int n) {
      Matrix map = new Matrix(weights.length(n), weights.features());
      for (int t = 0; t < map.rows(); t++) {
        System.arraycopy(
            weights.flat().storage(),
            weights.row(t, n) * map.cols(),
            map.data(),
            t * map.cols(),
            map.cols());
      }
      return map;
    }
  }

  /**
   * Looks at {@code states} (S × N × H) from each real step of {@code queries} (T × N × H), two
   * products for each sequence. Padding of either is not read.
   */
  public static Looks forward(Sequence queries, Sequence states) {
    check(queries, states);
    int N = states.batch();
    int H = states.features();
    int S = states.steps();
    Sequence weights = queries.withFlat(new Matrix(queries.flat().rows(), S));
    Sequence contexts = queries.withFlat(new Matrix(queries.flat().rows(), H));
    double[] q = queries.flat().storage();
    double[] e = states.flat().storage();
    double[] a = weights.flat().data();
    for (int n = 0; n < N; n++) {
      int T = queries.length(n);
      int L = states.length(n);
      Matrix scores = new Matrix(T, L);
      GEMM.nt(T, L, H, q, n * H, N * H, e, n * H, N * H, scores.data(), 0, L);
      Matrix shares = SoftmaxCrossEntropy.softmax(scores);
      for (int t = 0; t < T; t++) {
        System.arraycopy(shares.data(), t * L, a, weights.row(t, n) * S, L);
      }
      double[] c = contexts.flat().data();
      GEMM.nn(T, H, L, a, n * S, N * S, e, n * H, N * H, c, n * H, N * H);
    }
    return new Looks(weights, contexts);
  }

  /**
   * Returns dQueries (T × N × H), and adds to {@code dStates} (S × N × H).
   *
   * @param dContexts the gradient with respect to the contexts (T × N × H)
   */
  public static Sequence backward(
      Sequence dContexts, Looks looks, Sequence queries, Sequence states, Sequence dStates) {
    check(queries, states);
    requireSame("dContexts", dContexts, queries);
    requireSame("dStates", dStates, states);
    check(looks, queries, states);
    int N = states.batch();
    int H = states.features();
    int S = states.steps();
    Sequence dQueries = queries.zeros();
    double[] dq = dQueries.flat().data();
    double[] q = queries.flat().storage();
    double[] e = states.flat().storage();
    double[] de = dStates.flat().storage();
    double[] dc = dContexts.flat().storage();
    double[] a = looks.weights().flat().storage();
    for (int n = 0; n < N; n++) {
      int T = queries.length(n);
      int L = states.length(n);
      double[] d = new double[T * L]; // da, then dscore
      GEMM.nt(T, L, H, dc, n * H, N * H, e, n * H, N * H, d, 0, L);
      for (int t = 0; t < T; t++) {
        softmaxBackward(L, a, queries.row(t, n) * S, d, t * L);
      }
      GEMM.nn(T, H, L, d, 0, L, e, n * H, N * H, dq, n * H, N * H);
      GEMM.tn(L, H, T, a, n * S, N * S, dc, n * H, N * H, de, n * H, N * H);
      GEMM.tn(L, H, T, d, 0, L, q, n * H, N * H, de, n * H, N * H);
    }
    return dQueries;
  }

  /** From da to dscore, in place: a_t · (da_t − Σ a_s · da_s). */
  private static void softmaxBackward(int L, double[] a, int aAt, double[] d, int dAt) {
    double mean = 0;
    for (int s = 0; s < L; s++) {
      mean += a[aAt + s] * d[dAt + s];
    }
    for (int s = 0; s < L; s++) {
      d[dAt + s] = a[aAt + s] * (d[dAt + s] - mean);
    }
  }

  private static void check(Sequence queries, Sequence states) {
    if (queries.batch() != states.batch() || queries.features() != states.features()) {
      throw new IllegalArgumentException(
          "attention: queries must have %d rows × %d to look at %s, got %s"
              .formatted(states.batch(), states.features(), states, queries));
    }
  }

  private static void requireSame(String what, Sequence d, Sequence of) {
    if (d.steps() != of.steps() || d.batch() != of.batch() || d.features() != of.features()) {
      throw new IllegalArgumentException(
          "attention: %s must have the shape of %s, got %s".formatted(what, of, d));
    }
  }

  private static void check(Looks looks, Sequence queries, Sequence states) {
    Sequence weights = looks.weights();
    if (weights.steps() != queries.steps()
        || weights.batch() != queries.batch()
        || weights.features() != states.steps()) {
      throw new IllegalArgumentException(
          "attention: expected the looks from %s at %s, got others, whose weights are %s"
              .formatted(queries, states, weights));
    }
  }

  private static void check(String what, Matrix m, Sequence states) {
    if (m.rows() != states.batch() || m.cols() != states.features()) {
      throw new IllegalArgumentException(
          "attention: %s must be (%d × %d) to look at %s, got %s"
              .formatted(what, states.batch(), states.features(), states, m.shape()));
    }
  }

  private static double dot(Matrix a, int aRow, Matrix b, int bRow) {
    double sum = 0;
    for (int j = 0; j < a.cols(); j++) {
      sum += a.get(aRow, j) * b.get(bRow, j);
    }
    return sum;
  }

  private static void addRow(double factor, Matrix from, int fromRow, Matrix to, int toRow) {
    for (int j = 0; j < from.cols(); j++) {
      to.set(toRow, j, to.get(toRow, j) + factor * from.get(fromRow, j));
    }
  }
}
