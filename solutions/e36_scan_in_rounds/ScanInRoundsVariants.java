package e36_scan_in_rounds;

import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class ScanInRoundsVariants {
  private ScanInRoundsVariants() {}

  /** In place from the end on, so that what a step reads is still that of the round before. */
  static final class FromTheEnd implements ScanInRounds {
    @Override
    public Rounds scan(Matrix a, Matrix b, Matrix h0) {
      int T = a.rows();
      int R = 32 - Integer.numberOfLeadingZeros(T - 1);
      Matrix[] aAfter = new Matrix[R];
      Matrix[] bAfter = new Matrix[R];
      Matrix as = a.copy();
      Matrix bs = b.copy();
      for (int k = 0; k < R; k++) {
        int reach = 1 << k;
        for (int t = T - 1; t >= reach; t--) {
          for (int j = 0; j < a.cols(); j++) {
            bs.set(t, j, as.get(t, j) * bs.get(t - reach, j) + bs.get(t, j));
            as.set(t, j, as.get(t - reach, j) * as.get(t, j));
          }
        }
        aAfter[k] = as.copy();
        bAfter[k] = bs.copy();
      }
      return new Rounds(aAfter, bAfter, as.hadamard(h0.pick(new int[T])).plus(bs));
    }
  }

  /** Whole matrices: pairs that stand for nothing, a = 1 and b = 0, are put in front. */
  static final class WholeMatrices implements ScanInRounds {
    @Override
    public Rounds scan(Matrix a, Matrix b, Matrix h0) {
      return rounds(1, new Rounds(new Matrix[0], new Matrix[0], null), a, b, h0);
    }

    private static Rounds rounds(int r, Rounds soFar, Matrix a, Matrix b, Matrix h0) {
      int T = a.rows();
      if (r >= T) {
        Matrix h = a.hadamard(h0.pick(new int[T])).plus(b);
        return new Rounds(soFar.aAfter(), soFar.bAfter(), h);
      }
      Matrix nextA = a.hadamard(behind(a, r, 1));
      Matrix nextB = a.hadamard(behind(b, r, 0)).plus(b);
      Rounds more = new Rounds(with(soFar.aAfter(), nextA), with(soFar.bAfter(), nextB), null);
      return rounds(2 * r, more, nextA, nextB, h0);
    }

    /** Each row r places later. */
    private static Matrix behind(Matrix m, int r, double front) {
      Matrix rows = Matrix.beside(new Matrix(m.cols(), r).map(v -> front), m.transpose());
      return rows.transpose().rows(0, m.rows());
    }

    private static Matrix[] with(Matrix[] all, Matrix one) {
      Matrix[] more = java.util.Arrays.copyOf(all, all.length + 1);
      more[all.length] = one;
      return more;
    }
  }

  /** All steps of a round at once, on as many threads as there are. */
  static final class Threads implements ScanInRounds {
    @Override
    public Rounds scan(Matrix a, Matrix b, Matrix h0) {
      int T = a.rows();
      int R = 0;
      while (1 << R < T) {
        R++;
      }
      Matrix[] as = new Matrix[R + 1];
      Matrix[] bs = new Matrix[R + 1];
      as[0] = a;
      bs[0] = b;
      for (int k = 0; k < R; k++) {
        Matrix oldA = as[k];
        Matrix oldB = bs[k];
        Matrix newA = oldA.copy();
        Matrix newB = oldB.copy();
        int r = 1 << k;
        IntStream.range(r, T)
            .parallel()
            .forEach(
                t -> {
                  for (int j = 0; j < a.cols(); j++) {
                    newA.set(t, j, oldA.get(t, j) * oldA.get(t - r, j));
                    newB.set(t, j, oldA.get(t, j) * oldB.get(t - r, j) + oldB.get(t, j));
                  }
                });
        as[k + 1] = newA;
        bs[k + 1] = newB;
      }
      Matrix h = as[R].hadamard(h0.pick(new int[T])).plus(bs[R]);
      return new Rounds(
          java.util.Arrays.copyOfRange(as, 1, R + 1),
          java.util.Arrays.copyOfRange(bs, 1, R + 1),
          h);
    }
  }
}
