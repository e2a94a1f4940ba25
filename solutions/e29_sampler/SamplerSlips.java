package e29_sampler;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong between the logits and the letter. */
final class SamplerSlips extends Slips implements Sampler {
  private static final String ORDER =
      "it must be the first class, from class 0 on, where the sum of p so far exceeds u.";
  private static final String ABOVE =
      "more than the largest logit is subtracted where all logits are far below 0, and the row"
          + " becomes 0/0: it must be the largest logit of the row. Does the search begin at 0 or"
          + " above, as Double.MIN_VALUE is, or does it go by absolute values?";
  private static final String BELOW = " if rounding leaves the whole sum of p at or below u: ";

  /** What people's code makes the token where p is NaN. */
  private enum Lost {
    CLASS_0,
    LAST_KEPT,
    LAST,
    NONE
  }

  /** What is subtracted from the logits of a row. */
  private record Subtracted(double m, Lost lost) {}

  /** What the exponential is taken of, for a logit and the largest one. */
  private record Exponent(DoubleBinaryOperator of, Lost lost) {}

  @Override
  public Drawn draw(Matrix logits, double temperature, int k, Matrix u) {
    int N = logits.rows();
    double[][] z = new double[N][];
    double[][] e = new double[N][];
    boolean[][] kept = kept(logits, k);
    Lost lost = Lost.CLASS_0;
    double all = 0;
    for (int n = 0; n < N; n++) {
      z[n] = logits.rows(n, n + 1).data();
      Subtracted subtracted = subtracted(z[n], logits);
      Exponent exponent = exponent(temperature);
      lost = exponent.lost == Lost.CLASS_0 ? subtracted.lost : exponent.lost;
      e[n] = z[n].clone();
      for (int c = 0; c < e[n].length; c++) {
        e[n][c] = exponent.of.applyAsDouble(z[n][c], subtracted.m);
      }
      all += sum(only(exp(e[n], Math.E), kept[n]));
    }
    Matrix p = new Matrix(N, logits.cols());
    int[] token = new int[N];
    double[] carried = new double[1];
    for (int n = 0; n < N; n++) {
      double zero = exponent(temperature).of.applyAsDouble(0, subtracted(z[n], logits).m);
      double[] share = softmax(e[n], kept[n], all, zero);
      for (int c = 0; c < share.length; c++) {
        p.set(n, c, share[c]);
      }
      token[n] =
          Double.isNaN(sum(share))
              ? lost(lost, kept[n])
              : token(share, kept[n], z[n], at(u, n), carried);
    }
    return new Drawn(p, token);
  }

  private static int lost(Lost lost, boolean[] kept) {
    return switch (lost) {
      case CLASS_0 -> 0;
      case LAST_KEPT -> lastKept(kept);
      case LAST -> kept.length - 1;
      case NONE -> -1;
    };
  }

  private Exponent exponent(double T) {
    Choice<Exponent> choice =
        at("z / T", () -> exponent((v, m) -> (v - m) / T))
            .or(
                "the logits are multiplied by the temperature: they must be divided by it.",
                () -> exponent((v, m) -> (v - m) * T))
            .or(
                "the temperature has no effect: the logits must be divided by it, before the"
                    + " exponential.",
                () -> exponent((v, m) -> v - m))
            .or(
                "the logits are divided by the root of the temperature: divide by the temperature.",
                () -> exponent((v, m) -> (v - m) / Math.sqrt(T)))
            .or(
                "the logits are divided by the temperature twice: divide once.",
                () -> exponent((v, m) -> (v - m) / (T * T)))
            .or(
                "the logits have the wrong sign: p must grow with its logit.",
                () -> exponent((v, m) -> (m - v) / T));
    for (Lost lost : Lost.values()) {
      choice
          .or(
              "the largest logit is not divided by the temperature: it must be subtracted before"
                  + " you divide, (z − m) / T.",
              () -> new Exponent((v, m) -> v / T - m, lost))
          .or(
              "only the largest logit is divided by the temperature: brackets are missing in"
                  + " (z − m) / T.",
              () -> new Exponent((v, m) -> v - m / T, lost));
    }
    return choice.get();
  }

