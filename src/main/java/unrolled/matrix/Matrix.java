package unrolled.matrix;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A dense matrix of doubles, stored row after row in one array.
 *
 * <pre>{@code
 * entry (r, c) = data[r · cols + c]        0 ≤ r < rows, 0 ≤ c < cols
 * }</pre>
 *
 * <p>It has two faces. The readable one ({@code matmul}, {@code plus}, {@code hadamard} …) returns
 * a new matrix and leaves its operands alone; the equations of the cells are written in it. The
 * in-place one ({@code addInPlace}, {@code addMatmul} …) writes into {@code this}, for gradients
 * that accumulate. A row vector is a matrix with one row.
 *
 * <p>A matrix is storage, not a value: two matrices are equal only if they are the same object. It
 * is its own, or lent by a {@link Workspace}: then it is refused once the storage was written over.
 */
public final class Matrix {
  private int rows;
  private int cols;
  private double[] data; // rows × cols, row-major; longer, if it is lent
  private Workspace lender; // null if the matrix is its own
  private long loan;

  /** A matrix of zeros. Either size may be 0. */
  public Matrix(int rows, int cols) {
    this(rows, cols, Shapes.numbers(Shapes.size(rows, cols)));
  }

  private Matrix(int rows, int cols, double[] data) {
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  /** One that is lent, until {@code lender} writes there again. */
  Matrix(int rows, int cols, double[] data, Workspace lender, long loan) {
    this(rows, cols, data);
    this.lender = lender;
    this.loan = loan;
  }

  /** Lends this object once more, if it was never made the caller's own. */
  boolean lendAgain(int rows, int cols, double[] data, long loan) {
    if (lender == null) {
      return false;
    }
    this.rows = rows;
    this.cols = cols;
    this.data = data;
    this.loan = loan;
    return true;
  }

  boolean isLentBy(Workspace workspace, long loan) {
    return lender == workspace && this.loan == loan;
  }

  /** A matrix over {@code data}, which is not copied: writing to one writes to the other. */
  public static Matrix wrap(int rows, int cols, double... data) {
    int size = Shapes.size(rows, cols);
    Shapes.require(
        data.length == size,
        () -> "wrap: (%d × %d) needs %d numbers, got %d".formatted(rows, cols, size, data.length));
    return new Matrix(rows, cols, data);
  }

  /** A copy of {@code rows}, which must all have the same length. */
  public static Matrix of(double[][] rows) {
    for (int r = 0; r < rows.length; r++) {
      int row = r;
      Shapes.require(rows[r] != null, () -> "of: row %d is null".formatted(row));
    }
    int cols = rows.length == 0 ? 0 : rows[0].length;
    Matrix m = new Matrix(rows.length, cols);
    for (int r = 0; r < rows.length; r++) {
      int row = r;
      Shapes.require(
          rows[r].length == cols,
          () -> "of: row %d has %d entries, row 0 has %d".formatted(row, rows[row].length, cols));
      System.arraycopy(rows[r], 0, m.data, r * cols, cols);
    }
    return m;
  }

  /** A row vector (1 × values.length). */
  public static Matrix row(double... values) {
    return new Matrix(1, values.length, values.clone());
  }

  /** Entries drawn independently from the uniform distribution on [low, high). */
  public static Matrix random(int rows, int cols, double low, double high, RandomGenerator rng) {
    return new Matrix(rows, cols).map(zero -> low + (high - low) * rng.nextDouble());
  }

  /** Entries drawn independently from the normal distribution of mean 0. */
  public static Matrix normal(int rows, int cols, double deviation, RandomGenerator rng) {
    return new Matrix(rows, cols).map(zero -> deviation * rng.nextGaussian());
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  /**
   * The storage itself, row after row; not a copy. A lent matrix is copied at the first call, and
   * is then its own: what a caller holds as an array is never written over.
   */
  public double[] data() {
    if (lender != null) {
      data = Arrays.copyOf(storage(), size());
      lender = null;
    }
    return data;
  }

  /**
   * As {@link #data}, without the copy: of a lent matrix the lender's own array, which may be
   * longer than rows · cols and is written over later.
   *
   * @throws IllegalStateException if that has happened
   */
  public double[] storage() {
    if (lender != null) {
      lender.requireCurrent(loan);
    }
    return data;
  }

  private int size() {
    return rows * cols;
  }

  /** The shape as people write it, for messages: {@code (32 × 64)}. */
  public String shape() {
    return Shapes.text(rows, cols);
  }

  public double get(int r, int c) {
    return storage()[Shapes.index(this, r, c)];
  }

  public void set(int r, int c, double value) {
    storage()[Shapes.index(this, r, c)] = value;
  }

  /** The product {@code this · b}: (m × k) · (k × n) = (m × n), in 2·m·n·k operations. */
  public Matrix matmul(Matrix b) {
    return new Matrix(rows, b.cols).addMatmul(this, b);
  }

  /** The entry-wise sum. */
  public Matrix plus(Matrix b) {
    return copy().addInPlace(b);
  }

  /** The entry-wise difference. */
  public Matrix minus(Matrix b) {
    return copy().add("minus", -1, b);
  }

  /** The entry-wise product ⊙. */
  public Matrix hadamard(Matrix b) {
    Shapes.same("hadamard", this, b);
    Matrix y = copy();
    double[] factors = b.storage();
    for (int i = 0; i < y.data.length; i++) {
      y.data[i] *= factors[i];
    }
    return y;
  }

  /** Every entry times {@code factor}. */
  public Matrix scale(double factor) {
    return map(v -> v * factor);
  }

  /** {@code f} of every entry. */
  public Matrix map(DoubleUnaryOperator f) {
    Matrix y = new Matrix(rows, cols);
    double[] x = storage();
    for (int i = 0; i < y.data.length; i++) {
      y.data[i] = f.applyAsDouble(x[i]);
    }
    return y;
  }

  /** Rows become columns (cols × rows). */
  public Matrix transpose() {
    Matrix t = new Matrix(cols, rows);
    double[] x = storage();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        t.data[c * rows + r] = x[r * cols + c];
      }
    }
    return t;
  }

