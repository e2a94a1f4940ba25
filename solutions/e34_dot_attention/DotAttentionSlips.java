package e34_dot_attention;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong between a question and the states that it looks at. */
final class DotAttentionSlips extends LayerSlips implements DotAttention {
  private static final String OWN_END =
      "the real steps of row n must be the first lengths[n] steps.";
  private static final String SHARES =
      "the weights of a row must be the softmax of its scores over its real steps.";
  private static final String END = "Each loop over the steps must end at lengths[n].";
  private static final String LARGEST =
      "it must be the largest score among the real steps of the row.";

  @Override
  public Look look(Matrix query, Matrix[] states, int[] lengths) {
    int N = query.rows();
    int T = states.length;
    boolean[][] inLength = real(N, T, lengths);
    Matrix scores = new Matrix(N, T);
    for (int n = 0; n < N; n++) {
      for (int t = 0; t < T; t++) {
        scores.set(n, t, score(n, query, states[t]));
      }
    }
    scores = running(scores, inLength);
    boolean[][] real = counted(inLength, scores, states);
    Matrix e = exponentials(base(scores), real, base(largest(scores, real)));
    Matrix weights = changed(weights(scores, e, real), lengths);
    Matrix context = new Matrix(N, query.cols());
    for (int n = 0; n < N; n++) {
      context.put(new int[] {n}, context(n, weights, scores, e, real, query, states));
    }
    Matrix own =
        at("the rows of the context", () -> context)
            .or(
                "the context goes on from row to row: each row must be a sum of its own, which"
                    + " begins at 0.",
                () -> running(context.transpose()).transpose())
            .get();
    return new Look(handedOut(weights, scores, e, real), own);
  }

  /** The scores, or their multiples, with which e is another base. */
  private Matrix base(Matrix scores) {
    String rest = ": it must be e, as Math.exp has it.";
    return at("the base", () -> scores)
        .or("the base of the exponentials is 2" + rest, () -> scores.scale(Math.log(2)))
        .or("the base of the exponentials is 10" + rest, () -> scores.scale(Math.log(10)))
        .get();
  }

  private double[] base(double[] largest) {
    return base(Matrix.row(largest)).data();
  }

  /** The scores, or what they become where a sum is not set back to 0. */
  private Matrix running(Matrix scores, boolean[][] real) {
    return at("the sums of the scores", () -> scores)
        .or(
            "the sum of a score goes on from row to row: each score must be a sum from 0 on.",
            () -> summed(scores, real, false))
        .or(
            "the sum of a score goes on from step to step: each score must be a sum from 0 on.",
            () -> summed(scores, real, true))
        .get();
  }

  private static Matrix summed(Matrix scores, boolean[][] real, boolean alongSteps) {
    Matrix sums = scores.copy();
    for (int n = 0; n < sums.rows(); n++) {
      for (int t = 0; t < sums.cols(); t++) {
        if (alongSteps && t > 0) {
          sums.set(n, t, sums.get(n, t) + sums.get(n, t - 1));
        } else if (!alongSteps) {
          double before = n == 0 ? 0 : sums.get(n - 1, t);
          sums.set(n, t, real[n][t] ? sums.get(n, t) + before : before);
        }
      }
    }
    return sums;
  }

