package e34_dot_attention;

import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong between a question and the states that it looks at. */
final class DotAttentionSlips extends Slips implements DotAttention {
  private static final String OWN_END = "row n has lengths[n] real steps, the first ones.";
  private static final String SHARES =
      "the weights of a row are the softmax of its scores over its real steps.";

  @Override
  public Look look(Matrix query, Matrix[] states, int[] lengths) {
    int N = query.rows();
    int T = states.length;
    boolean[][] real = real(N, T, lengths);
    Matrix scores = new Matrix(N, T);
    for (int n = 0; n < N; n++) {
      for (int t = 0; t < T; t++) {
        scores.set(n, t, score(n, query, states[t]));
      }
    }
    Matrix weights = weights(running(scores, real), real);
    Matrix context = new Matrix(N, query.cols());
    for (int n = 0; n < N; n++) {
      context.put(new int[] {n}, context(n, weights, real, query, states));
    }
    return new Look(weights, context);
  }

  /** The scores, or what they become where a sum is not set back to 0. */
  private Matrix running(Matrix scores, boolean[][] real) {
    return at("the sums of the scores", () -> scores)
        .or(
            "the scores go on from row to row: set each back to 0 before its row begins.",
            () -> summed(scores, real, false))
        .or(
            "the scores go on from step to step: set the sum back to 0 before each.",
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
    return at("which steps are real", () -> each(N, T, (n, t) -> t < lengths[n]))
        .or("the lengths are ignored: " + OWN_END, () -> each(N, T, (n, t) -> true))
        .or("one step too many is read: " + OWN_END, () -> each(N, T, (n, t) -> t <= lengths[n]))
        .or(
            "the last real step is left out: " + OWN_END,
            () -> each(N, T, (n, t) -> t < Math.max(1, lengths[n] - 1)))
        .or("the first step is left out: " + OWN_END, () -> each(N, T, firstLeftOut(lengths)))
        .or(
            "the length of the first row is used for all: " + OWN_END,
            () -> each(N, T, (n, t) -> t < lengths[0]))
        .or(
            "the padding is looked for in front: " + OWN_END,
            () -> each(N, T, (n, t) -> t >= T - lengths[n]))
        .get();
  }

  private static Where firstLeftOut(int[] lengths) {
    return (n, t) -> t < lengths[n] && (t > 0 || lengths[n] == 1);
  }

  private double score(int n, Matrix query, Matrix state) {
    int H = query.cols();
    double dot = dot(query, n, state, n);
    return at("the score", () -> dot)
        .or("the score has the wrong sign: it must be the dot product.", () -> -dot)
        .or(
            "the score is divided by √H: the Transformer does that; here it is the dot product as it"
                + " is.",
            () -> dot / Math.sqrt(H))
        .or(
            "the score is divided by H: it must be the sum over the units, not the mean.",
            () -> dot / H)
        .or(
            "the score is the cosine: it must be the dot product, not divided by the lengths of the two"
                + " vectors.",
            () -> dot / Math.sqrt(dot(query, n, query, n) * dot(state, n, state, n)))
        .or(
            "the query of the first row is used for all: row n asks with row n of query.",
            () -> dot(query, 0, state, n))
        .or(
            "the states of the first row are asked by all: row n asks row n of each state.",
            () -> dot(query, n, state, 0))
        .or(
            "the score leaves out the query: it must be the dot product of query and state.",
            () -> dot(state, n, state, n))
        .or(
            "only the first unit counts in the score: the sum goes over all H units.",
            () -> query.get(n, 0) * state.get(n, 0))
        .or("the score is doubled: it must be the dot product as it is.", () -> 2 * dot)
        .get();
  }

  private Matrix weights(Matrix scores, boolean[][] real) {
    return at("the weights", () -> softmax(scores, real, true))
        .or(
            "exp overflows: subtract the largest score of the row before you call exp.",
            () -> softmax(scores, real, false))
        .or(
            "the padding takes a share before it is set to 0, so that rows sum to less than 1: leave"
                + " it out of the softmax.",
            () -> masked(softmax(scores, all(real), true), real))
        .or(
            "the padding has a share in the sum below, so that rows sum to less than 1: e⁰ is 1. Sum"
                + " over the real steps only.",
            () -> shares(scores, real, true))
        .or(
            "the sum below goes over all rows: each row has a softmax of its own.",
            () -> shares(scores, real, false))
        .or(
            "the sum below goes on from row to row: set it back to 0 before each.",
            () -> goingOn(softmax(scores, real, true), scores, real))
        .or(
            "the softmax goes over the batch: it goes over the steps of one row.",
            () -> overBatch(scores, real))
        .or("the softmax is missing: " + SHARES, () -> masked(scores, real))
        .or(
            "exp is missing, the scores are divided by their sum: " + SHARES,
            () -> over(scores, real))
        .or("the sum is missing below exp: " + SHARES, () -> masked(scores.map(Math::exp), real))
        .or(
            "the sigmoid stands for the softmax: " + SHARES,
            () -> masked(scores.map(s -> 1 / (1 + Math.exp(-s))), real))
        .or(
            "all real steps have the same weight: " + SHARES,
            () -> softmax(scores.map(s -> 0), real, true))
        .or("the largest score takes all: " + SHARES, () -> hard(scores, real))
        .get();
  }

  private Matrix context(int n, Matrix weights, boolean[][] real, Matrix query, Matrix[] states) {
    int H = query.cols();
    int count = 0;
    int last = 0;
    double largest = 0;
    for (int t = 0; t < states.length; t++) {
      if (real[n][t]) {
        largest = Math.max(largest, weights.get(n, t)); // whose exponential is 1
        count++;
        last = t;
      }
    }
    int steps = count;
    int end = last;
    double most = largest;
    String sum = "the context is the sum over the real steps of weight times state.";
    return at(
            "the context",
            () -> mixed(n, H, real, (t, j) -> weights.get(n, t) * states[t].get(n, j)))
        .or(
            "the context mixes the query: " + sum,
            () -> mixed(n, H, real, (t, j) -> weights.get(n, t) * query.get(n, j)))
        .or(
            "the context is that of the last real step alone, weight times state: is there = in place"
                + " of +=? It is the sum over the real steps.",
            () -> states[end].pick(n).scale(weights.get(n, end)))
        .or(
            "the context leaves out the weights: " + sum,
            () -> mixed(n, H, real, (t, j) -> states[t].get(n, j)))
        .or(
            "the context is the mean of the states: " + sum,
            () -> mixed(n, H, real, (t, j) -> states[t].get(n, j) / steps))
        .or(
            "the context is divided by the number of steps, and the weights sum to 1 already: "
                + sum,
            () -> mixed(n, H, real, (t, j) -> weights.get(n, t) * states[t].get(n, j) / steps))
        .or(
            "the context sums the exponentials times the states: the weights are the exponentials"
                + " divided by their sum.",
            () -> mixed(n, H, real, (t, j) -> weights.get(n, t) / most * states[t].get(n, j)))
        .or("the context is the last real state: " + sum, () -> states[end].pick(n))
        .or(
            "the context uses the weights of the first row for all: " + sum,
            () -> mixed(n, H, real, (t, j) -> weights.get(0, t) * states[t].get(n, j)))
        .or(
            "the context mixes the states of the first row for all: " + sum,
            () -> mixed(n, H, real, (t, j) -> weights.get(n, t) * states[t].get(0, j)))
        .or(
            "the query is added to the context: " + sum,
            () ->
                mixed(n, H, real, (t, j) -> weights.get(n, t) * states[t].get(n, j))
                    .plus(query.pick(n)))
        .or(
            "the padding is multiplied by 0: a NaN times 0 is a NaN. Leave it out of the loop.",
            () -> mixed(n, H, all(real), (t, j) -> weights.get(n, t) * states[t].get(n, j)))
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

  private static Matrix over(Matrix m, boolean[][] real) {
    Matrix shares = masked(m, real);
    for (int n = 0; n < m.rows(); n++) {
      double sum = 0;
      for (int t = 0; t < m.cols(); t++) {
        sum += shares.get(n, t);
      }
      for (int t = 0; t < m.cols(); t++) {
        if (real[n][t]) {
          shares.set(n, t, shares.get(n, t) / sum);
        }
      }
    }
    return shares;
  }

  private static Matrix softmax(Matrix scores, boolean[][] real, boolean safe) {
    Matrix e = new Matrix(scores.rows(), scores.cols());
    for (int n = 0; n < e.rows(); n++) {
      double largest = safe ? Double.NEGATIVE_INFINITY : 0;
      for (int t = 0; t < e.cols() && safe; t++) {
        if (real[n][t]) {
          largest = Math.max(largest, scores.get(n, t));
        }
      }
      for (int t = 0; t < e.cols(); t++) {
        if (real[n][t]) {
          e.set(n, t, Math.exp(scores.get(n, t) - largest));
        }
      }
    }
    return over(e, real);
  }

  /** The weights, if the exponentials of a row stand over the sums of all rows so far. */
  private static Matrix goingOn(Matrix weights, Matrix scores, boolean[][] real) {
    Matrix shares = weights.copy();
    double before = 0;
    for (int n = 0; n < shares.rows(); n++) {
      double largest = Double.NEGATIVE_INFINITY;
      double own = 0;
      for (int t = 0; t < shares.cols(); t++) {
        largest = real[n][t] ? Math.max(largest, scores.get(n, t)) : largest;
      }
      for (int t = 0; t < shares.cols(); t++) {
        own += real[n][t] ? Math.exp(scores.get(n, t) - largest) : 0;
      }
      before += own;
      for (int t = 0; t < shares.cols(); t++) {
        shares.set(n, t, shares.get(n, t) * own / before);
      }
    }
    return shares;
  }

  /** Exponentials over a sum that holds more than the row's own real steps. */
  private static Matrix shares(Matrix scores, boolean[][] real, boolean ofPadding) {
    Matrix e = new Matrix(scores.rows(), scores.cols());
    double[] sums = new double[scores.rows()];
    double all = 0;
    for (int n = 0; n < e.rows(); n++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int t = 0; t < e.cols(); t++) {
        largest = real[n][t] ? Math.max(largest, scores.get(n, t)) : largest;
      }
      for (int t = 0; t < e.cols(); t++) {
        e.set(n, t, real[n][t] ? Math.exp(scores.get(n, t) - largest) : 0);
        sums[n] += real[n][t] ? e.get(n, t) : Math.exp(-largest);
        all += e.get(n, t);
      }
    }
    for (int n = 0; n < e.rows(); n++) {
      for (int t = 0; t < e.cols(); t++) {
        e.set(n, t, e.get(n, t) / (ofPadding ? sums[n] : all));
      }
    }
    return e;
  }

  private static Matrix overBatch(Matrix scores, boolean[][] real) {
    boolean[][] turned = each(scores.cols(), scores.rows(), (t, n) -> real[n][t]);
    return softmax(scores.transpose(), turned, true).transpose();
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
      one.set(n, best, 1);
    }
    return one;
  }
}
