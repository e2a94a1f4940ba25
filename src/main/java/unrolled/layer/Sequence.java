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
 *
 * <p>What a layer returns is lent, see {@link Layer}: after the layer's next pass its numbers are
 * refused with an {@link IllegalStateException}. {@link #copy} keeps them.
 */
public final class Sequence {
  private int steps;
  private int batch;
  private Matrix flat; // (T·N × F)
  private int[] lengths; // its own, N or more, each from 1 to T, or 0 in a chunk
  private Passes maker; // the layer whose outputs these are, or are made of; null if there is none
  private long pass; // of the maker
  private Sequence gradient; // lent together with this; null before it is asked for
  private boolean gradientIsLent;

  /**
   * Zeros: {@code steps} time steps of {@code batch} sequences with {@code features} numbers each.
   */
  public Sequence(int steps, int batch, int features) {
    if (steps < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "a Sequence needs at least one step and one row, got %d steps of %d rows"
              .formatted(steps, batch));
    }
    this.steps = steps;
    this.batch = batch;
    if ((long) steps * batch > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a Sequence cannot hold %,d steps of %,d rows; take fewer of them at once"
              .formatted(steps, batch));
    }
    this.flat = new Matrix(steps * batch, features);
    this.lengths = new int[batch];
    Arrays.fill(lengths, steps);
  }

  private Sequence(int steps, Matrix flat, int... lengths) {
    this.steps = steps;
    this.batch = lengths.length;
    this.flat = flat;
    this.lengths = lengths;
  }

  /** One without numbers, for {@link #lendAgain}. */
  static Sequence toLend() {
    return new Sequence(0, null);
  }

  /** The same, with room for the lengths of so many rows. */
  static Sequence toLend(int batch) {
    Sequence sequence = toLend();
    sequence.lengths = new int[batch];
    return sequence;
  }

  /** Makes this object the shape of {@code rows}, without numbers. */
  Sequence shape(int[][] rows) {
    batch = rows.length;
    steps = 0;
    growLengths();
    for (int n = 0; n < batch; n++) {
      lengths[n] = rows[n].length;
      steps = Math.max(steps, lengths[n]);
    }
    return this;
  }

  private void growLengths() {
    if (lengths.length < batch) {
      lengths = new int[batch];
    }
  }

  /** Lends this object once more, if its numbers were not made the caller's own. */
  boolean lendAgain(Sequence shape, Matrix flat) {
    if (this.flat != null && this.flat != flat) {
      return false;
    }
    steps = shape.steps;
    batch = shape.batch;
    growLengths();
    System.arraycopy(shape.lengths, 0, lengths, 0, batch);
    this.flat = flat;
    maker = null;
    gradientIsLent = false;
    return true;
  }

  /** The steps and lengths of this over {@code other}, of no pass. */
  Sequence unmarked(Matrix other) {
    return new Sequence(steps, other, Arrays.copyOf(lengths, batch));
  }

  /** Belongs to pass number {@code pass} of {@code maker} from now on. */
  Sequence belongTo(Passes maker, long pass) {
    this.maker = maker;
    this.pass = pass;
    return this;
  }

  Sequence belongLike(Sequence other) {
    return belongTo(other.maker, other.pass);
  }

  boolean isOfSomePass() {
    return maker != null;
  }

  boolean isOfPassOf(Sequence other) {
    return maker == other.maker && pass == other.pass;
  }

  /** Makes this object {@code flat} with the shape and the pass of {@code shape}. */
  Sequence show(Matrix flat, Sequence shape) {
    this.flat = null;
    lendAgain(shape, flat);
    return belongLike(shape);
  }

  /** A copy of the numbers, which no layer will overwrite. */
  public Sequence copy() {
    return withFlat(flat.copy());
  }

  /** The matrices {@code steps}, in order of time; all have the same shape. */
  public static Sequence of(List<Matrix> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a Sequence needs at least one step, got 0");
    }
    Matrix first = steps.get(0);
    Sequence s = new Sequence(steps.size(), first.rows(), first.cols());
    for (int t = 0; t < s.steps; t++) {
      s.setStep(t, steps.get(t));
    }
    return s;
  }

  /**
   * A copy of {@code values[n][t][f]}: batch first, then time. Rows n may be of different lengths;
   * the shorter ones are padded with zeros.
   */
  public static Sequence fromBatchMajor(double[][][] values) {
    for (int n = 0; n < values.length; n++) {
      if (values[n] == null || values[n].length == 0) {
        throw new IllegalArgumentException(
            "fromBatchMajor: row %d of %d is %s; expected at least one step in each row"
                .formatted(n, values.length, values[n] == null ? "null" : "empty"));
      }
    }
    int[] lengths = Arrays.stream(values).mapToInt(row -> row.length).toArray();
    if (values.length > 0 && values[0][0] == null) {
      throw new IllegalArgumentException(
          "fromBatchMajor: row 0 is null at step 0; expected its features");
    }
    int features = values.length == 0 ? 0 : values[0][0].length;
    Sequence s = new Sequence(Arrays.stream(lengths).max().orElse(0), values.length, features);
    for (int n = 0; n < s.batch; n++) {
      for (int t = 0; t < lengths[n]; t++) {
        if (values[n][t] == null || values[n][t].length != features) {
          throw new IllegalArgumentException(
              "fromBatchMajor: row %d has %s features at step %d, row 0 has %d at step 0"
                  .formatted(n, values[n][t] == null ? "no" : values[n][t].length, t, features));
        }
        System.arraycopy(values[n][t], 0, s.flat.data(), s.row(t, n) * features, features);
      }
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
        values[n][t] = Arrays.copyOfRange(flat.storage(), at, at + features());
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
    for (int n = 0; n < ids.length; n++) {
      if (ids[n] == null) {
        throw new IllegalArgumentException(
            "oneHot: row %d of %d is null; expected its classes".formatted(n, ids.length));
      }
    }
    Sequence s = new Sequence(ids.length == 0 ? 0 : ids[0].length, ids.length, classes);
    for (int n = 0; n < s.batch; n++) {
      if (ids[n].length != s.steps) {
        throw new IllegalArgumentException(
            "oneHot: row %d has %d steps, row 0 has %d".formatted(n, ids[n].length, s.steps));
      }
      for (int t = 0; t < s.steps; t++) {
        if (ids[n][t] < 0 || ids[n][t] >= classes) {
          throw new IllegalArgumentException(
              "oneHot: class %d in row %d at step %d; the classes are 0 to %d"
                  .formatted(ids[n][t], n, t, classes - 1));
        }
        s.flat.set(s.row(t, n), ids[n][t], 1);
      }
    }
    return s;
  }

  /** The same numbers, of which sequence n holds only the first {@code lengths[n]} steps. */
  public Sequence withLengths(int... lengths) {
    if (lengths.length != batch) {
      throw new IllegalArgumentException(
          "withLengths: expected %d lengths, got %d".formatted(batch, lengths.length));
    }
    for (int n = 0; n < batch; n++) {
      if (lengths[n] < 1 || lengths[n] > steps) {
        throw new IllegalArgumentException(
            "withLengths: length %d of row %d; expected 1 to %d".formatted(lengths[n], n, steps));
      }
    }
    return new Sequence(steps, flat, lengths.clone()).belongLike(this);
  }

  /**
   * A copy of the steps {@code from} to {@code to} − 1, for truncated backpropagation through time.
   * A sequence that has ended before has the length 0 there: a layer hands its state on as it is.
   */
  public Sequence chunk(int from, int to) {
    if (from < 0 || to > steps || from >= to) {
      throw new IllegalArgumentException(
          "chunk: expected steps from 0 to %d, at least one; got %d to %d"
              .formatted(steps, from, to));
    }
    int[] left = new int[batch];
    for (int n = 0; n < batch; n++) {
      left[n] = Math.max(0, Math.min(lengths[n], to) - from);
    }
    Matrix part = new Matrix((to - from) * batch, features());
    System.arraycopy(flat.storage(), at(from), part.data(), 0, part.data().length);
    return new Sequence(to - from, part, left);
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

  /**
   * The number of steps of sequence {@code n} that are not padding, from 1 to T; in a {@link
   * #chunk}, from 0.
   */
  public int length(int n) {
    requireRow(n);
    return lengths[n];
  }

  private void requireRow(int n) {
    if (n < 0 || n >= batch) {
      throw new IllegalArgumentException("row %d of a sequence of %d rows".formatted(n, batch));
    }
  }

  /** Whether sequence {@code n} still goes on at step {@code t}, from 0. */
  public boolean isReal(int t, int n) {
    requireRow(t, n);
    return t < lengths[n];
  }

  /** For each row of {@link #flat} whether it is real: what a masked loss asks for. */
  public boolean[] real() {
    boolean[] real = new boolean[steps * batch];
    real(real);
    return real;
  }

  /**
   * Writes {@link #real()} to {@code to}, which may be longer: for a step that allocates nothing.
   */
  public void real(boolean[] to) {
    if (to.length < steps * batch) {
      throw new IllegalArgumentException(
          "real: %s needs an array of %d, got one of %d".formatted(this, steps * batch, to.length));
    }
    for (int t = 0; t < steps; t++) {
      for (int n = 0; n < batch; n++) {
        to[row(t, n)] = isReal(t, n);
      }
    }
  }

  /** Whether no step of any sequence is padding. */
  public boolean isFull() {
    for (int n = 0; n < batch; n++) {
      if (lengths[n] < steps) {
        return false;
      }
    }
    return true;
  }

  /**
   * All steps below each other (T·N × F); the storage itself, not a copy.
   *
   * @throws IllegalStateException if it was lent by a layer, which has overwritten it
   */
  public Matrix flat() {
    flat.storage();
    return flat;
  }

  /** A copy of step {@code t} (N × F), from 0 to T − 1. */
  public Matrix step(int t) {
    Matrix m = new Matrix(batch, features());
    System.arraycopy(flat.storage(), at(t), m.data(), 0, m.data().length);
    return m;
  }

  /** Overwrites step {@code t} with {@code m} (N × F). */
  public void setStep(int t, Matrix m) {
    if (m.rows() != batch || m.cols() != features()) {
      throw new IllegalArgumentException(
          "setStep: step %d must be (%d × %d), got %s".formatted(t, batch, features(), m.shape()));
    }
    System.arraycopy(m.storage(), 0, flat.storage(), at(t), batch * features());
  }

  private int at(int t) {
    if (t < 0 || t >= steps) {
      throw new IllegalArgumentException("step %d of a sequence of %d".formatted(t, steps));
    }
    return row(t, 0) * features();
  }

  /** The row of {@link #flat} that sequence {@code n} has at step {@code t}. */
  int row(int t, int n) {
    return t * batch + n;
  }

  /** The row of the step that is as far from the end of sequence {@code n}; padding stays. */
  int turned(int t, int n) {
    return isReal(t, n) ? row(lengths[n] - 1 - t, n) : row(t, n);
  }

  /**
   * The same steps and lengths over {@code other} (T·N × any): what a head makes of each step, or
   * the gradient of these outputs. It belongs to the same pass of a layer.
   */
  public Sequence withFlat(Matrix other) {
    if (other.rows() != steps * batch) {
      throw new IllegalArgumentException(
          "withFlat: expected %d rows, got %s".formatted(steps * batch, other.shape()));
    }
    return unmarked(other).belongLike(this);
  }

  /**
   * {@link #withFlat} for the gradient of outputs that a layer lent: the object is lent with them,
   * so that a training step need not allocate one.
   */
  public Sequence gradient(Matrix d) {
    if (gradientIsLent || maker == null) {
      return withFlat(d);
    }
    if (d.rows() != steps * batch) {
      withFlat(d); // says what is wrong
    }
    if (gradient == null) {
      gradient = toLend();
    }
    gradientIsLent = true;
    return gradient.show(d, this);
  }

  /** Zeros of this shape. */
  Sequence zeros() {
    return withFlat(new Matrix(steps * batch, features()));
  }

  /** A copy in which every padded step is zero, whatever stood there. */
  Sequence clean() {
    Sequence copy = withFlat(new Matrix(flat.rows(), features()));
    copyTo(copy.flat.data());
    return copy;
  }

  /** Writes each sequence backward within its length, and zeros for padding, to {@code to}. */
  void reverseTo(Sequence to) {
    double[] data = to.flat.storage();
    int width = features();
    for (int n = 0; n < batch; n++) {
      for (int t = 0; t < steps; t++) {
        int at = row(t, n) * width;
        if (isReal(t, n)) {
          copyRow(turned(t, n), data, at);
        } else {
          Arrays.fill(data, at, at + width, 0);
        }
      }
    }
  }

  /** Copies all steps to {@code to}, and zeros for padding. */
  void copyTo(double[] to) {
    int width = features();
    for (int t = 0; t < steps; t++) {
      for (int n = 0; n < batch; n++) {
        int start = row(t, n) * width;
        if (isReal(t, n)) {
          copyRow(row(t, n), to, start);
        } else {
          Arrays.fill(to, start, start + width, 0);
        }
      }
    }
  }

  /**
   * The rows of {@code real} that step {@code t} really has, and those of {@code other} elsewhere.
   */
  Matrix realElse(int t, Matrix real, Matrix other) {
    if (isFull()) {
      return real;
    }
    Matrix chosen = real.copy();
    int width = real.cols();
    for (int n = 0; n < batch; n++) {
      if (!isReal(t, n)) {
        System.arraycopy(other.data(), n * width, chosen.data(), n * width, width);
      }
    }
    return chosen;
  }

  private void copyRow(int row, double[] to, int at) {
    System.arraycopy(flat.storage(), row * features(), to, at, features());
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
    if (t < 0 || t >= steps || n < 0 || n >= batch) {
      throw new IllegalArgumentException("step %d of row %d of %s".formatted(t, n, this));
    }
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
      for (int t = 0; t < picked.lengths[i]; t++) {
        copyRow(row(t, numbers[i]), picked.flat.data(), picked.row(t, i) * features());
      }
    }
    return picked;
  }
}