  private boolean[][] real(int N, int T, int[] lengths) {
    int longest = Arrays.stream(lengths).max().orElse(0);
    String late = "the first step is left out: " + OWN_END;
    String early = "the last real step is left out: " + OWN_END;
    return at("which steps are real", () -> each(N, T, (n, t) -> t < lengths[n]))
        .or("the lengths are ignored: " + OWN_END, () -> each(N, T, (n, t) -> true))
        .or("one step too many is read: " + OWN_END, () -> each(N, T, (n, t) -> t <= lengths[n]))
        .or(early, () -> each(N, T, (n, t) -> t < Math.max(1, lengths[n] - 1)))
        .or(early, () -> each(N, T, (n, t) -> t < lengths[n] - 1))
        .or(late, () -> each(N, T, (n, t) -> t < lengths[n] && (t > 0 || lengths[n] == 1)))
        .or(late, () -> each(N, T, (n, t) -> t < lengths[n] && t > 0))
        .or(
            "the length of the first row is used for all: " + OWN_END,
            () -> each(N, T, (n, t) -> t < lengths[0]))
        .or(
            "the largest length is used for all rows: " + OWN_END,
            () -> each(N, T, (n, t) -> t < longest))
        .or(
            "the last lengths[n] steps are read, as if the padding came first: " + OWN_END,
            () -> each(N, T, (n, t) -> t >= T - lengths[n]))
        .get();
  }

  private boolean[][] counted(boolean[][] real, Matrix scores, Matrix[] states) {
    int N = real.length;
    int T = states.length;
    String only = " Only lengths[n] says which steps of row n are real.";
    return at("the real steps that are left out", () -> real)
        .or(
            "a state that is all 0 is left out like padding: it must have a weight, since its score"
                + " is 0 and e⁰ is 1."
                + only,
            () -> each(N, T, (n, t) -> real[n][t] && !(dot(states[t], n, states[t], n) == 0)))
        .or(
            "a step with a score of 0 is left out like padding: it must have a weight, since e⁰ is"
                + " 1."
                + only,
            () -> each(N, T, (n, t) -> real[n][t] && scores.get(n, t) != 0))
        .or(
            "a step with a score that is NaN is left out like padding: a NaN says that something"
                + " went wrong before, and must come out again."
                + only,
            () -> each(N, T, (n, t) -> real[n][t] && !Double.isNaN(scores.get(n, t))))
        .get();
  }

  private double score(int n, Matrix query, Matrix state) {
    int H = query.cols();
    double dot = dot(query, n, state, n);
    double qq = dot(query, n, query, n);
    double ee = dot(state, n, state, n);
    String distance =
        "the score is made of the distance of query and state: it must be their dot product.";
    return at("the score", () -> dot)
        .or("the score has the wrong sign: it must be the dot product as it is.", () -> -dot)
        .or(
            "the score is divided by √H, as in the Transformer: here it must be the dot product as"
                + " it is.",
            () -> dot / Math.sqrt(H))
        .or(
            "the score is divided by H: it must be the sum over the units, not the mean.",
            () -> dot / H)
        .or(
            "the score is the cosine: it must be the dot product, not divided by the norms of the"
                + " two vectors.",
            () -> dot / Math.sqrt(qq * ee))
        .or(
            "the score is divided by the norm of the state: it must be the dot product as it is.",
            () -> dot / Math.sqrt(ee))
        .or(
            "the score is divided by the norm of the query: it must be the dot product as it is.",
            () -> dot / Math.sqrt(qq))
        .or(distance, () -> 2 * dot - qq - ee)
        .or(distance, () -> -Math.sqrt(apart(query, state, n)))
        .or(distance, () -> Math.sqrt(apart(query, state, n)))
        .or(
            "the score goes through tanh: it must be the dot product as it is.",
            () -> Math.tanh(dot))
        .or(
            "the score is a sum of tanh(q + e): that is another kind of attention. Here it must be"
                + " the dot product of query and state.",
            () -> additive(query, state, n))
        .or(
            "the score has lost its sign: it must be the dot product as it is.",
            () -> Math.abs(dot))
        .or(
            "the query of the first row is used for all: row n must use row n of query.",
            () -> dot(query, 0, state, n))
        .or(
            "the states of the first row are used in all scores: row n must use row n of each"
                + " state.",
            () -> dot(query, n, state, 0))
        .or(
            "the score leaves out the query: it must be the dot product of query and state.",
            () -> ee)
        .or(
            "only the first unit counts in the score: the sum must go over all H units.",
            () -> query.get(n, 0) * state.get(n, 0))
        .or(
            "the last unit is left out of the score: the sum must go over all H units.",
            () -> dot - query.get(n, H - 1) * state.get(n, H - 1))
        .or(
            "the first unit is left out of the score: the sum must go over all H units.",
            () -> dot - query.get(n, 0) * state.get(n, 0))
        .or("the score is doubled: it must be the dot product as it is.", () -> 2 * dot)
        .get();
  }

