package unrolled.matrix.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.matrix.Kernel;
import unrolled.matrix.Numbers;

/** Both kernels against the triple loop, on shapes that leave a remainder everywhere. */
class GemmTest {
  private static final int[] AWKWARD = {1, 4, 6, 7, 8, 9, 13, 16, 17, 25, 31, 32, 33, 40, 64, 100};

  private final SplittableRandom random = new SplittableRandom(1);
  private final Entries wholes = () -> random.nextInt(-9, 10);
  private final Entries reals = () -> Numbers.random(random);

  static Stream<String> kernels() {
    return Stream.of("scalar", "vector");
  }

  @FunctionalInterface
  private interface Entries {
    double next();
  }

  /** Which form of the product, and where the factors have their rows. */
  private enum Form {
    GEMM,
    TRANS_A,
    TRANS_B;

    void run(Kernel kernel, int m, int n, int k, Block a, Block b, Block c) {
      Product product =
          switch (this) {
            case GEMM -> kernel.gemm()::nn;
            case TRANS_A -> kernel.gemm()::tn;
            case TRANS_B -> kernel.gemm()::nt;
          };
      product.add(m, n, k, a.data, a.at, a.stride, b.data, b.at, b.stride, c.data, c.at, c.stride);
    }

    double left(Block a, int i, int p) {
      return this == TRANS_A ? a.get(p, i) : a.get(i, p);
    }

    double right(Block b, int p, int j) {
      return this == TRANS_B ? b.get(j, p) : b.get(p, j);
    }
  }

  @FunctionalInterface
  private interface Product {
    void add(
        int m,
        int n,
        int k,
        double[] a,
        int aAt,
        int aRow,
        double[] b,
        int bAt,
        int bRow,
        double[] c,
        int cAt,
        int cRow);
  }

  /** A matrix inside a larger array: an offset before it, and a gap after each row. */
  private static final class Block {
    final int rows;
    final int cols;
    final int at;
    final int stride;
    final double[] data;

