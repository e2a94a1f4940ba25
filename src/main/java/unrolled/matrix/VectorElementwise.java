package unrolled.matrix;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions on the Vector API, all three from one power series.
 *
 * <pre>{@code
 * x = k·ln 2 + r                        k whole, |r| ≤ ½ ln 2
 * R = r · coth(r/2) = 2 + r²/6 − r⁴/360 + r⁶/15120 − …       2·B₂ₙ/(2n)! · r²ⁿ, Bernoulli numbers
 * e^x = 2^k · (R + r) / (R − r)
 *
 * exp      = 2^k · (1 + 2r / w)                              w = R − r
 * sigmoid  = p / (p + w)                                     e^x  = p / w,  p = 2^k · (R + r)
 * tanh     = m / (m + 2w)                                    e^2x = 1 + m / w
 *                                                            m = (2^k − 1)·w + 2^k · 2r
 * }</pre>
 *
 * <p>R is even in r and so needs half the terms that e^r needs; the division that it costs is one
 * that sigmoid and tanh need anyway. The forms of m and of exp lose no digits where x is near 0.
 *
 * <p>Adding {@link #WHOLE} to a number rounds it to a whole one, k, which is then found in the low
 * bits of the sum; shifted by 52 places they are the exponent of 2^k. ln 2 is taken in two parts,
 * the first of which is short enough for k times it to be exact.
 *
 * <p>The Vector API has exp and tanh of its own, {@code lanewise(EXP)}, which call a library that
 * is there on some processors only. On one where it is, its exp takes 0.7 of the time of this one,
 * the sigmoid made of it as much as this one, and its tanh 2 to 3 times as much, on JDK 17 and 25.
 *
 * <p>The loops stand alone, without a method for what they have in common: see {@link
 * VectorKernel}.
 */
final class VectorElementwise implements Elementwise {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final ThreadLocal<double[]> PAD = ThreadLocal.withInitial(() -> new double[L]);

  private static final double WHOLE = 0x1.8p52 + 1023; // 1023 is the bias of an exponent
  private static final double PER_LN2 = 1.4426950408889634;
  private static final double LN2_HIGH = 0x1.62e42fefa0000p-1;
  private static final double LN2_LOW = 0x1.cf79abc9e3b3ap-40;
  private static final double R1 = 1.0 / 6;
  private static final double R2 = -1.0 / 360;
  private static final double R3 = 1.0 / 15_120;
  private static final double R4 = -1.0 / 604_800;
  private static final double R5 = 1.0 / 23_950_080;
  private static final double R6 = -691.0 / 653_837_184_000.0;
  private static final long SIGN = 0x8000_0000_0000_0000L;

  /**
   * x − x is 0 for a finite x, and NaN for infinity or NaN; added to a sum, it makes the sum NaN.
   */
  @Override
  public boolean areFinite(int n, double[] x, int xAt) {
    DoubleVector zero = DoubleVector.zero(S);
    int i = 0;
    for (; i + L <= n; i += L) {
      DoubleVector v = fromArray(S, x, xAt + i);
      zero = zero.add(v.sub(v));
    }
    double sum = zero.reduceLanes(ADD);
    for (; i < n; i++) {
      sum += x[xAt + i] - x[xAt + i];
    }
    return sum == 0;
  }

  /** The numbers that do not fill a vector, in one that they do not fill. */
  private static double[] padded(int n, double[] x, int xAt) {
    double[] pad = PAD.get();
    System.arraycopy(x, xAt, pad, 0, n);
    return pad;
  }

  private static DoubleVector all(double value) {
    return broadcast(S, value);
  }

  // spotless:off
  /** In two factors, 2^(k/2) each, because 2^k may be too large or too small where e^x is not. */
  @Override
  public void exp(int n, double[] x, int xAt, double[] y, int yAt) {
    int i = 0;
    for (; i + L <= n; i += L) {
      DoubleVector v = fromArray(S, x, xAt + i);
      v = v.blend(-750, v.compare(LT, -750));
      v = v.blend(710, v.compare(GT, 710));
      DoubleVector k = v.fma(all(PER_LN2), all(WHOLE)).sub(WHOLE);
      DoubleVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), v));
      DoubleVector q = r.mul(r);
      DoubleVector R = q.fma(all(R6), all(R5)).fma(q, all(R4)).fma(q, all(R3))
          .fma(q, all(R2)).fma(q, all(R1)).fma(q, all(2));
      DoubleVector half = k.fma(all(0.5), all(WHOLE));
      DoubleVector other = k.sub(half.sub(WHOLE)).add(WHOLE);
      DoubleVector y1 = r.add(r).div(R.sub(r)).add(1);
      DoubleVector y2 = y1.mul(half.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles());
      y2.mul(other.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles())
          .intoArray(y, yAt + i);
    }
    if (i < n) {
      double[] pad = padded(n - i, x, xAt + i);
      exp(L, pad, 0, pad, 0);
      System.arraycopy(pad, 0, y, yAt + i, n - i);
    }
  }

  /**
   * From e^−|x|, which cannot overflow; for x above 0 it is w that stands over the sum. To reach
   * the subnormal numbers p is computed 2^64 times too large.
   */
  @Override
  public void sigmoid(int n, double[] x, int xAt, double[] y, int yAt) {
    int i = 0;
    for (; i + L <= n; i += L) {
      DoubleVector v = fromArray(S, x, xAt + i), a = v.abs();
      a = a.blend(750, a.compare(GT, 750));
      DoubleVector t = a.fma(all(-PER_LN2), all(WHOLE + 64)), k = t.sub(WHOLE + 64);
      DoubleVector r = k.fma(all(LN2_LOW), k.fma(all(LN2_HIGH), a));
      DoubleVector q = r.mul(r);
      DoubleVector R = q.fma(all(R6), all(R5)).fma(q, all(R4)).fma(q, all(R3))
          .fma(q, all(R2)).fma(q, all(R1)).fma(q, all(2));
      DoubleVector power = t.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector p = R.sub(r).mul(power).mul(0x1p-64), w = R.add(r);
      w.blend(p, v.compare(LT, 0)).div(p.add(w)).intoArray(y, yAt + i);
    }
    if (i < n) {
      double[] pad = padded(n - i, x, xAt + i);
      sigmoid(L, pad, 0, pad, 0);
      System.arraycopy(pad, 0, y, yAt + i, n - i);
    }
  }

  /** Of |x|, with the sign of x put back: tanh is 1 to the last bit from 19.1 on. */
  @Override
  public void tanh(int n, double[] x, int xAt, double[] y, int yAt) {
    int i = 0;
    for (; i + L <= n; i += L) {
      DoubleVector v = fromArray(S, x, xAt + i), a = v.abs();
      a = a.blend(22, a.compare(GT, 22));
      DoubleVector t = a.fma(all(2 * PER_LN2), all(WHOLE)), k = t.sub(WHOLE);
      DoubleVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), a.add(a)));
      DoubleVector q = r.mul(r);
      DoubleVector R = q.fma(all(R6), all(R5)).fma(q, all(R4)).fma(q, all(R3))
          .fma(q, all(R2)).fma(q, all(R1)).fma(q, all(2));
      DoubleVector power = t.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector w = R.sub(r), m = w.fma(power.sub(1), r.add(r).mul(power));
      DoubleVector positive = m.div(w.add(w).add(m));
      positive.reinterpretAsLongs().or(v.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles()
          .intoArray(y, yAt + i);
    }
    if (i < n) {
      double[] pad = padded(n - i, x, xAt + i);
      tanh(L, pad, 0, pad, 0);
      System.arraycopy(pad, 0, y, yAt + i, n - i);
    }
  }
  // spotless:on
}