  /** What is subtracted from the scores of each row. */
  private double[] largest(Matrix scores, boolean[][] real) {
    int N = real.length;
    DoubleBinaryOperator above = (a, b) -> b > a ? b : a; // never true of a NaN
    double[] own = over(scores, real, Math::max);
    double[] least = over(scores.scale(-1), real, Math::max);
    String padding = "the largest score is searched among the padding, too: " + LARGEST;
    String batch = "the largest score of the whole batch is subtracted: " + LARGEST;
    String carried =
        "the search for the largest score goes on from row to row: it must begin again in each"
            + " row.";
    return at("the largest score", () -> own)
        .or(
            "the largest score is not subtracted: exp overflows, so the largest score of the row"
                + " must be subtracted before exp is called.",
            () -> new double[N])
        .or(
            "the search for the largest score does not begin at −∞: it must, since all scores of a"
                + " row may be far below 0. Then each exp is 0, and 0/0 is NaN.",
            () -> Arrays.stream(own).map(m -> Math.max(m, 0)).toArray())
        .or(padding, () -> over(scores, all(real), Math::max))
        .or(padding, () -> over(scores, all(real), above))
        .or(batch, () -> filled(N, Arrays.stream(own).reduce(-1.0 / 0, Math::max)))
        .or(
            batch,
            () -> filled(N, Arrays.stream(over(scores, real, above)).reduce(-1.0 / 0, above)))
        .or(carried, () -> soFar(own, Math::max))
        .or(carried, () -> soFar(over(scores, real, above), above))
        .or(
            "the mean of the scores is subtracted: " + LARGEST,
            () -> {
              double[] sums = sums(masked(scores, real));
              double[] counts = sums(masked(scores.map(s -> 1), real));
              Arrays.setAll(sums, n -> sums[n] / counts[n]);
              return sums;
            })
        .or(
            "the smallest score is subtracted: " + LARGEST,
            () -> Arrays.stream(least).map(m -> -m).toArray())
        .or(
            "the largest |score| is subtracted: " + LARGEST,
            () -> over(scores.map(Math::abs), real, Math::max))
        .get();
  }

