package unrolled.layer;

import java.util.Arrays;
import java.util.List;
import unrolled.matrix.Matrix;

/**
 * A batch of sequences: at each of T time steps a matrix (N × F).
 *
 * <p>Time comes first in memory. Row {@code t · N + n} of {@link #flat} is what sequence n holds at
 * step t, so that a product over all steps at once is one product. PyTorch calls this order {@code
 * (seq, batch, feature)}; Keras, and PyTorch's {@code batch_first}, have batch first: {@link
 * #fromBatchMajor} and {@link #toBatchMajor} convert.
 *
 * <p>Sequence n has a length, T unless {@link #withLengths} says otherwise. The steps from its
 * length on are padding: no layer reads what stands there.
 */
public final class Sequence {
  private final int steps;
  private final int batch;
  private final Matrix flat; // (T·N × F)
  private final int[] lengths; // N of them, each from 1 to T

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
    this.lengths = new int[batch];
    Arrays.fill(lengths, steps);
  }

  private Sequence(int steps, Matrix flat, int[] lengths) {
    this.steps = steps;
    this.batch = lengths.length;
    this.flat = flat;
    this.lengths = lengths;
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
   * A copy of {@code values[n][t][f]}: batch first, then time. Rows n may be of different lengths;
   * the shorter ones are padded with zeros.
   */
  public static Sequence fromBatchMajor(double[][][] values) {
    int[] lengths = Arrays.stream(values).mapToInt(row -> row.length).toArray();
    int features = values.length == 0 || lengths[0] == 0 ? 0 : values[0][0].length;
    Sequence s = new Sequence(Arrays.stream(lengths).max().orElse(0), values.length, features);
    for (int n = 0; n < s.batch; n++)
      for (int t = 0; t < lengths[n]; t++) {
        if (values[n][t].length != features)
          throw new IllegalArgumentException(
              "fromBatchMajor: row %d has %d features at step %d, row 0 has %d at step 0"
                  .formatted(n, values[n][t].length, t, features));
        System.arraycopy(values[n][t], 0, s.flat.data(), s.row(t, n) * features, features);
      }
    return s.withLengths(lengths);
  }

  /** A copy as {@code values[n][t][f]}: batch first, then time; row n as long as sequence n. */
  public double[][][] toBatchMajor() {
    double[][][] values = new double[batch][][];
    for (int n = 0; n < batch; n++) {
      values[n] = new double[lengths[n]][];
      for (int t = 0; t < lengths[n]; t++) {
        int at = row(t, n) * features();
        values[n][t] = Arrays.copyOfRange(flat.data(), at, at + features());
      }
    }
    return values;
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
        s.flat.set(s.row(t, n), ids[n][t], 1);
      }
    }
    return s;
  }

  /** The same numbers, of which sequence n holds only the first {@code lengths[n]} steps. */
  public Sequence withLengths(int... lengths) {
    if (lengths.length != batch)
      throw new IllegalArgumentException(
          "withLengths: expected %d lengths, got %d".formatted(batch, lengths.length));
    for (int n = 0; n < batch; n++)
      if (lengths[n] < 1 || lengths[n] > steps)
        throw new IllegalArgumentException(
            "withLengths: length %d of row %d; expected 1 to %d".formatted(lengths[n], n, steps));
    return new Sequence(steps, flat, lengths.clone());
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

  /** The number of steps of sequence {@code n} that are not padding, from 1 to T. */
  public int length(int n) {
    return lengths[n];
  }

  /** Whether sequence {@code n} still goes on at step {@code t}, from 0. */
  public boolean isReal(int t, int n) {
    return t < lengths[n];
  }

  /** For each row of {@link #flat} whether it is real: what a masked loss asks for. */
  public boolean[] real() {
    boolean[] real = new boolean[steps * batch];
    for (int i = 0; i < real.length; i++) real[i] = isReal(i / batch, i % batch);
    return real;
  }

  /** Whether no step of any sequence is padding. */
  public boolean isFull() {
    for (int length : lengths) if (length < steps) return false;
    return true;
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
    return row(t, 0) * features();
  }

  private int row(int t, int n) {
    return t * batch + n;
  }

  /** The same steps and lengths over {@code other} (T·N × any): what a head makes of each step. */
  public Sequence withFlat(Matrix other) {
    if (other.rows() != flat.rows())
      throw new IllegalArgumentException(
          "withFlat: expected %d rows, got %s".formatted(flat.rows(), other.shape()));
    return new Sequence(steps, other, lengths);
  }

  boolean hasLengthsOf(Sequence other) {
    return Arrays.equals(lengths, other.lengths);
  }

  /** A copy in which every padded step is zero, whatever stood there. */
  Sequence clean() {
    Sequence copy = withFlat(new Matrix(flat.rows(), features()));
    copyTo(copy.flat.data(), 0);
    return copy;
  }

  /** A copy in which each sequence runs backward within its length; its padding stays behind it. */
  Sequence reversed() {
    Sequence copy = withFlat(new Matrix(flat.rows(), features()));
    for (int n = 0; n < batch; n++)
      for (int t = 0; t < lengths[n]; t++)
        copyRow(row(lengths[n] - 1 - t, n), copy.flat.data(), row(t, n) * features());
    return copy;
  }

  /** Copies all steps to {@code to}, from index {@code at} on, and zeros for padding. */
  void copyTo(double[] to, int at) {
    int width = features();
    for (int t = 0; t < steps; t++)
      for (int n = 0; n < batch; n++) {
        int start = at + row(t, n) * width;
        if (isReal(t, n)) copyRow(row(t, n), to, start);
        else Arrays.fill(to, start, start + width, 0);
      }
  }

  /**
   * The rows of {@code real} that step {@code t} really has, and those of {@code other} elsewhere.
   */
  Matrix realElse(int t, Matrix real, Matrix other) {
    if (isFull()) return real;
    Matrix chosen = real.copy();
    int width = real.cols();
    for (int n = 0; n < batch; n++)
      if (!isReal(t, n)) System.arraycopy(other.data(), n * width, chosen.data(), n * width, width);
    return chosen;
  }

  private void copyRow(int row, double[] to, int at) {
    System.arraycopy(flat.data(), row * features(), to, at, features());
  }

  @Override
  public String toString() {
    return "Sequence (%d steps × %d rows × %d)".formatted(steps, batch, features());
  }

  /** Number {@code f} of sequence {@code n} at step {@code t}. */
  public double get(int t, int n, int f) {
    return flat.get(requireRow(t, n), f);
  }

  /** Overwrites number {@code f} of sequence {@code n} at step {@code t}. */
  public void set(int t, int n, int f, double value) {
    flat.set(requireRow(t, n), f, value);
  }

  private int requireRow(int t, int n) {
    if (t < 0 || t >= steps || n < 0 || n >= batch)
      throw new IllegalArgumentException("step %d of row %d of %s".formatted(t, n, this));
    return row(t, n);
  }

  /** A copy of the sequences with these numbers, in this order, as long as the longest of them. */
  public Sequence pick(int... numbers) {
    int longest = 0;
    for (int n : numbers) {
      requireRow(0, n);
      longest = Math.max(longest, lengths[n]);
    }
    Sequence picked = new Sequence(longest, numbers.length, features());
    for (int i = 0; i < numbers.length; i++) {
      picked.lengths[i] = lengths[numbers[i]];
      for (int t = 0; t < picked.lengths[i]; t++)
        copyRow(row(t, numbers[i]), picked.flat.data(), picked.row(t, i) * features());
    }
    return picked;
  }
}
