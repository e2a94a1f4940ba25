package unrolled.matrix;

/**
 * The functions of one number that a recurrent network computes for every unit of every step.
 *
 * <p>Each takes n numbers from {@code x[xAt]} on and writes n from {@code y[yAt]} on. The two may
 * be the same place of the same array; they must not overlap in any other way. What a number
 * becomes depends on that number alone: not on its place, nor on how many there are.
 *
 * <pre>{@code
 *             largest error, ulp        at −∞, −0.0, +0.0, +∞, NaN
 *             scalar   vector
 * exp           1        1.5            0,   1,    1,   ∞, NaN
 * sigmoid       2.5      2.5            0,   ½,    ½,   1, NaN
 * tanh          2.5      2.5           −1, −0.0,   0,   1, NaN
 * }</pre>
 *
 * <p>One ulp is the distance from a double near the exact value to the next. The bounds are held by
 * a test over the whole range, with the numbers whose value is subnormal; the largest errors seen
 * among 240,000 numbers were 0.52, 2.00 and 2.01 ulp (scalar, on JDK 17) and 1.35, 2.38 and 2.32
 * (vector, on JDK 17).
 */
public interface Elementwise {
  /** {@code y = e^x}: 0 below −745.1, infinite above 709.8. */
  void exp(int n, double[] x, int xAt, double[] y, int yAt);

  /** {@code y = 1 / (1 + e^−x)}, never outside [0, 1]. */
  void sigmoid(int n, double[] x, int xAt, double[] y, int yAt);

  /** {@code y = tanh x}, never outside [−1, 1], and odd to the last bit. */
  void tanh(int n, double[] x, int xAt, double[] y, int yAt);

  /** Whether all are numbers: neither NaN nor infinite. */
  boolean areFinite(int n, double[] x, int xAt);
}