  private static Exponent exponent(DoubleBinaryOperator of) {
    return new Exponent(of, Lost.CLASS_0);
  }

  private boolean[][] kept(Matrix logits, int k) {
    boolean[][] own = new boolean[logits.rows()][];
    for (int n = 0; n < own.length; n++) {
      own[n] = kept(logits.pick(n).data(), k, logits.pick(0).data());
    }
    return at("the rows of what is kept", () -> own)
        .or(
            "what a row keeps stays kept in the rows after it: each row must keep only its own k"
                + " classes.",
            () -> soFar(own))
        .get();
  }

  /** In each row what it keeps, and what the rows before it keep. */
  private static boolean[][] soFar(boolean[][] own) {
    boolean[][] all = new boolean[own.length][];
    for (int n = 0; n < own.length; n++) {
      all[n] = own[n].clone();
      for (int c = 0; n > 0 && c < all[n].length; c++) {
        all[n][c] |= all[n - 1][c];
      }
    }
    return all;
  }

  private boolean[] kept(double[] z, int k, double[] row0) {
    Earlier order = (c, j) -> z[j] > z[c] || z[j] == z[c] && j < c;
    return at("which are kept", () -> before(z, order, k))
        .or(
            "k is ignored: only the k largest logits of a row must be kept.",
            () -> before(z, (c, j) -> false, 1))
        .or(
            "the k smallest logits are kept: it must be the largest.",
            () -> before(z, (c, j) -> z[j] < z[c] || z[j] == z[c] && j < c, k))
        .or(
            "the logits with the largest absolute values are kept: it must be the largest logits,"
                + " and −3 is smaller than 1.",
            () ->
                before(
                    z,
                    (c, j) ->
                        Math.abs(z[j]) > Math.abs(z[c])
                            || Math.abs(z[j]) == Math.abs(z[c]) && j < c,
                    k))
        .or("one logit too many is kept: exactly k must be kept.", () -> before(z, order, k + 1))
        .or(
            "one logit too few is kept: exactly k must be kept.",
            () -> before(z, order, Math.max(1, k - 1)))
        .or(
            "one logit is left out even where k is K or more: all must be kept there.",
            () -> before(z, order, Math.min(k, z.length - 1)))
        .or(
            "of equal logits all are kept, which makes more than k: exactly k classes must be kept,"
                + " and of equal logits the first.",
            () -> before(z, (c, j) -> z[j] > z[c], k))
        .or(
            "equal logits count as one of the k: exactly k classes must be kept in all.",
            () -> before(z, (c, j) -> z[j] > z[c] && isFirst(z, j), k))
        .or(
            "of equal logits only one is kept: each of them must count, and k classes must be kept"
                + " in all.",
            () -> {
              boolean[] kept = before(z, (c, j) -> z[j] > z[c], k);
              for (int c = 0; c < z.length; c++) {
                kept[c] &= isFirst(z, c);
              }
              return kept;
            })
        .or(
            "of equal logits the last are kept: the first must be kept.",
            () -> before(z, (c, j) -> z[j] > z[c] || z[j] == z[c] && j > c, k))
        .or(
            "logits that differ by less than 1 count as equal: they must be compared as doubles, as"
                + " Double.compare does, and not cast to int.",
            () -> before(z, (c, j) -> byWhole(z).indexOf(j) < byWhole(z).indexOf(c), k))
        .or(
            "the first k classes are kept: it must be those with the largest logits.",
            () -> before(z, (c, j) -> j < c, k))
        .or(
            "the classes are chosen in row 0 and kept in every row: each row must keep its own"
                + " largest.",
            () -> before(row0, (c, j) -> row0[j] > row0[c] || row0[j] == row0[c] && j < c, k))
        .or(
            "the largest logit is not kept: it must be one of the k.",
            () -> {
              boolean[] kept = before(z, order, k + 1);
              if (z.length > 1) {
                kept[largest(z)] = false;
              }
              return kept;
            })
        .get();
  }

