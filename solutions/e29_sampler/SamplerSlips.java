package e29_sampler;

import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong between the logits and the letter. */
final class SamplerSlips extends Slips implements Sampler {
  private static final String ORDER =
      "go through the classes in their order, and stop at the first whose sum exceeds u.";

  @Override
  public Drawn draw(Matrix logits, double temperature, int k, Matrix u) {
    Matrix p = new Matrix(logits.rows(), logits.cols());
    int[] token = new int[logits.rows()];
    for (int n = 0; n < logits.rows(); n++) {
      double[] z = logits.rows(n, n + 1).data();
      boolean[] kept = kept(z, k);
      double[] share = softmax(z, kept, factor(temperature), taken(z, logits));
      for (int c = 0; c < z.length; c++) {
        p.set(n, c, share[c]);
      }
      token[n] = token(share, kept, z, at(u, n));
    }
    return new Drawn(p, token);
  }

  /** What the logits are multiplied by. */
  private double factor(double temperature) {
    return at("z / T", () -> 1 / temperature)
        .or(
            "the logits are multiplied by the temperature: they must be divided by it, so a high one makes"
                + " p more even.",
            () -> temperature)
        .or(
            "the temperature has no effect. Divide the logits by it; to divide the probabilities and"
                + " make them sum to 1 again changes nothing.",
            () -> 1.0)
        .or(
            "the logits are divided by the root of the temperature: divide by the temperature.",
            () -> 1 / Math.sqrt(temperature))
        .or(
            "the logits are divided by the temperature twice: divide once.",
            () -> 1 / (temperature * temperature))
        .or("the logits have the wrong sign: p grows with its logit.", () -> -1 / temperature)
        .get();
  }

  private boolean[] kept(double[] z, int k) {
    return at("which are kept", () -> before(z, (c, j) -> z[j] > z[c] || z[j] == z[c] && j < c, k))
        .or(
            "k is ignored: only the k largest logits of a row are kept.",
            () -> before(z, (c, j) -> false, 1))
        .or(
            "the k smallest logits are kept: keep the largest.",
            () -> before(z, (c, j) -> z[j] < z[c] || z[j] == z[c] && j < c, k))
        .or(
            "one logit too many is kept: keep k of them.",
            () -> before(z, (c, j) -> z[j] > z[c] || z[j] == z[c] && j < c, k + 1))
        .or(
            "one logit too few is kept: keep k of them.",
            () -> before(z, (c, j) -> z[j] > z[c] || z[j] == z[c] && j < c, Math.max(1, k - 1)))
        .or(
            "of equal logits all are kept: keep k classes, the first ones of those that are equal.",
            () -> before(z, (c, j) -> z[j] > z[c], k))
        .or(
            "of equal logits the last are kept: keep the first.",
            () -> before(z, (c, j) -> z[j] > z[c] || z[j] == z[c] && j > c, k))
        .or(
            "the first k classes are kept: keep those with the largest logits.",
            () -> before(z, (c, j) -> j < c, k))
        .or(
            "the largest logit is not kept: keep the k largest, it is one of them.",
            () -> {
              boolean[] right = before(z, (c, j) -> z[j] > z[c] || z[j] == z[c] && j < c, k + 1);
              if (z.length > 1) {
                right[largest(z)] = false;
              }
              return right;
            })
        .get();
  }

  /** What is taken away from the logits of a row. */
  private double taken(double[] z, Matrix logits) {
    return at("what is taken away", () -> z[largest(z)])
        .or(
            "the exponential overflows: e^1000 is infinite, so subtract the largest logit of the row"
                + " first.",
            () -> 0.0)
        .or(
            "the largest logit of all rows is subtracted: a row far below it has only zeros then."
                + " Take that of the row.",
            () -> logits.data()[largest(logits.data())])
        .get();
  }

