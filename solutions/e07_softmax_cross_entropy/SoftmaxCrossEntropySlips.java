package e07_softmax_cross_entropy;

import java.util.Arrays;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong with softmax and cross-entropy. */
final class SoftmaxCrossEntropySlips extends LayerSlips implements SoftmaxCrossEntropy {
  private static final String ABOVE =
      "more than the largest logit is subtracted where all logits are far below 0, and the row"
          + " becomes 0/0: it must be the largest logit of the row. Does the search begin at 0 or"
          + " above, as Double.MIN_VALUE is, or does it go by absolute values?";

  /** For each class of a row, what is subtracted from its logit, and what its e is divided by. */
  private record Sums(double[] m, double[] sum) {
    static Sums same(int classes, double m, double sum) {
      double[] both = new double[classes];
      Arrays.fill(both, m);
      double[] sums = new double[classes];
      Arrays.fill(sums, sum);
      return new Sums(both, sums);
    }
  }

  @Override
  public Loss of(Matrix logits, int[] targets, int[] real) {
    int N = logits.rows();
    int[] counted = counted(real, targets);
    double R = 0;
    for (int one : counted) {
      R += one;
    }
    int[] used =
        at("the rows that are used", () -> counted)
            .or(
                "rows whose target is class 0 are left out, but counted in R: class 0 is a class"
                    + " like the others.",
                () -> withoutClass0(counted, targets))
            .get();
    int[] lost =
        at("the rows of the loss", () -> used)
            .or(
                "the losses of the padding are added, too: the rows whose real is 0 must be left"
                    + " out.",
                () -> all(N))
            .get();
    int[] learning =
        at("the rows of the gradient", () -> used)
            .or(
                "the rows of padding get a gradient, too: it must be 0 there, since they are not"
                    + " in the mean.",
                () -> all(N))
            .get();
    boolean isLeftOut =
        at("a row of padding", () -> true)
            .or(
                "a row of padding is multiplied by 0: it must be left out, since NaN times 0 is"
                    + " NaN.",
                () -> false)
            .get();
    double sum = 0;
    double before = 0;
    double reached = Double.NEGATIVE_INFINITY;
    int place = 0;
    Matrix gradient = new Matrix(N, logits.cols());
    for (int n = 0; n < N; n++) {
      boolean isPassedOver = isLeftOut || R == 0;
      if (lost[n] + learning[n] == 0 && isPassedOver) {
        continue;
      }
      double[] z = logits.rows(n, n + 1).data();
      int target = target(targets, n, counted[n] == 1 ? place : n, z);
      reached = Math.max(reached, z[largest(z)]);
      Sums sums = sums(logits, counted, z, before, reached);
      double[] p = softmax(z, sums);
      sum += lost[n] == 0 && isPassedOver ? 0 : lost[n] * loss(z, p, sums, target);
      if (learning[n] == 1 || !isPassedOver) {
        row(gradient, n, p, target, R, N, learning[n]);
      }
      before += sumOf(z, z[largest(z)]);
      place += counted[n];
    }
    double total = sum;
    double real1 = R;
    double mean =
        at("the mean", () -> real1 == 0 ? 0 : total / real1)
            .or(
                "a batch that is all padding gives 0 / 0, which is NaN: its mean must be 0.",
                () -> total / real1)
            .or(
                "the losses are added and not averaged: their sum must be divided by R, the"
                    + " number of real rows.",
                () -> total)
            .or(
                "the mean is over all rows: divide by R, the number of real rows. Padding does not"
                    + " count.",
                () -> total / N)
            .or(
                "the mean is over all classes, too: divide by R only, the number of real rows.",
                () -> real1 == 0 ? 0 : total / real1 / logits.cols())
            .or(
                "the mean is divided by R twice: it must be divided once.",
                () -> real1 == 0 ? 0 : total / real1 / real1)
            .or(
                "the loss has the wrong sign: it must be −ln p, and never below 0.",
                () -> real1 == 0 ? 0 : -total / real1)
            .get();
    return new Loss(mean, gradient);
  }