  private Subtracted subtracted(double[] z, Matrix logits) {
    double largest = z[largest(z)];
    Choice<Subtracted> choice =
        at("what is subtracted", () -> new Subtracted(largest, Lost.CLASS_0));
    for (Lost lost : Lost.values()) {
      choice
          .or(
              "the largest logit is not subtracted: e^1000 is infinite, so the largest logit of"
                  + " the row must be subtracted before the division by T.",
              () -> new Subtracted(0, lost))
          .or(
              "the largest logit of all rows is subtracted: it must be the largest logit of the"
                  + " same row. Else a row of much smaller logits becomes 0/0, which is NaN.",
              () -> new Subtracted(logits.data()[largest(logits.data())], lost))
          .or(ABOVE, () -> new Subtracted(Math.max(0, largest), lost))
          .or(ABOVE, () -> new Subtracted(Arrays.stream(z).map(Math::abs).max().orElse(0), lost));
    }
    return choice.get();
  }

  private double[] softmax(double[] exponents, boolean[] kept, double all, double zero) {
    double[] e = exp(exponents, Math.E);
    double[] cut = only(e, kept);
    Choice<double[]> choice =
        at("the softmax", () -> divided(cut, sum(cut)))
            .or(
                "p is divided by the sum over all classes: it must be divided by the sum over the"
                    + " kept classes only.",
                () -> divided(cut, sum(e)))
            .or(
                "a logit that is not kept is set to 0, and e⁰ is 1: its p must be 0.",
                () -> {
                  double[] zeroed = e.clone();
                  for (int c = 0; c < e.length; c++) {
                    zeroed[c] = kept[c] ? e[c] : Math.exp(zero);
                  }
                  return divided(zeroed, sum(zeroed));
                })
            .or(
                "the exponentials are not divided by their sum: each row of p must sum to 1.",
                () -> cut)
            .or(
                "p is divided by the sum over all rows: it must be the sum over the kept classes of"
                    + " its row.",
                () -> divided(cut, all))
            .or(
                "p is divided by the number of kept classes: it must be divided by the sum of the"
                    + " exponentials.",
                () -> divided(cut, IntStream.range(0, e.length).filter(c -> kept[c]).count()))
            .or(
                "the base of the softmax is 2: it must be e.",
                () -> {
                  double[] two = only(exp(exponents, 2), kept);
                  return divided(two, sum(two));
                });
    for (double added : new double[] {1e-8, 1e-7, 1e-6}) {
      choice.or(
          "a small number is added to the sum that p is divided by: it must be only the sum.",
          () -> divided(cut, sum(cut) + added));
    }
    return choice.get();
  }

  private double at(Matrix u, int n) {
    return at("u", () -> u.get(n, 0))
        .or("u of row 0 is used for all rows: each row must have its own.", () -> u.get(0, 0))
        .or("1 − u is used: it must be u.", () -> 1 - u.get(n, 0))
        .or("u is not used: the token must depend on it.", () -> 0.5)
        .get();
  }

