package unrolled.layer;

import java.util.List;
import unrolled.matrix.Matrix;

/**
 * A batch of sequences: at each of T time steps a matrix (N × F).
 *
 * <p>Time comes first in memory. Row {@code t · N + n} of {@link #flat} is what sequence n holds at
 * step t, so that a product over all steps at once is one product. PyTorch calls this order {@code
 * (seq, batch, feature)}; Keras has batch first.
 */
public final class Sequence {
  private final int steps;
  private final int batch;
  private final Matrix flat; // (T·N × F)

  /**
   * Zeros: {@code steps} time steps of {@code batch} sequences with {@code features} numbers each.
   */
  public Sequence(int steps, int batch, int features) {
    if (steps < 1 || batch < 1)
      throw new IllegalArgumentException(
          "a Sequence needs at least one step and one row, got %d steps of %d rows"
              .formatted(steps, batch));
    this.steps = steps;
    this.batch = batch;
    this.flat = new Matrix(Math.multiplyExact(steps, batch), features);
  }

  /** The matrices {@code steps}, in order of time; all have the same shape. */
  public static Sequence of(List<Matrix> steps) {
    if (steps.isEmpty())
      throw new IllegalArgumentException("a Sequence needs at least one step, got 0");
    Matrix first = steps.get(0);
    Sequence s = new Sequence(steps.size(), first.rows(), first.cols());
    for (int t = 0; t < s.steps; t++) s.setStep(t, steps.get(t));
    return s;
  }

  /**
   * Class numbers as unit vectors: {@code ids[n][t]} is the class of sequence n at step t.
   *
   * @param ids one row for each sequence, all of the same length
   * @param classes F, the number of classes
   */
  public static Sequence oneHot(int[][] ids, int classes) {
    Sequence s = new Sequence(ids.length == 0 ? 0 : ids[0].length, ids.length, classes);
    for (int n = 0; n < s.batch; n++) {
      if (ids[n].length != s.steps)
        throw new IllegalArgumentException(
            "oneHot: row %d has %d steps, row 0 has %d".formatted(n, ids[n].length, s.steps));
      for (int t = 0; t < s.steps; t++) {
        if (ids[n][t] < 0 || ids[n][t] >= classes)
          throw new IllegalArgumentException(
              "oneHot: class %d in row %d at step %d; the classes are 0 to %d"
                  .formatted(ids[n][t], n, t, classes - 1));
        s.flat.set(t * s.batch + n, ids[n][t], 1);
      }
    }
    return s;
  }

  /** T, the number of time steps. */
  public int steps() {
    return steps;
  }

  /** N, the number of sequences. */
  public int batch() {
    return batch;
  }

  /** F, the numbers in each step of each sequence. */
  public int features() {
    return flat.cols();
  }

  /** All steps below each other (T·N × F); the storage itself, not a copy. */
  public Matrix flat() {
    return flat;
  }

  /** A copy of step {@code t} (N × F), from 0 to T − 1. */
  public Matrix step(int t) {
    Matrix m = new Matrix(batch, features());
    System.arraycopy(flat.data(), at(t), m.data(), 0, m.data().length);
    return m;
  }

  /** Overwrites step {@code t} with {@code m} (N × F). */
  public void setStep(int t, Matrix m) {
    if (m.rows() != batch || m.cols() != features())
      throw new IllegalArgumentException(
          "setStep: step %d must be (%d × %d), got %s".formatted(t, batch, features(), m.shape()));
    System.arraycopy(m.data(), 0, flat.data(), at(t), m.data().length);
  }

  private int at(int t) {
    if (t < 0 || t >= steps)
      throw new IllegalArgumentException("step %d of a sequence of %d".formatted(t, steps));
    return t * batch * features();
  }

  /** The same shape over {@code flat} rows of another width: what a head makes of each step. */
  public Sequence withFlat(Matrix other) {
    if (other.rows() != flat.rows())
      throw new IllegalArgumentException(
          "withFlat: expected %d rows, got %s".formatted(flat.rows(), other.shape()));
    return new Sequence(steps, batch, other);
  }

  private Sequence(int steps, int batch, Matrix flat) {
    this.steps = steps;
    this.batch = batch;
    this.flat = flat;
  }

  @Override
  public String toString() {
    return "Sequence (%d steps × %d rows × %d)".formatted(steps, batch, features());
  }
}