  private Matrix weights(Matrix scores, Matrix e, boolean[][] real) {
    double[] own = sums(e);
    String low =
        "the padding takes part in the softmax with a very low score: it must take no part, since"
            + " real scores may be lower still, or NaN. "
            + END;
    String zero =
        "the padding takes part in the softmax with the score 0: it must take no part. e⁰ is 1. "
            + END;
    String undivided = "the exponentials are not divided by their sum: " + SHARES;
    return at("the weights", () -> divided(e, own, real))
        .or(
            "the weights of the padding become 0 only after the softmax: the softmax must go over"
                + " the real steps only, so that their weights sum to 1. "
                + END,
            () -> masked(softmax(scores, all(real)), real))
        .or(zero, () -> padded(scores, real, 0))
        .or(zero, () -> masked(padded(scores, real, 0), real))
        .or(low, () -> padded(scores, real, Double.NEGATIVE_INFINITY))
        .or(low, () -> padded(scores, real, -1e4))
        .or(low, () -> padded(scores, real, -1e9))
        .or(low, () -> masked(padded(scores, real, -1e4), real))
        .or(low, () -> masked(padded(scores, real, -1e9), real))
        .or(
            "the exponentials of the padding are multiplied by 0: they must be left out, since a"
                + " NaN times 0 is NaN. "
                + END,
            () -> timesZero(scores, real))
        .or(
            "the exponentials are summed over all rows: each row must have a softmax of its own.",
            () -> divided(e, filled(own.length, Arrays.stream(own).sum()), real))
        .or(
            "the sum of the exponentials goes on from row to row: it must begin at 0 in each row.",
            () -> divided(e, soFar(own, Double::sum), real))
        .or(
            "the largest score is not subtracted in the sum of the exponentials: it must be"
                + " subtracted in each exp, above and below the line of the fraction.",
            () -> divided(e, sums(masked(scores.map(Math::exp), real)), real))
        .or(
            "the softmax goes over the batch: it must go over the steps of one row.",
            () -> overBatch(scores, real))
        .or("the softmax is applied twice: " + SHARES, () -> softmax(divided(e, own, real), real))
        .or("the weights are the scores, without a softmax: " + SHARES, () -> masked(scores, real))
        .or(
            "exp is missing, the scores are divided by their sum: " + SHARES,
            () -> divided(masked(scores, real), sums(masked(scores, real)), real))
        .or(undivided, () -> masked(scores.map(Math::exp), real))
        .or(undivided, () -> e)
        .or(
            "the sigmoid is used in place of the softmax: " + SHARES,
            () -> masked(scores.map(LayerSlips::sigmoid), real))
        .or(
            "all real steps have the same weight: " + SHARES,
            () -> softmax(scores.map(s -> 0), real))
        .or("the step with the largest score has the weight 1: " + SHARES, () -> hard(scores, real))
        .or(
            "the scores are clipped: they must be used as they are, less the largest score of the"
                + " row.",
            () -> softmax(scores.map(s -> Math.max(-500, Math.min(500, s))), real))
        .get();
  }

  /** The weights, or what is done to them where they look odd. */
  private Matrix changed(Matrix weights, int[] lengths) {
    String dropped = "small weights become 0: each real step must keep its weight, however small.";
    return at("odd weights", () -> weights)
        .or(dropped, () -> weights.map(w -> w < 0.01 ? 0 : w))
        .or(dropped, () -> weights.map(w -> w < 0.001 ? 0 : w))
        .or(dropped, () -> weights.map(w -> w < 1e-4 ? 0 : w))
        .or(
            "a weight that is NaN becomes 0: a NaN says that something went wrong before, and must"
                + " come out again.",
            () -> weights.map(w -> Double.isNaN(w) ? 0 : w))
        .or(
            "a row of one step has the weight 1 whatever its score is: where its score is NaN, its"
                + " weight must be NaN.",
            () -> {
              Matrix known = weights.copy();
              for (int n = 0; n < lengths.length; n++) {
                known.set(n, 0, lengths[n] == 1 ? 1 : known.get(n, 0));
              }
              return known;
            })
        .get();
  }

  private Matrix handedOut(Matrix weights, Matrix scores, Matrix e, boolean[][] real) {
    String undivided =
        "the weights that are handed out are not divided by their sum: each row of them must sum"
            + " to 1.";
    return at("the weights that are handed out", () -> weights)
        .or(undivided, () -> e)
        .or(undivided, () -> masked(scores.map(Math::exp), real))
        .or(
            "the scores are handed out as weights: their softmax must be handed out.",
            () -> masked(scores, real))
        .get();
  }

