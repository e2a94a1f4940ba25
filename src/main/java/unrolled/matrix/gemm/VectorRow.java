package unrolled.matrix.gemm;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.DoubleVector.zero;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One row times a matrix, for {@link VectorMicroKernel}. Every number of the matrix is used once,
 * so the speed is that at which B arrives; there is nothing to gain from a copy.
 */
final class VectorRow {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int EIGHT = 8; // rows of B at once: sums that do not wait for each other

  private VectorRow() {}

  // spotless:off
  /** {@code C += A · B}: where a row of B is no longer than a strip's, the sums stay in registers. */
  static void times(
      int n, int k, double[] a, int aAt, int csa,
      double[] b, int bAt, int ldb, double[] c, int cAt) {
    if (n == 3 * L) {
      strip(k, a, aAt, csa, b, bAt, ldb, c, cAt);
      return;
    }
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      fourRows(n, a, aAt + p * csa, csa, b, bAt + p * ldb, ldb, c, cAt);
    }
    for (; p < k; p++) {
      axpy(n, a[aAt + p * csa], b, bAt + p * ldb, c, cAt);
    }
  }

  private static void strip(
      int k, double[] a, int aAt, int csa, double[] b, int bAt, int ldb, double[] c, int cAt) {
    DoubleVector
        s0 = fromArray(S, c, cAt), s1 = fromArray(S, c, cAt + L), s2 = fromArray(S, c, cAt + 2 * L);
    for (int p = 0, x = aAt, y = bAt; p < k; p++, x += csa, y += ldb) {
      DoubleVector v = broadcast(S, a[x]);
      s0 = v.fma(fromArray(S, b, y), s0);
      s1 = v.fma(fromArray(S, b, y + L), s1);
      s2 = v.fma(fromArray(S, b, y + 2 * L), s2);
    }
    s0.intoArray(c, cAt); s1.intoArray(c, cAt + L); s2.intoArray(c, cAt + 2 * L);
  }

  /** Four rows of B at a time, so that C is read and written once for four products. */
  private static void fourRows(
      int n, double[] a, int aAt, int csa, double[] b, int b0, int ldb, double[] c, int cAt) {
    double a0 = a[aAt], a1 = a[aAt + csa], a2 = a[aAt + 2 * csa], a3 = a[aAt + 3 * csa];
    DoubleVector v0 = broadcast(S, a0), v1 = broadcast(S, a1);
    DoubleVector v2 = broadcast(S, a2), v3 = broadcast(S, a3);
    int b1 = b0 + ldb, b2 = b1 + ldb, b3 = b2 + ldb;
    int j = 0;
    for (; j + L <= n; j += L) {
      DoubleVector s = v0.fma(fromArray(S, b, b0 + j), fromArray(S, c, cAt + j));
      s = v1.fma(fromArray(S, b, b1 + j), s);
      s = v2.fma(fromArray(S, b, b2 + j), s);
      v3.fma(fromArray(S, b, b3 + j), s).intoArray(c, cAt + j);
    }
    for (; j < n; j++) {
      double s = Math.fma(a1, b[b1 + j], Math.fma(a0, b[b0 + j], c[cAt + j]));
      c[cAt + j] = Math.fma(a3, b[b3 + j], Math.fma(a2, b[b2 + j], s));
    }
  }

  static void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt) {
    DoubleVector f = broadcast(S, factor);
    int i = 0;
    for (; i + L <= n; i += L) {
      f.fma(fromArray(S, x, xAt + i), fromArray(S, y, yAt + i)).intoArray(y, yAt + i);
    }
    for (; i < n; i++) {
      y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
    }
  }

  /**
   * {@code C += A · Bᵀ}: an inner product for each row of B, taken as one sum per lane, which are
   * added at the end. A single sum, in the order of all other products, would be several times
   * slower. The order depends on k alone.
   */
  static void dots(
      int n, int k, double[] a, int aAt, double[] b, int bAt, int ldb,
      double[] c, int cAt, int csc, double[] sums) {
    int whole = k / L * L;
    int at = bAt;
    for (int j = 0; j < n; j += EIGHT, at += EIGHT * ldb) {
      int rows = Math.min(EIGHT, n - j);
      if (rows == EIGHT) {
        eightDots(whole, a, aAt, b, at, ldb, sums);
      } else {
        for (int r = 0; r < rows; r++) {
          oneDot(whole, a, aAt, b, at + r * ldb, sums, r * L);
        }
      }
      for (int r = 0; r < rows; r++) {
        double sum = sums[r * L];
        for (int i = 1; i < L; i++) {
          sum += sums[r * L + i];
        }
        for (int p = whole; p < k; p++) {
          sum = Math.fma(a[aAt + p], b[at + r * ldb + p], sum);
        }
        c[cAt + (j + r) * csc] += sum;
      }
    }
  }

  private static void eightDots(
      int k, double[] a, int aAt, double[] b, int b0, int ldb, double[] sums) {
    int b1 = b0 + ldb, b2 = b1 + ldb, b3 = b2 + ldb;
    int b4 = b3 + ldb, b5 = b4 + ldb, b6 = b5 + ldb, b7 = b6 + ldb;
    DoubleVector s0 = zero(S), s1 = zero(S), s2 = zero(S), s3 = zero(S);
    DoubleVector s4 = zero(S), s5 = zero(S), s6 = zero(S), s7 = zero(S);
    for (int p = 0; p < k; p += L) {
      DoubleVector v = fromArray(S, a, aAt + p);
      s0 = v.fma(fromArray(S, b, b0 + p), s0);
      s1 = v.fma(fromArray(S, b, b1 + p), s1);
      s2 = v.fma(fromArray(S, b, b2 + p), s2);
      s3 = v.fma(fromArray(S, b, b3 + p), s3);
      s4 = v.fma(fromArray(S, b, b4 + p), s4);
      s5 = v.fma(fromArray(S, b, b5 + p), s5);
      s6 = v.fma(fromArray(S, b, b6 + p), s6);
      s7 = v.fma(fromArray(S, b, b7 + p), s7);
    }
    s0.intoArray(sums, 0); s1.intoArray(sums, L);
    s2.intoArray(sums, 2 * L); s3.intoArray(sums, 3 * L);
    s4.intoArray(sums, 4 * L); s5.intoArray(sums, 5 * L);
    s6.intoArray(sums, 6 * L); s7.intoArray(sums, 7 * L);
  }

  private static void oneDot(
      int k, double[] a, int aAt, double[] b, int bAt, double[] sums, int at) {
    DoubleVector s = zero(S);
    for (int p = 0; p < k; p += L) {
      s = fromArray(S, a, aAt + p).fma(fromArray(S, b, bAt + p), s);
    }
    s.intoArray(sums, at);
  }
  // spotless:on
}