  private static int[] withoutClass0(int[] real, int[] targets) {
    int[] other = real.clone();
    for (int n = 0; n < other.length; n++) {
      other[n] = targets[n] == 0 ? 0 : real[n];
    }
    return other;
  }

  private int[] counted(int[] real, int[] targets) {
    return at("which rows count", () -> real)
        .or(
            "padding counts like a real row: the rows whose real is 0 must be left out.",
            () -> all(real.length))
        .or(
            "the padding counts and the real rows do not: real is 1 for a row that counts.",
            () -> {
              int[] other = new int[real.length];
              for (int n = 0; n < other.length; n++) {
                other[n] = 1 - real[n];
              }
              return other;
            })
        .or(
            "rows whose target is class 0 do not count: class 0 is a class like the others.",
            () -> withoutClass0(real, targets))
        .or(
            "the first R rows are used in place of the real ones: padding may stand between real"
                + " rows.",
            () -> {
              int[] first = new int[real.length];
              Arrays.fill(first, 0, Arrays.stream(real).sum(), 1);
              return first;
            })
        .or(
            "only the rows before the first padding count: padding may stand between real rows.",
            () -> {
              int[] first = new int[real.length];
              for (int n = 0; n < first.length && real[n] == 1; n++) {
                first[n] = 1;
              }
              return first;
            })
        .get();
  }

  private int target(int[] targets, int n, int place, double[] z) {
    return at("the target", () -> targets[n])
        .or(
            "the targets are counted along the real rows only: that of row n must be targets[n],"
                + " also after padding.",
            () -> targets[place])
        .or(
            "the first row's target is used for all: each row must have its own, targets[n].",
            () -> targets[0])
        .or(
            "the class with the largest logit is used in place of the target: it must be"
                + " targets[n].",
            () -> largest(z))
        .or(
            "the targets are counted from 1: class 0 must be column 0.",
            () -> Math.max(0, targets[n] - 1))
        .get();
  }

  /** What is subtracted from the logits of a row. */
  private double taken(double[] z, Matrix logits, double reached) {
    String ofAllRows =
        "the largest logit of all rows is subtracted: it must be the largest of the row itself,"
            + " found anew for each row.";
    double m = z[largest(z)];
    return at("what is subtracted", () -> m)
        .or(
            "the exponential overflows: e^1000 is infinite, so the largest logit of the row must be"
                + " subtracted first.",
            () -> 0.0)
        .or(ofAllRows, () -> reached)
        .or(
            ofAllRows,
            () -> {
              double most = Double.NEGATIVE_INFINITY;
              for (double v : logits.data()) {
                most = v > most ? v : most;
              }
              return most;
            })
        .or(
            ofAllRows,
            () -> {
              double most = Double.NEGATIVE_INFINITY;
              for (double v : logits.data()) {
                most = Math.max(most, v);
              }
              return most;
            })
        .or(ABOVE, () -> Math.max(0, m))
        .or(ABOVE, () -> Arrays.stream(z).map(Math::abs).max().orElse(0))
        .or(
            "the smallest logit of the row is subtracted: it must be the largest, which overflows.",
            () -> {
              double least = Double.POSITIVE_INFINITY;
              for (double v : z) {
                least = Math.min(least, v);
              }
              return least;
            })
        .get();
  }

  private Sums sums(Matrix logits, int[] counted, double[] z, double before, double reached) {
    double m = taken(z, logits, reached);
    double own = sumOf(z, m);
    double sum =
        at("the sum of the exponentials", () -> own)
            .or(
                "the sum of the exponentials goes on from row to row: it must be set back to 0 for"
                    + " each.",
                () -> before + own)
            .get();
    return at("what the softmax is over", () -> Sums.same(z.length, m, sum))
        .or(
            "the softmax runs down the columns: it must go along each row, over its classes.",
            () -> downTheColumns(logits, counted))
        .or(
            "the softmax is over the whole batch: each row of p must add up to 1 by itself.",
            () -> {
              double most = z[largest(z)];
              double all = 0;
              for (int n = 0; n < counted.length; n++) {
                all += counted[n] * sumOf(logits.rows(n, n + 1).data(), most);
              }
              return Sums.same(z.length, most, all);
            })
        .get();
  }