  private Matrix context(
      int n,
      Matrix weights,
      Matrix scores,
      Matrix e,
      boolean[][] real,
      Matrix query,
      Matrix[] states) {
    int H = query.cols();
    int count = 0;
    int last = 0;
    for (int t = 0; t < states.length; t++) {
      if (real[n][t]) {
        count++;
        last = t;
      }
    }
    int steps = count;
    int end = last;
    Term right = (t, j) -> weights.get(n, t) * states[t].get(n, j);
    double[] largest = over(scores, real, Math::max);
    double all = Arrays.stream(largest).reduce(Double.NEGATIVE_INFINITY, Math::max);
    double soFar = soFar(largest, Math::max)[n];
    String undivided =
        "the context is a sum of exponential times state: it must be a sum of weight times state,"
            + " so the exponentials must be divided by their sum.";
    String sum = "the context must be the sum over the real steps of weight times state.";
    Choice<Matrix> context =
        at("the context", () -> mixed(n, H, real, right))
            .or(undivided, () -> mixed(n, H, real, (t, j) -> e.get(n, t) * states[t].get(n, j)));
    for (double m : new double[] {0, Math.max(0, largest[n]), all, soFar}) {
      context.or(
          undivided,
          () -> mixed(n, H, real, (t, j) -> Math.exp(scores.get(n, t) - m) * states[t].get(n, j)));
    }
    return context
        .or(
            "the context mixes the query: " + sum,
            () -> mixed(n, H, real, (t, j) -> weights.get(n, t) * query.get(n, j)))
        .or(
            "the context is weight times state of the last real step only: it must be the sum over"
                + " the real steps. Is there = in place of +=?",
            () -> states[end].pick(n).scale(weights.get(n, end)))
        .or(
            "the context leaves out the last real step: " + sum,
            () -> mixed(n, H, real, (t, j) -> t < end ? right.of(t, j) : 0))
        .or(
            "the context leaves out the first step: " + sum,
            () -> mixed(n, H, real, (t, j) -> t > 0 ? right.of(t, j) : 0))
        .or(
            "the context leaves out the weights: " + sum,
            () -> mixed(n, H, real, (t, j) -> states[t].get(n, j)))
        .or(
            "the context is the mean of the states: " + sum,
            () -> mixed(n, H, real, (t, j) -> states[t].get(n, j) / steps))
        .or(
            "the context is divided by the number of steps: " + sum + " The weights sum to 1.",
            () -> mixed(n, H, real, (t, j) -> right.of(t, j) / steps))
        .or(
            "the context is a sum of score times state: it must be a sum of weight times state.",
            () -> mixed(n, H, real, (t, j) -> scores.get(n, t) * states[t].get(n, j)))
        .or("the context is the last real state as it is: " + sum, () -> states[end].pick(n))
        .or(
            "the context uses the weights of the first row for all: " + sum,
            () -> mixed(n, H, real, (t, j) -> weights.get(0, t) * states[t].get(n, j)))
        .or(
            "the context mixes the states of the first row for all: " + sum,
            () -> mixed(n, H, real, (t, j) -> weights.get(n, t) * states[t].get(0, j)))
        .or(
            "the query is added to the context: " + sum,
            () -> mixed(n, H, real, right).plus(query.pick(n)))
        .or(
            "the states in the padding are multiplied by 0: a NaN times 0 is NaN, so the loop must"
                + " leave the padding out.",
            () -> mixed(n, H, all(real), right))
        .get();
  }

  private interface Where {
    boolean isReal(int n, int t);
  }

  private interface Term {
    double of(int t, int j);
  }

  private static boolean[][] each(int N, int T, Where where) {
    boolean[][] real = new boolean[N][T];
    for (int n = 0; n < N; n++) {
      for (int t = 0; t < T; t++) {
        real[n][t] = where.isReal(n, t);
      }
    }
    return real;
  }

  private static boolean[][] all(boolean[][] real) {
    return each(real.length, real[0].length, (n, t) -> true);
  }

  private static Matrix mixed(int n, int H, boolean[][] real, Term term) {
    Matrix sum = new Matrix(1, H);
    for (int t = 0; t < real[n].length; t++) {
      for (int j = 0; j < H && real[n][t]; j++) {
        sum.set(0, j, sum.get(0, j) + term.of(t, j));
      }
    }
    return sum;
  }

  private static double dot(Matrix a, int row, Matrix b, int other) {
    double sum = 0;
    for (int j = 0; j < a.cols(); j++) {
      sum += a.get(row, j) * b.get(other, j);
    }
    return sum;
  }

  private static double apart(Matrix query, Matrix state, int n) {
    Matrix way = query.minus(state);
    return dot(way, n, way, n);
  }

