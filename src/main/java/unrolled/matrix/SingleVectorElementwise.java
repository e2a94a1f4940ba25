package unrolled.matrix;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link VectorElementwise} for floats: the same series with half the terms, since
 * the next one is below half a unit in the last place.
 *
 * <p>The loops call the API and no helper of ours, and are longer than what the compiler builds
 * into a caller, 325 bytes of bytecode (FreqInlineSize). Else it stops looking into some of what
 * they call, in a caller as large as that, and puts their vectors on the heap.
 */
final class SingleVectorElementwise implements SingleElementwise {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final ThreadLocal<float[]> PAD = ThreadLocal.withInitial(() -> new float[L]);

  private static final float WHOLE = 0x1.8p23f + 127; // 127 is the bias of an exponent
  private static final float PER_LN2 = 1.4426950408889634f;
  private static final float LN2_HIGH = 0x1.62e4p-1f;
  private static final float LN2_LOW = 1.4286068202862268e-06f;
  private static final float R1 = 1f / 6;
  private static final float R2 = -1f / 360;
  private static final float R3 = 1f / 15_120;
  private static final int SIGN = 0x8000_0000;

  /**
   * x − x is 0 for a finite x, and NaN for infinity or NaN; added to a sum, it makes the sum NaN.
   */
  @Override
  public boolean areFinite(int n, float[] x, int xAt) {
    FloatVector zero = FloatVector.zero(S);
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector v = fromArray(S, x, xAt + i);
      zero = zero.add(v.sub(v));
    }
    float sum = zero.reduceLanes(ADD);
    for (; i < n; i++) {
      sum += x[xAt + i] - x[xAt + i];
    }
    return sum == 0;
  }

  /** The numbers that do not fill a vector, in one that they do not fill. */
  private static float[] padded(int n, float[] x, int xAt) {
    float[] pad = PAD.get();
    System.arraycopy(x, xAt, pad, 0, n);
    return pad;
  }

  // spotless:off
  /** In two factors, 2^(k/2) each, because 2^k may be too large or too small where e^x is not. */
  @Override
  public void exp(int n, float[] x, int xAt, float[] y, int yAt) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector v = fromArray(S, x, xAt + i);
      v = v.blend(-106, v.compare(LT, -106));
      v = v.blend(89, v.compare(GT, 89));
      FloatVector k = v.fma(broadcast(S, PER_LN2), broadcast(S, WHOLE)).sub(WHOLE);
      FloatVector r = k.fma(broadcast(S, -LN2_LOW), k.fma(broadcast(S, -LN2_HIGH), v));
      FloatVector q = r.mul(r);
      FloatVector R = q.fma(broadcast(S, R3), broadcast(S, R2))
          .fma(q, broadcast(S, R1)).fma(q, broadcast(S, 2));
      FloatVector half = k.fma(broadcast(S, 0.5f), broadcast(S, WHOLE));
      FloatVector other = k.sub(half.sub(WHOLE)).add(WHOLE);
      FloatVector y1 = r.add(r).div(R.sub(r)).add(1);
      FloatVector y2 = y1.mul(half.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats());
      y2.mul(other.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats())
          .intoArray(y, yAt + i);
    }
    if (i < n) {
      float[] pad = padded(n - i, x, xAt + i);
      exp(L, pad, 0, pad, 0);
      System.arraycopy(pad, 0, y, yAt + i, n - i);
    }
  }

  /**
   * From e^−|x|, which cannot overflow; for x above 0 it is w that stands over the sum. To reach
   * the subnormal numbers p is computed 2^64 times too large.
   */
  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector v = fromArray(S, x, xAt + i), a = v.abs();
      a = a.blend(broadcast(S, 106), a.compare(GT, broadcast(S, 106)));
      FloatVector t = a.fma(broadcast(S, -PER_LN2), broadcast(S, WHOLE + 64));
      FloatVector k = t.sub(WHOLE + 64);
      FloatVector r = k.fma(broadcast(S, LN2_LOW), k.fma(broadcast(S, LN2_HIGH), a));
      FloatVector q = r.mul(r);
      FloatVector R = q.fma(broadcast(S, R3), broadcast(S, R2))
          .fma(q, broadcast(S, R1)).fma(q, broadcast(S, 2));
      FloatVector power = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector p = R.sub(r).mul(power).mul(0x1p-64f), w = R.add(r);
      w.blend(p, v.compare(LT, broadcast(S, 0))).div(p.add(w)).intoArray(y, yAt + i);
    }
    if (i < n) {
      float[] pad = padded(n - i, x, xAt + i);
      sigmoid(L, pad, 0, pad, 0);
      System.arraycopy(pad, 0, y, yAt + i, n - i);
    }
  }

  /** Of |x|, with the sign of x put back: tanh is 1 to the last bit from 9.1 on. */
  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    int i = 0;
    for (; i + L <= n; i += L) {
      FloatVector v = fromArray(S, x, xAt + i), a = v.abs();
      a = a.blend(10, a.compare(GT, 10));
      FloatVector t = a.fma(broadcast(S, 2 * PER_LN2), broadcast(S, WHOLE)), k = t.sub(WHOLE);
      FloatVector r = k.fma(broadcast(S, -LN2_LOW), k.fma(broadcast(S, -LN2_HIGH), a.add(a)));
      FloatVector q = r.mul(r);
      FloatVector R = q.fma(broadcast(S, R3), broadcast(S, R2))
          .fma(q, broadcast(S, R1)).fma(q, broadcast(S, 2));
      FloatVector power = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector w = R.sub(r), m = w.fma(power.sub(1), r.add(r).mul(power));
      FloatVector positive = m.div(w.add(w).add(m));
      positive.reinterpretAsInts().or(v.reinterpretAsInts().and(SIGN)).reinterpretAsFloats()
          .intoArray(y, yAt + i);
    }
    if (i < n) {
      float[] pad = padded(n - i, x, xAt + i);
      tanh(L, pad, 0, pad, 0);
      System.arraycopy(pad, 0, y, yAt + i, n - i);
    }
  }
  // spotless:on
}
