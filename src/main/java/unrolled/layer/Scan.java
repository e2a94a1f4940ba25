package unrolled.layer;

import unrolled.matrix.Matrix;

/**
 * The recurrence that is left of a network whose gates do not see the state, for all steps of one
 * sequence: step after step, or in rounds that each treat all steps side by side.
 *
 * <pre>{@code
 * h_t = a_t ⊙ h_(t−1) + b_t                     t = 1 … T, from h_0
 *
 * two steps are one step:  (a, b) then (a', b')  is  (a ⊙ a', a' ⊙ b + b')
 * }</pre>
 *
 * <p>Since pairs can be grouped in any way, a pair that stands for 1 step becomes one for 2, for 4,
 * for 8 … steps: ⌈log₂ T⌉ rounds, in each of which no step waits for another. The work grows from T
 * to about T·log₂ T combinations, so it pays where there are more processors than numbers in a
 * step: that is why {@link MinGru} does not use it.
 *
 * <p>Hillis and Steele, "Data parallel algorithms", 1986; Blelloch, "Prefix sums and their
 * applications", 1990, has a form with less work and twice as many rounds.
 */
public final class Scan {
  private Scan() {}

  /**
   * One step after the other.
   *
   * @param a what is kept of the state before, step by step (T × H)
   * @param b what is added (T × H)
   * @param h0 the state before the first step (1 × H)
   * @return the states after all steps (T × H)
   */
  public static Matrix stepByStep(Matrix a, Matrix b, Matrix h0) {
    require(a, b, h0);
    Matrix h = new Matrix(a.rows(), a.cols());
    for (int t = 0; t < a.rows(); t++) {
      for (int j = 0; j < a.cols(); j++) {
        double before = t == 0 ? h0.get(0, j) : h.get(t - 1, j);
        h.set(t, j, a.get(t, j) * before + b.get(t, j));
      }
    }
    return h;
  }

  /**
   * All steps, and what it took.
   *
   * @param h the states after all steps (T × H)
   * @param rounds that came one after the other
   * @param combinations of two pairs, in all rounds together
   */
  public record Rounds(Matrix h, int rounds, int combinations) {}

  /**
   * In rounds; the same numbers but for rounding. After round k, the pair of step t stands for the
   * last 2^k steps up to t, or for all of them.
   *
   * @param a what is kept of the state before, step by step (T × H)
   * @param b what is added (T × H)
   * @param h0 the state before the first step (1 × H)
   */
  public static Rounds inRounds(Matrix a, Matrix b, Matrix h0) {
    require(a, b, h0);
    Matrix as = a.copy();
    Matrix bs = b.copy();
    int rounds = 0;
    int combinations = 0;
    for (int reach = 1; reach < a.rows(); reach *= 2, rounds++) {
      // From the end, so that what a step reads is still that of the round before.
      for (int t = a.rows() - 1; t >= reach; t--, combinations++) {
        for (int j = 0; j < a.cols(); j++) {
          bs.set(t, j, as.get(t, j) * bs.get(t - reach, j) + bs.get(t, j));
          as.set(t, j, as.get(t - reach, j) * as.get(t, j));
        }
      }
    }
    for (int t = 0; t < a.rows(); t++) {
      for (int j = 0; j < a.cols(); j++) {
        bs.set(t, j, as.get(t, j) * h0.get(0, j) + bs.get(t, j));
      }
    }
    return new Rounds(bs, rounds, combinations);
  }

  private static void require(Matrix a, Matrix b, Matrix h0) {
    if (b.rows() != a.rows() || b.cols() != a.cols() || h0.rows() != 1 || h0.cols() != a.cols()) {
      throw new IllegalArgumentException(
          "Scan: expected a (T × H), b (T × H) and h0 (1 × H), got a %s, b %s and h0 %s"
              .formatted(a.shape(), b.shape(), h0.shape()));
    }
  }
}
