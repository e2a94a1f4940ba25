package unrolled.bench;

import java.util.SplittableRandom;

/**
 * The product {@code C += A·B} of one shape, with operands for it: C is (m × n), the inner
 * dimension is k.
 */
final class Product {
  /** How the operands lie in memory, row after row. */
  enum Form {
    /** A is (m × k), B is (k × n). */
    PLAIN,
    /** A is stored as (k × m). */
    TRANSPOSED_A,
    /** B is stored as (n × k). */
    TRANSPOSED_B
  }

  final Form form;
  final int m;
  final int n;
  final int k;
  final double[] a;
  final double[] b;

  Product(Form form, int m, int n, int k) {
    this.form = form;
    this.m = m;
    this.n = n;
    this.k = k;
    var rng = new SplittableRandom(1);
    a = rng.doubles((long) m * k, -1, 1).toArray();
    b = rng.doubles((long) k * n, -1, 1).toArray();
  }

  static Product square(int n) {
    return new Product(Form.PLAIN, n, n, n);
  }

  /** From one row of A, as it is stored, to the next. */
  int aRow() {
    return form == Form.TRANSPOSED_A ? m : k;
  }

  int bRow() {
    return form == Form.TRANSPOSED_B ? k : n;
  }

  /** Floating-point operations: a product and a sum for each step of each entry. */
  double operations() {
    return 2.0 * m * n * k;
  }

  @Override
  public String toString() {
    return "%d × %d × %d %s".formatted(m, n, k, form);
  }
}