  private double[] softmax(double[] z, boolean[] kept, double factor, double m) {
    double[] e = new double[z.length];
    for (int c = 0; c < z.length; c++) {
      e[c] = Math.exp((z[c] - m) * factor);
    }
    double[] cut = only(e, kept);
    return at("the softmax", () -> divided(cut, sum(cut)))
        .or(
            "p does not sum to 1 after the cut: divide by the sum over the kept classes only.",
            () -> divided(cut, sum(e)))
        .or(
            "a logit that is not kept is set to 0, and e⁰ is 1: its p must be 0.",
            () -> {
              double[] zeroed = e.clone();
              for (int c = 0; c < z.length; c++) {
                zeroed[c] = kept[c] ? e[c] : Math.exp(-m * factor);
              }
              return divided(zeroed, sum(zeroed));
            })
        .or("the exponentials are not divided by their sum: p sums to 1 in each row.", () -> cut)
        .or(
            "p is divided by the number of kept classes: divide by the sum of the exponentials.",
            () -> divided(cut, IntStream.range(0, z.length).filter(c -> kept[c]).count()))
        .or(
            "the base of the softmax is 2: it must be e.",
            () -> {
              double[] two = e.clone();
              for (int c = 0; c < z.length; c++) {
                two[c] = kept[c] ? Math.pow(2, (z[c] - m) * factor) : 0;
              }
              return divided(two, sum(two));
            })
        .get();
  }

  private double at(Matrix u, int n) {
    return at("u", () -> u.get(n, 0))
        .or("u of the first row is used for all: each row has its own.", () -> u.get(0, 0))
        .or("1 − u is used: " + ORDER, () -> 1 - u.get(n, 0))
        .or("u is not used: the token must depend on it.", () -> 0.5)
        .get();
  }

  private int token(double[] p, boolean[] kept, double[] z, double u) {
    int[] own = IntStream.range(0, p.length).toArray();
    int[] bySize = bySize(z);
    return at("the token", () -> drawn(p, own, u))
        .or("the likeliest class is always taken: " + ORDER, () -> largest(p))
        .or(
            "the probabilities are added up from the likeliest on: " + ORDER,
            () -> drawn(p, bySize, u))
        .or(
            "the probabilities are added up from the last class on: " + ORDER,
            () -> drawn(p, IntStream.range(0, p.length).map(i -> p.length - 1 - i).toArray(), u))
        .or(
            "the first class whose own p exceeds u is taken: add the probabilities up.",
            () -> IntStream.range(0, p.length).filter(c -> p[c] > u).findFirst().orElse(largest(p)))
        .or(
            "the first class whose own p exceeds u is taken: add the probabilities up.",
            () -> IntStream.range(0, p.length).filter(c -> p[c] > u).findFirst().orElse(0))
        .or(
            "the first class whose own p exceeds u is taken: add the probabilities up.",
            () ->
                IntStream.range(0, p.length)
                    .filter(c -> p[c] > u)
                    .findFirst()
                    .orElse(drawn(p, own, 1)))
        .or(
            "the token is 0 where rounding leaves the whole sum of p at or below u: it must be the last kept"
                + " class there.",
            () -> {
              double all = 0;
              for (double share : p) {
                all += share;
              }
              return all <= u ? 0 : drawn(p, own, u);
            })
        .or(
            "the token is counted among the kept classes: it must be the number of the class among all.",
            () -> (int) IntStream.range(0, drawn(p, own, u)).filter(c -> kept[c]).count())
        .or(
            "the class after the right one is taken: " + ORDER,
            () -> Math.min(p.length - 1, drawn(p, own, u) + 1))
        .or(
            "the class after the right one is taken: " + ORDER,
            () -> {
              int right = drawn(p, own, u);
              return IntStream.range(right + 1, p.length)
                  .filter(c -> kept[c])
                  .findFirst()
                  .orElse(right);
            })
        .or(
            "the class before the right one is taken: " + ORDER,
            () -> Math.max(0, drawn(p, own, u) - 1))
        .or(
            "u is spread over the classes evenly: a class has as much of the line as its p.",
            () -> Math.max(0, Math.min(p.length - 1, (int) (u * p.length))))
        .or("the least likely class is taken: " + ORDER, () -> bySize[p.length - 1])
        .or("the first class is always taken: " + ORDER, () -> 0)
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
