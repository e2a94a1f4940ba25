package e36_scan_in_rounds;

import java.util.ArrayList;
import java.util.List;
import unrolled.matrix.Matrix;

/** Round after round; each makes new matrices of the old ones. */
public final class MyScanInRounds implements ScanInRounds {
  @Override
  public Rounds scan(Matrix a, Matrix b, Matrix h0) {
    List<Matrix> aAfter = new ArrayList<>();
    List<Matrix> bAfter = new ArrayList<>();
    Matrix oldA = a;
    Matrix oldB = b;
    for (int r = 1; r < a.rows(); r *= 2) {
      Matrix newA = oldA.copy();
      Matrix newB = oldB.copy();
      for (int t = r; t < a.rows(); t++) {
        for (int j = 0; j < a.cols(); j++) {
          newA.set(t, j, oldA.get(t, j) * oldA.get(t - r, j));
          newB.set(t, j, oldA.get(t, j) * oldB.get(t - r, j) + oldB.get(t, j));
        }
      }
      aAfter.add(newA);
      bAfter.add(newB);
      oldA = newA;
      oldB = newB;
    }
    Matrix h = new Matrix(a.rows(), a.cols());
    for (int t = 0; t < a.rows(); t++) {
      for (int j = 0; j < a.cols(); j++) {
        h.set(t, j, oldA.get(t, j) * h0.get(0, j) + oldB.get(t, j));
      }
    }
    return new Rounds(aAfter.toArray(new Matrix[0]), bAfter.toArray(new Matrix[0]), h);
  }
}