  /** Adds the row vector {@code b} (1 × cols) to every row: how a bias meets a batch. */
  public Matrix plusRow(Matrix b) {
    Shapes.require(
        b.rows == 1 && b.cols == cols,
        () -> "plusRow: %s needs a row (1 × %d), got %s".formatted(shape(), cols, b.shape()));
    Matrix y = copy();
    double[] row = b.storage();
    for (int i = 0; i < y.data.length; i++) {
      y.data[i] += row[i % cols];
    }
    return y;
  }

  /** The sum of the rows (1 × cols): the gradient of a bias that {@link #plusRow} added. */
  public Matrix sumRows() {
    Matrix s = new Matrix(1, cols);
    double[] x = storage();
    for (int i = 0; i < size(); i++) {
      s.data[i % cols] += x[i];
    }
    return s;
  }

  /** A copy of columns {@code from} to {@code to} − 1 (rows × (to − from)). */
  public Matrix columns(int from, int to) {
    Shapes.require(
        0 <= from && from <= to && to <= cols,
        () -> "columns: %d to %d of a %s matrix".formatted(from, to, shape()));
    Matrix y = new Matrix(rows, to - from);
    double[] x = storage();
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, r * cols + from, y.data, r * y.cols, y.cols);
    }
    return y;
  }

  /** A copy of rows {@code from} to {@code to} − 1 ((to − from) × cols). */
  public Matrix rows(int from, int to) {
    Shapes.require(
        0 <= from && from <= to && to <= rows,
        () -> "rows: %d to %d of a %s matrix".formatted(from, to, shape()));
    return new Matrix(to - from, cols, Arrays.copyOfRange(storage(), from * cols, to * cols));
  }

  /** A copy of the rows with these numbers, in this order; a row may be picked twice. */
  public Matrix pick(int... numbers) {
    Matrix y = new Matrix(numbers.length, cols);
    double[] x = storage();
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(x, row("pick", numbers[i]) * cols, y.data, i * cols, cols);
    }
    return y;
  }

  /** Overwrites the rows with these numbers by those of {@code b}: the reverse of {@link #pick}. */
  public Matrix put(int[] numbers, Matrix b) {
    Shapes.require(
        b.rows == numbers.length && b.cols == cols,
        () -> "put: (%d × %d) into %s, got %s".formatted(numbers.length, cols, shape(), b.shape()));
    for (int n : numbers) {
      row("put", n);
    }
    double[] from = b.storage();
    double[] to = storage();
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(from, i * cols, to, numbers[i] * cols, cols);
    }
    return this;
  }

  private int row(String operation, int r) {
    Shapes.require(
        0 <= r && r < rows, () -> "%s: row %d of a %s matrix".formatted(operation, r, shape()));
    return r;
  }

  /** The matrices side by side; all have the same number of rows. */
  public static Matrix beside(Matrix... parts) {
    Shapes.require(parts.length > 0, () -> "beside: needs at least one matrix");
    int cols = 0, at = 0;
    for (Matrix p : parts) {
      cols += p.cols;
    }
    Matrix y = new Matrix(parts[0].rows, cols);
    for (Matrix p : parts) {
      Shapes.require(
          p.rows == y.rows, () -> "beside: %s beside %s".formatted(parts[0].shape(), p.shape()));
      for (int r = 0; r < y.rows; r++) {
        System.arraycopy(p.storage(), r * p.cols, y.data, r * y.cols + at, p.cols);
      }
      at += p.cols;
    }
    return y;
  }

  public Matrix copy() {
    return new Matrix(rows, cols, Arrays.copyOf(storage(), size()));
  }

  /** Overwrites every entry by that of {@code b}, which has the same shape. */
  public Matrix copyFrom(Matrix b) {
    Shapes.same("copyFrom", this, b);
    System.arraycopy(b.storage(), 0, storage(), 0, size());
    return this;
  }

  /** {@code this += a · b}. Neither operand may be {@code this}. */
  public Matrix addMatmul(Matrix a, Matrix b) {
    Shapes.product("matmul", a.cols == b.rows, a, b, "", "", this, a.rows, b.cols);
    Kernels.ACTIVE
        .gemm()
        .nn(
            a.rows,
            b.cols,
            a.cols,
            a.storage(),
            0,
            a.cols,
            b.storage(),
            0,
            b.cols,
            storage(),
            0,
            cols);
    return this;
  }

  /** {@code this += aᵀ · b}, without building the transpose: the gradient of a weight. */
  public Matrix addTransposedMatmul(Matrix a, Matrix b) {
    Shapes.product("matmul", a.rows == b.rows, a, b, "ᵀ", "", this, a.cols, b.cols);
    Kernels.ACTIVE
        .gemm()
        .tn(
            a.cols,
            b.cols,
            a.rows,
            a.storage(),
            0,
            a.cols,
            b.storage(),
            0,
            b.cols,
            storage(),
            0,
            cols);
    return this;
  }

  /** {@code this += a · bᵀ}, without building the transpose: the gradient of an input. */
  public Matrix addMatmulTransposed(Matrix a, Matrix b) {
    Shapes.product("matmul", a.cols == b.cols, a, b, "", "ᵀ", this, a.rows, b.rows);
    Kernels.ACTIVE
        .gemm()
        .nt(
            a.rows,
            b.rows,
            a.cols,
            a.storage(),
            0,
            a.cols,
            b.storage(),
            0,
            b.cols,
            storage(),
            0,
            cols);
    return this;
  }

  /** {@code this += b}. */
  public Matrix addInPlace(Matrix b) {
    return addScaled(1, b);
  }

  /** {@code this += factor · b}. */
  public Matrix addScaled(double factor, Matrix b) {
    return add("plus", factor, b);
  }

  private Matrix add(String operation, double factor, Matrix b) {
    Shapes.same(operation, this, b);
    Kernels.ACTIVE.gemm().axpy(size(), factor, b.storage(), 0, storage(), 0);
    return this;
  }

  /** The Frobenius norm: the square root of the sum of the squared entries. */
  public double norm() {
    return Math.sqrt(Arrays.stream(storage(), 0, size()).map(v -> v * v).sum());
  }

  /** The largest absolute difference to {@code b}; NaN if either holds one; 0 if empty. */
  public double maxDifference(Matrix b) {
    Shapes.same("maxDifference", this, b);
    double[] x = storage();
    double[] y = b.storage();
    double worst = 0;
    for (int i = 0; i < size(); i++) {
      worst = Math.max(worst, Math.abs(x[i] - y[i]));
    }
    return worst;
  }

  /** Whether every entry is a number: neither NaN nor infinite. */
  public boolean isFinite() {
    return Kernels.ACTIVE.elementwise().areFinite(size(), storage(), 0);
  }

  /** The shape and the entries to four decimals; a large matrix is abridged. */
  @Override
  public String toString() {
    return Shapes.print(this);
  }
}