  private int token(double[] p, boolean[] kept, double[] z, double u, double[] carried) {
    int[] own = IntStream.range(0, p.length).toArray();
    int[] bySize = bySize(z);
    String exceeds =
        "the first class whose own p exceeds u is taken: the p must be added up first.";
    return at("the token", () -> drawn(p, own, u))
        .or("the likeliest class is always taken: " + ORDER, () -> largest(p))
        .or(
            "the probabilities are added up from the likeliest on: " + ORDER,
            () -> drawn(p, bySize, u))
        .or(
            "the probabilities are added up from the last class on: " + ORDER,
            () -> drawn(p, IntStream.range(0, p.length).map(i -> p.length - 1 - i).toArray(), u))
        .or(exceeds, () -> found(c -> p[c] > u, p.length, largest(p)))
        .or(exceeds, () -> found(c -> p[c] > u, p.length, 0))
        .or(exceeds, () -> found(c -> p[c] > u, p.length, lastKept(kept)))
        .or(
            "the first class whose sum of p is u or more is taken: the sum must exceed u.",
            () -> found(c -> upTo(p, c) >= u, p.length, lastKept(kept)))
        .or(
            "the last class whose sum of p exceeds u is taken: it must be the first. Is a break"
                + " missing?",
            () -> {
              IntStream all = IntStream.range(0, p.length).filter(c -> upTo(p, c) > u);
              return all.max().orElse(lastKept(kept));
            })
        .or(
            "the sum of p is not set back to 0 for the next row: each row must begin at 0.",
            () -> found(c -> (carried[0] += p[c]) > u, p.length, lastKept(kept)))
        .or(
            "the token is 0" + BELOW + "it must be the last kept class.",
            () -> upTo(p, p.length - 1) <= u ? 0 : drawn(p, own, u))
        .or(
            "the token is −1" + BELOW + "it must be the last kept class.",
            () -> upTo(p, p.length - 1) <= u ? -1 : drawn(p, own, u))
        .or(
            "the token is the last class of all" + BELOW + "it must be the last kept class.",
            () -> upTo(p, p.length - 1) <= u ? p.length - 1 : drawn(p, own, u))
        .or(
            "the token is its place among the kept classes: it must be the number of the class"
                + " among all K classes.",
            () -> (int) IntStream.range(0, drawn(p, own, u)).filter(c -> kept[c]).count())
        .or(
            "the class after the right one is taken: add p of a class to the sum before you compare"
                + " it with u.",
            () -> Math.min(p.length - 1, drawn(p, own, u) + 1))
        .or(
            "the class after the right one is taken: add p of a class to the sum before you compare"
                + " it with u.",
            () -> {
              int right = drawn(p, own, u);
              return found(c -> c > right && kept[c], p.length, right);
            })
        .or(
            "the class before the right one is taken: " + ORDER,
            () -> Math.max(0, drawn(p, own, u) - 1))
        .or(
            "u is multiplied by the number of classes, as if all were equally likely: " + ORDER,
            () -> Math.max(0, Math.min(p.length - 1, (int) (u * p.length))))
        .or("the least likely class is taken: " + ORDER, () -> bySize[p.length - 1])
        .or("class 0 is always taken: " + ORDER, () -> 0)
        .get();
  }

  private interface Earlier {
    boolean is(int c, int j);
  }

  private static boolean[] before(double[] z, Earlier earlier, int k) {
    boolean[] kept = new boolean[z.length];
    for (int c = 0; c < z.length; c++) {
      int own = c;
      kept[c] = IntStream.range(0, z.length).filter(j -> earlier.is(own, j)).count() < k;
    }
    return kept;
  }

  private static boolean isFirst(double[] z, int c) {
    return IntStream.range(0, c).noneMatch(j -> z[j] == z[c]);
  }

  /** From the largest on, in the eyes of a comparison that is cast to int. */
  private static List<Integer> byWhole(double[] z) {
    return IntStream.range(0, z.length).boxed().sorted((a, b) -> (int) (z[b] - z[a])).toList();
  }

  private static int found(IntPredicate isIt, int length, int otherwise) {
    return IntStream.range(0, length).filter(isIt).findFirst().orElse(otherwise);
  }

  private static int lastKept(boolean[] kept) {
    return IntStream.range(0, kept.length).filter(c -> kept[c]).max().orElse(0);
  }

  private static double upTo(double[] p, int last) {
    return sum(Arrays.copyOf(p, last + 1));
  }

  private static double[] exp(double[] exponents, double base) {
    return Arrays.stream(exponents)
        .map(v -> base == Math.E ? Math.exp(v) : Math.pow(base, v))
        .toArray();
  }

  private static int drawn(double[] p, int[] order, double u) {
    double sum = 0;
    int token = order[0];
    for (int c : order) {
      if (p[c] > 0 && sum <= u) {
        token = c;
        sum += p[c];
      }
    }
    return token;
  }

  private static int[] bySize(double[] z) {
    return IntStream.range(0, z.length)
        .boxed()
        .sorted((a, b) -> Double.compare(z[b], z[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[] only(double[] e, boolean[] kept) {
    double[] cut = new double[e.length];
    for (int c = 0; c < e.length; c++) {
      cut[c] = kept[c] ? e[c] : 0;
    }
    return cut;
  }

  private static int largest(double[] z) {
    int largest = 0;
    for (int c = 1; c < z.length; c++) {
      if (z[c] > z[largest]) {
        largest = c;
      }
    }
    return largest;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }

  private static double[] divided(double[] values, double by) {
    double[] parts = values.clone();
    for (int c = 0; c < parts.length; c++) {
      parts[c] /= by;
    }
    return parts;
  }
}