  private static Sums downTheColumns(Matrix logits, int[] counted) {
    double[] m = new double[logits.cols()];
    double[] sum = new double[logits.cols()];
    for (int k = 0; k < m.length; k++) {
      m[k] = Double.NEGATIVE_INFINITY;
      for (int n = 0; n < counted.length; n++) {
        m[k] = counted[n] == 1 ? Math.max(m[k], logits.get(n, k)) : m[k];
      }
      for (int n = 0; n < counted.length; n++) {
        sum[k] += counted[n] == 1 ? Math.exp(logits.get(n, k) - m[k]) : 0;
      }
    }
    return new Sums(m, sum);
  }

  private static double sumOf(double[] z, double m) {
    double sum = 0;
    for (double v : z) {
      sum += Math.exp(v - m);
    }
    return sum;
  }

  private double[] softmax(double[] z, Sums sums) {
    double[] e = new double[z.length];
    double[] parts = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      e[k] = Math.exp(z[k] - sums.m[k]);
      parts[k] = e[k] / sums.sum[k];
    }
    return at("the softmax", () -> parts)
        .or(
            "the exponentials are not divided by their sum: p must add up to 1 in each row.",
            () -> e.clone())
        .or(
            "e has a minus in its exponent: it must be e^(z − m), so that p grows with z.",
            () -> other(z, -1, Math.E))
        .or("the base of the softmax is 2: it must be e.", () -> other(z, 1, 2))
        .or(
            "the sigmoid is used in place of the softmax: p must add up to 1 in each row.",
            () -> {
              double[] p = new double[z.length];
              for (int k = 0; k < z.length; k++) {
                p[k] = sigmoid(z[k]);
              }
              return p;
            })
        .or(
            "the exponentials are divided by the number of classes: divide by their sum.",
            () -> divided(e, z.length))
        .get();
  }

  private double loss(double[] z, double[] p, Sums sums, int target) {
    double m = sums.m[target];
    double right = Math.log(sums.sum[target]) + m - z[target];
    double chosen = p[target];
    Choice<Double> choice = at("the loss of a row", () -> right);
    for (double bound : new double[] {1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7}) {
      choice.or(
          "p is kept above a small number before the logarithm: the loss must be ln Σ e^(z − m) + m"
              + " − z_target, without such a bound.",
          () -> -Math.log(Math.max(chosen, bound)));
    }
    for (double bound : new double[] {1e-8, 1e-7, 1e-6}) {
      choice
          .or(
              "p is kept a small number away from 0 and 1 before the logarithm: the loss must be ln"
                  + " Σ e^(z − m) + m − z_target, without such bounds.",
              () -> -Math.log(Math.max(bound, Math.min(1 - bound, chosen))))
          .or(
              "a small number is added to p before the logarithm: the loss must be ln Σ e^(z − m) +"
                  + " m − z_target, without it.",
              () -> -Math.log(chosen + bound));
    }
    return choice
        .or(
            "a loss that is NaN is left out of the sum: it must be added, so that the mean shows"
                + " it.",
            () -> Double.isNaN(right) ? 0.0 : right)
        .or(
            "−ln p is infinite where p is too small for a double: it must be computed as ln Σ"
                + " e^(z − m) + m − z_target.",
            () -> -Math.log(chosen))
        .or(
            "m is subtracted and not added again: the loss must be ln Σ e^(z − m) + m − z_target.",
            () -> right - m)
        .or(
            "the logarithm is to base 2: it must be the natural one, Math.log.",
            () -> right / Math.log(2))
        .or(
            "the logarithm is to base 10: it must be the natural one, Math.log.",
            () -> right / Math.log(10))
        .or(
            "the logarithm is to base 10: it must be the natural one, Math.log.",
            () -> right + Math.log10(sums.sum[target]) - Math.log(sums.sum[target]))
        .or("1 − p is used in place of the loss: it must be −ln p.", () -> 1 - chosen)
        .or(
            "the target's logit is forgotten: the loss must be ln Σ e^(z − m) + m − z_target.",
            () -> right + z[target])
        .or(
            "the other classes are in the loss, too, with −ln (1 − p): it must be −ln p of the"
                + " target only.",
            () -> {
              double both = right;
              for (int k = 0; k < p.length; k++) {
                both -= k == target ? 0 : Math.log(1 - p[k]);
              }
              return both;
            })
        .get();
  }

  private void row(Matrix gradient, int n, double[] p, int target, double R, int N, int counted) {
    double[] right = less(p, target, 1);
    double[] d =
        at("p − y", () -> right)
            .or("the gradient is p only: 1 must be subtracted at the target.", () -> p)
            .or(
                "the gradient has the wrong sign: it must be p − y, below 0 at the target only.",
                () -> divided(right, -1))
            .or(
                "the gradient has entries at the target only: those of the other classes must be"
                    + " p.",
                () -> {
                  double[] one = new double[p.length];
                  one[target] = p[target] - 1;
                  return one;
                })
            .or(
                "1 is subtracted from every class: it must be subtracted at the target only.",
                () -> {
                  double[] less = p.clone();
                  for (int k = 0; k < less.length; k++) {
                    less[k] -= 1;
                  }
                  return less;
                })
            .or(
                "the slope of the softmax is a factor of the gradient: it must be p − y, without"
                    + " p (1 − p).",
                () -> {
                  double[] twice = right.clone();
                  for (int k = 0; k < twice.length; k++) {
                    twice[k] *= p[k] * (1 - p[k]);
                  }
                  return twice;
                })
            .get();
    double divisor =
        at("the divisor of the gradient", () -> R)
            .or("the gradient is not divided by R: it must be that of the mean.", () -> 1.0)
            .or(
                "1 / R is an int division, and 0 where R is above 1: it must be 1.0 / R.",
                () -> R > 1 ? Double.POSITIVE_INFINITY : R)
            .or(
                "the gradient is divided by the number of all rows: it must be divided by R, the"
                    + " number of real ones.",
                () -> (double) N)
            .or(
                "the gradient is divided by the number of classes: it must be divided by R, the"
                    + " number of real rows.",
                () -> (double) p.length)
            .or(
                "the gradient is divided by the number of classes, too: it must be divided by R"
                    + " only.",
                () -> R * p.length)
            .or("the gradient is divided by R twice: it must be divided once.", () -> R * R)
            .get();
    double[] parts =
        at("the gradient of a row", () -> divided(d, divisor))
            .or(
                "1 is subtracted after the division by R: it must be (p − 1) / R at the target.",
                () -> less(divided(p, divisor), target, 1))
            .or(
                "1 is divided by R, but p is not: it must be (p − 1) / R at the target, and p / R"
                    + " elsewhere.",
                () -> less(p, target, 1 / divisor))
            .get();
    for (int k = 0; k < d.length; k++) {
      gradient.set(n, k, parts[k] * counted);
    }
  }

  private static double[] less(double[] values, int at, double by) {
    double[] other = values.clone();
    other[at] -= by;
    return other;
  }

  private static int[] all(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The first NaN, if there is one: it is to be seen. */
  private static int largest(double[] z) {
    int largest = 0;
    for (int k = 1; k < z.length; k++) {
      if (!(z[k] <= z[largest])) {
        largest = k;
      }
    }
    return largest;
  }

  private static double[] divided(double[] values, double by) {
    double[] parts = values.clone();
    for (int k = 0; k < parts.length; k++) {
      parts[k] /= by;
    }
    return parts;
  }

  private static double[] other(double[] z, int sign, double base) {
    double[] e = new double[z.length];
    double most = Double.NEGATIVE_INFINITY;
    for (double v : z) {
      most = Math.max(most, sign * v);
    }
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      e[k] = Math.pow(base, sign * z[k] - most);
      sum += e[k];
    }
    return divided(e, sum);
  }
}