    Block(int rows, int cols, int at, int gap, double outside, Entries inside) {
      this.rows = rows;
      this.cols = cols;
      this.at = at;
      this.stride = cols + gap;
      this.data = new double[at + rows * stride + 3];
      java.util.Arrays.fill(data, outside);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < cols; c++) {
          data[at + r * stride + c] = inside.next();
        }
      }
    }

    double get(int r, int c) {
      return data[at + r * stride + c];
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void all_shapes_up_to_five_are_exact_on_whole_numbers(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (Form form : Form.values()) {
      for (int m = 1; m <= 5; m++) {
        for (int n = 1; n <= 5; n++) {
          for (int k = 1; k <= 5; k++) {
            check(kernel, form, m, n, k, 0, wholes, 0);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void awkward_sizes_are_exact_on_whole_numbers(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (Form form : Form.values()) {
      forAwkwardSizes((m, n, k) -> check(kernel, form, m, n, k, 0, wholes, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void blocks_inside_larger_arrays_leave_everything_outside_alone(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (Form form : Form.values()) {
      forAwkwardSizes((m, n, k) -> check(kernel, form, m, n, k, 3, wholes, 0));
      for (int m = 1; m <= 5; m++) {
        for (int n = 1; n <= 5; n++) {
          for (int k = 1; k <= 5; k++) {
            check(kernel, form, m, n, k, 1, wholes, 0);
          }
        }
      }
    }
  }

  /** More than one block of each kernel, with remainders, on the packed paths and the others. */
  @ParameterizedTest
  @MethodSource("kernels")
  void sizes_beyond_one_cache_block_are_exact_on_whole_numbers(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (Form form : Form.values()) {
      check(kernel, form, 5, 259, 131, 2, wholes, 0);
      check(kernel, form, 7, 515, 64, 0, wholes, 0);
      check(kernel, form, 300, 3, 129, 1, wholes, 0);
      check(kernel, form, 131, 67, 521, 1, wholes, 0);
      check(kernel, form, 65, 809, 257, 2, wholes, 0);
      check(kernel, form, 1, 809, 521, 1, wholes, 0);
      check(kernel, form, 809, 1, 521, 1, wholes, 0);
      check(kernel, form, 33, 70, 1_601, 1, wholes, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void real_numbers_differ_by_no_more_than_rounding(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (Form form : Form.values()) {
      forAwkwardSizes((m, n, k) -> check(kernel, form, m, n, k, 1, reals, 1));
    }
  }

  /** The first call runs in the interpreter, the last ones as compiled code. */
  @ParameterizedTest
  @MethodSource("kernels")
  void a_product_repeats_to_the_bit_after_it_was_compiled(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (Form form : Form.values()) {
      Block a = new Block(65, 65, 0, 0, 0, reals);
      Block b = new Block(65, 65, 0, 0, 0, reals);
      Block first = new Block(5, 5, 0, 60, 0, () -> 0);
      form.run(kernel, 5, 5, 65, a, b, first);
      for (int i = 0; i < 20_000; i++) {
        Block again = new Block(5, 5, 0, 60, 0, () -> 0);
        form.run(kernel, 5, 5, 65, a, b, again);
        assertArrayEquals(first.data, again.data);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void a_size_of_zero_adds_nothing(String name) {
    Kernel kernel = Numbers.kernel(name);
    int[][] shapes = {{0, 3, 4}, {3, 0, 4}, {9, 17, 0}, {0, 0, 0}, {0, 17, 0}};
    for (Form form : Form.values()) {
      for (int[] s : shapes) {
        check(kernel, form, s[0], s[1], s[2], 2, wholes, 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void nothing_times_nan_is_nan(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (Form form : Form.values()) {
      for (int n : AWKWARD) {
        Block a = new Block(n, n, 0, 0, 0, () -> 0);
        Block b = new Block(n, n, 0, 0, 0, () -> Double.NaN);
        Block c = new Block(n, n, 0, 0, 0, () -> 1);
        form.run(kernel, n, n, n, a, b, c);
        for (double v : c.data) {
          if (v != 0) {
            assertTrue(Double.isNaN(v), form + " " + n);
          }
        }
        assertTrue(Double.isNaN(c.get(n - 1, n - 1)), form + " " + n);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void axpy_adds_a_multiple_and_nothing_outside(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (int n = 0; n <= 100; n++) {
      for (int at = 0; at < 4; at++) {
        Block x = new Block(1, n, at, 0, Double.NaN, wholes);
        Block y = new Block(1, n, 3 - at, 0, 77, wholes);
        double[] expected = y.data.clone();
        for (int i = 0; i < n; i++) {
          expected[y.at + i] += -3 * x.get(0, i);
        }
        kernel.gemm().axpy(n, -3, x.data, x.at, y.data, y.at);
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i], y.data[i], "n = " + n + ", entry " + i);
        }
      }
    }
  }

  @FunctionalInterface
  private interface Sizes {
    void accept(int m, int n, int k);
  }

  private static void forAwkwardSizes(Sizes action) {
    for (int m : AWKWARD) {
      for (int n : AWKWARD) {
        for (int k : AWKWARD) {
          if (m != n && n != k && m != k) {
            action.accept(m, n, k);
          }
        }
      }
    }
  }

  /**
   * One product added to a C that is not zero. Outside A and B stands NaN, so reading there spoils
   * the result; outside C stands a number that must still be there.
   *
   * @param rounding 0 for exact equality; 1 for the bound on two sums of k + 1 terms, each taken in
   *     an order of its own: 2 (k + 1) ε Σ |term|, with ε = 2⁻⁵³
   */
  private void check(
      Kernel kernel, Form form, int m, int n, int k, int gap, Entries entries, double rounding) {
    boolean ta = form == Form.TRANS_A;
    boolean tb = form == Form.TRANS_B;
    Block a = new Block(ta ? k : m, ta ? m : k, 2 * gap, gap, Double.NaN, entries);
    Block b = new Block(tb ? n : k, tb ? k : n, gap, 2 * gap, Double.NaN, entries);
    Block c = new Block(m, n, 3 * gap, gap + gap / 2, 77, entries);
    double[] expected = c.data.clone();
    double[] tolerance = new double[expected.length];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int at = c.at + i * c.stride + j;
        double size = Math.abs(expected[at]);
        for (int p = 0; p < k; p++) {
          double term = form.left(a, i, p) * form.right(b, p, j);
          expected[at] += term;
          size += Math.abs(term);
        }
        tolerance[at] = rounding * 2 * (k + 1) * Numbers.ROUNDING * size;
      }
    }
    form.run(kernel, m, n, k, a, b, c);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - c.data[i]) <= tolerance[i])) {
        assertEquals(
            expected[i],
            c.data[i],
            tolerance[i],
            "%s of (%d × %d) · (%d × %d), gap %d, array entry %d"
                .formatted(form, m, k, k, n, gap, i));
      }
    }
  }
}
