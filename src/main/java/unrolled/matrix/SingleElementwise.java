package unrolled.matrix;

/**
 * {@link Elementwise} for floats, under the same rules.
 *
 * <pre>{@code
 *             largest error, ulp        at −∞, −0.0, +0.0, +∞, NaN
 *             scalar   vector
 * exp           1        2              0,   1,    1,   ∞, NaN
 * sigmoid       1        3              0,   ½,    ½,   1, NaN
 * tanh          1        3             −1, −0.0,   0,   1, NaN
 * }</pre>
 *
 * <p>One ulp is the distance from a float near the exact value to the next. The bounds are held by
 * a test over all exponents.
 */
public interface SingleElementwise {
  /** {@code y = e^x}: 0 below −103.9, infinite above 88.7. */
  void exp(int n, float[] x, int xAt, float[] y, int yAt);

  /** {@code y = 1 / (1 + e^−x)}, never outside [0, 1]. */
  void sigmoid(int n, float[] x, int xAt, float[] y, int yAt);

  /** {@code y = tanh x}, never outside [−1, 1], and odd to the last bit. */
  void tanh(int n, float[] x, int xAt, float[] y, int yAt);

  /** Whether all are numbers: neither NaN nor infinite. */
  boolean areFinite(int n, float[] x, int xAt);
}