  private static double additive(Matrix query, Matrix state, int n) {
    Matrix terms = query.plus(state).map(Math::tanh);
    return dot(terms, n, terms.map(v -> 1), n);
  }

  private static Matrix masked(Matrix m, boolean[][] real) {
    Matrix masked = new Matrix(m.rows(), m.cols());
    for (int n = 0; n < m.rows(); n++) {
      for (int t = 0; t < m.cols(); t++) {
        if (real[n][t]) {
          masked.set(n, t, m.get(n, t));
        }
      }
    }
    return masked;
  }

  /** In each row, what an operation makes of the real ones, from −∞ on. */
  private static double[] over(Matrix m, boolean[][] real, DoubleBinaryOperator operation) {
    double[] results = filled(m.rows(), Double.NEGATIVE_INFINITY);
    for (int n = 0; n < m.rows(); n++) {
      for (int t = 0; t < m.cols(); t++) {
        if (real[n][t]) {
          results[n] = operation.applyAsDouble(results[n], m.get(n, t));
        }
      }
    }
    return results;
  }

  private static double[] sums(Matrix m) {
    return m.transpose().sumRows().data();
  }

  private static double[] filled(int N, double value) {
    double[] all = new double[N];
    Arrays.fill(all, value);
    return all;
  }

  private static double[] soFar(double[] rows, DoubleBinaryOperator operation) {
    double[] all = rows.clone();
    Arrays.parallelPrefix(all, operation);
    return all;
  }

  private static Matrix exponentials(Matrix scores, boolean[][] real, double[] largest) {
    Matrix e = new Matrix(scores.rows(), scores.cols());
    for (int n = 0; n < e.rows(); n++) {
      for (int t = 0; t < e.cols(); t++) {
        e.set(n, t, real[n][t] ? Math.exp(scores.get(n, t) - largest[n]) : 0);
      }
    }
    return e;
  }

  private static Matrix divided(Matrix e, double[] sums, boolean[][] real) {
    Matrix shares = e.copy();
    for (int n = 0; n < e.rows(); n++) {
      for (int t = 0; t < e.cols(); t++) {
        shares.set(n, t, real[n][t] ? e.get(n, t) / sums[n] : 0);
      }
    }
    return shares;
  }

  private static Matrix softmax(Matrix scores, boolean[][] real) {
    Matrix e = exponentials(scores, real, over(scores, real, Math::max));
    return divided(e, sums(e), real);
  }

  /** The softmax over all steps, the padding with this score. */
  private static Matrix padded(Matrix scores, boolean[][] real, double score) {
    Matrix all = scores.map(s -> score);
    for (int n = 0; n < all.rows(); n++) {
      for (int t = 0; t < all.cols(); t++) {
        all.set(n, t, real[n][t] ? scores.get(n, t) : score);
      }
    }
    return softmax(all, all(real));
  }

  private static Matrix timesZero(Matrix scores, boolean[][] real) {
    boolean[][] all = all(real);
    Matrix e = exponentials(scores, all, over(scores, all, Math::max));
    Matrix product = e.hadamard(masked(scores.map(s -> 1), real));
    return divided(product, sums(product), all);
  }

  private static Matrix overBatch(Matrix scores, boolean[][] real) {
    boolean[][] turned = each(scores.cols(), scores.rows(), (t, n) -> real[n][t]);
    return softmax(scores.transpose(), turned).transpose();
  }

  private static Matrix hard(Matrix scores, boolean[][] real) {
    Matrix one = new Matrix(scores.rows(), scores.cols());
    for (int n = 0; n < one.rows(); n++) {
      int best = -1;
      for (int t = 0; t < one.cols(); t++) {
        if (real[n][t] && (best < 0 || scores.get(n, t) > scores.get(n, best))) {
          best = t;
        }
      }
      if (best >= 0) {
        one.set(n, best, 1);
      }
    }
    return one;
  }
}
