package unrolled.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MatrixTest {
  private final Matrix a = Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
  private final Matrix b = Matrix.of(new double[][] {{7, 8}, {9, 10}, {11, 12}});
  private final Matrix c = Matrix.of(new double[][] {{10, 20, 30}, {40, 50, 60}});

  private static void same(Matrix actual, double[][] expected) {
    assertEquals(expected.length, actual.rows());
    for (int r = 0; r < expected.length; r++) {
      for (int col = 0; col < actual.cols(); col++) {
        assertEquals(expected[r][col], actual.get(r, col), "entry (%d, %d)".formatted(r, col));
      }
    }
    if (expected.length > 0) {
      assertEquals(expected[0].length, actual.cols());
    }
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void a_new_matrix_holds_zeros() {
    same(new Matrix(2, 3), new double[][] {{0, 0, 0}, {0, 0, 0}});
    assertEquals(0, new Matrix(0, 3).data().length);
    assertEquals(0, new Matrix(3, 0).data().length);
  }

  @Test
  void impossible_shapes_are_refused() {
    refused(
        "a matrix cannot have the shape (-1 × 3): it holds 0 to 2,147,483,639 numbers",
        () -> new Matrix(-1, 3));
    refused(
        "a matrix cannot have the shape (2 × -3): it holds 0 to 2,147,483,639 numbers",
        () -> new Matrix(2, -3));
    refused(
        "a matrix cannot have the shape (65536 × 65536): it holds 0 to 2,147,483,639 numbers",
        () -> new Matrix(65536, 65536));
  }

  @Test
  void wrap_shares_and_of_and_row_copy() {
    double[] numbers = {1, 2, 3, 4, 5, 6};
    Matrix wrapped = Matrix.wrap(2, 3, numbers);
    double[][] table = {{1, 2}, {3, 4}};
    Matrix copied = Matrix.of(table);
    Matrix row = Matrix.row(numbers);
    numbers[4] = 50;
    table[1][0] = 30;
    assertEquals(50, wrapped.get(1, 1));
    assertSame(numbers, wrapped.data());
    assertEquals(3, copied.get(1, 0));
    same(row, new double[][] {{1, 2, 3, 4, 5, 6}});
    same(Matrix.of(new double[0][]), new double[0][]);
  }

  @Test
  void wrap_and_of_count_their_numbers() {
    refused("wrap: (2 × 3) needs 6 numbers, got 5", () -> Matrix.wrap(2, 3, 1, 2, 3, 4, 5));
    refused("of: row 1 has 1 entries, row 0 has 2", () -> Matrix.of(new double[][] {{1, 2}, {3}}));
  }

  @Test
  void random_entries_fill_the_interval_and_repeat_with_the_seed() {
    Matrix m = Matrix.random(70, 130, -2, 3, new SplittableRandom(5));
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (double v : m.data()) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    assertTrue(low >= -2 && low < -1.99 && high < 3 && high > 2.99, low + " to " + high);
    Matrix again = Matrix.random(70, 130, -2, 3, new SplittableRandom(5));
    assertArrayEquals(m.data(), again.data());
  }

  @Test
  void entries_are_found_by_row_and_column() {
    Matrix m = a.copy();
    m.set(1, 0, -4);
    assertEquals(-4, m.get(1, 0));
    assertEquals(-4, m.data()[3]);
    refused("entry (2, 0) of a (2 × 3) matrix", () -> m.get(2, 0));
    refused("entry (0, 3) of a (2 × 3) matrix", () -> m.get(0, 3));
    refused("entry (-1, 0) of a (2 × 3) matrix", () -> m.set(-1, 0, 1));
  }

  @Test
  void the_product() {
    same(a.matmul(b), new double[][] {{58, 64}, {139, 154}});
    refused("matmul: (2 × 3) · (2 × 3)", () -> a.matmul(c));
    Matrix left = new Matrix(32, 64);
    refused("matmul: (32 × 64) · (65 × 128)", () -> left.matmul(new Matrix(65, 128)));
  }

  @Test
  void the_product_of_empty_matrices() {
    same(new Matrix(2, 0).matmul(new Matrix(0, 3)), new double[][] {{0, 0, 0}, {0, 0, 0}});
    assertEquals("(0 × 2)", new Matrix(0, 3).matmul(b).shape());
    assertEquals("(2 × 0)", a.matmul(new Matrix(3, 0)).shape());
  }

  @Test
  void products_that_accumulate() {
    Matrix ones = new Matrix(2, 2).map(v -> 1);
    same(ones.copy().addMatmul(a, b), new double[][] {{59, 65}, {140, 155}});
    same(ones.copy().addTransposedMatmul(a.transpose(), b), new double[][] {{59, 65}, {140, 155}});
    same(ones.copy().addMatmulTransposed(a, b.transpose()), new double[][] {{59, 65}, {140, 155}});
  }

  @Test
  void products_that_accumulate_name_the_shapes_that_do_not_fit() {
    refused("matmul: (2 × 3)ᵀ · (3 × 2)", () -> new Matrix(3, 2).addTransposedMatmul(a, b));
    refused("matmul: (2 × 3) · (3 × 2)ᵀ", () -> new Matrix(2, 3).addMatmulTransposed(a, b));
    refused(
        "matmul: (2 × 3) · (3 × 2) is (2 × 2), the target is (2 × 3)",
        () -> new Matrix(2, 3).addMatmul(a, b));
    refused(
        "matmul: (2 × 3)ᵀ · (2 × 3) is (3 × 3), the target is (2 × 2)",
        () -> new Matrix(2, 2).addTransposedMatmul(a, c));
    refused(
        "matmul: (2 × 3) · (2 × 3)ᵀ is (2 × 2), the target is (3 × 3)",
        () -> new Matrix(3, 3).addMatmulTransposed(a, c));
  }

  @Test
  void a_product_cannot_be_written_over_its_factors() {
    Matrix s = Matrix.random(3, 3, -1, 1, new SplittableRandom(1));
    Matrix other = s.copy();
    Matrix sameStorage = Matrix.wrap(3, 3, s.data());
    String message = "matmul: the target must not be one of the factors";
    double[] before = s.data().clone();
    refused(message, () -> s.addMatmul(s, other));
    refused(message, () -> s.addMatmul(other, s));
    refused(message, () -> s.addMatmul(other, sameStorage));
    refused(message, () -> s.addTransposedMatmul(s, other));
    refused(message, () -> s.addTransposedMatmul(other, sameStorage));
    refused(message, () -> s.addMatmulTransposed(sameStorage, other));
    refused(message, () -> s.addMatmulTransposed(other, s));
    assertArrayEquals(before, s.data());
  }

  @Test
  void sums_differences_and_entrywise_products() {
    same(a.plus(c), new double[][] {{11, 22, 33}, {44, 55, 66}});
    same(c.minus(a), new double[][] {{9, 18, 27}, {36, 45, 54}});
    same(a.hadamard(c), new double[][] {{10, 40, 90}, {160, 250, 360}});
    same(a.scale(-2), new double[][] {{-2, -4, -6}, {-8, -10, -12}});
    same(a.map(v -> v * v), new double[][] {{1, 4, 9}, {16, 25, 36}});
    refused("plus: (2 × 3) and (3 × 2); the shapes must be the same", () -> a.plus(b));
    refused("minus: (2 × 3) and (3 × 2); the shapes must be the same", () -> a.minus(b));
    refused("hadamard: (2 × 3) and (3 × 2); the shapes must be the same", () -> a.hadamard(b));
  }

  @Test
  void sums_in_place() {
    Matrix m = a.copy();
    assertSame(m, m.addInPlace(c));
    same(m, new double[][] {{11, 22, 33}, {44, 55, 66}});
    assertSame(m, m.addScaled(-0.5, c));
    same(m, new double[][] {{6, 12, 18}, {24, 30, 36}});
    same(m.addInPlace(m), new double[][] {{12, 24, 36}, {48, 60, 72}});
    refused("plus: (2 × 3) and (3 × 2); the shapes must be the same", () -> m.addScaled(2, b));
  }

  @Test
  void the_transpose() {
    same(a.transpose(), new double[][] {{1, 4}, {2, 5}, {3, 6}});
    assertEquals("(0 × 5)", new Matrix(5, 0).transpose().shape());
  }

  @Test
  void a_row_is_added_to_every_row() {
    Matrix row = Matrix.row(100, 200, 300);
    same(a.plusRow(row), new double[][] {{101, 202, 303}, {104, 205, 306}});
    refused("plusRow: (2 × 3) needs a row (1 × 3), got (2 × 3)", () -> a.plusRow(c));
    refused("plusRow: (2 × 3) needs a row (1 × 3), got (1 × 2)", () -> a.plusRow(Matrix.row(1, 2)));
    assertEquals("(4 × 0)", new Matrix(4, 0).plusRow(new Matrix(1, 0)).shape());
  }

  @Test
  void rows_are_summed() {
    same(a.sumRows(), new double[][] {{5, 7, 9}});
    same(new Matrix(0, 2).sumRows(), new double[][] {{0, 0}});
  }

  @Test
  void columns_are_cut_out_and_put_side_by_side() {
    same(a.columns(1, 3), new double[][] {{2, 3}, {5, 6}});
    assertEquals("(2 × 0)", a.columns(3, 3).shape());
    same(
        Matrix.beside(a.columns(2, 3), c, a.columns(0, 1)),
        new double[][] {{3, 10, 20, 30, 1}, {6, 40, 50, 60, 4}});
    refused("columns: 1 to 4 of a (2 × 3) matrix", () -> a.columns(1, 4));
    refused("columns: 2 to 1 of a (2 × 3) matrix", () -> a.columns(2, 1));
    refused("columns: -1 to 1 of a (2 × 3) matrix", () -> a.columns(-1, 1));
    refused("beside: (2 × 3) beside (3 × 2)", () -> Matrix.beside(a, b));
    refused("beside: needs at least one matrix", Matrix::beside);
  }

  @Test
  void readable_operations_leave_their_operands_alone() {
    double[] before = a.data().clone();
    double[] other = c.data().clone();
    List<UnaryOperator<Matrix>> operations =
        List.of(
            m -> m.matmul(b),
            m -> m.plus(c),
            m -> m.minus(c),
            m -> c.minus(m),
            m -> m.hadamard(c),
            m -> m.scale(3),
            m -> m.map(v -> -v),
            Matrix::transpose,
            m -> m.plusRow(Matrix.row(1, 2, 3)),
            Matrix::sumRows,
            m -> m.columns(0, 3),
            m -> Matrix.beside(m),
            Matrix::copy);
    for (UnaryOperator<Matrix> operation : operations) {
      Matrix result = operation.apply(a);
      assertNotSame(a, result);
      result.addScaled(5, result.copy()); // and the result shares no storage with them
      assertArrayEquals(before, a.data());
      assertArrayEquals(other, c.data());
    }
  }

  @Test
  void the_norm_and_the_largest_difference() {
    assertEquals(5, Matrix.of(new double[][] {{3, 0}, {0, -4}}).norm(), 1e-15);
    assertEquals(0, new Matrix(0, 4).norm());
    assertEquals(54, c.maxDifference(a));
    assertEquals(54, a.maxDifference(c));
    assertEquals(0, new Matrix(0, 4).maxDifference(new Matrix(0, 4)));
    Matrix holed = a.copy();
    holed.set(0, 0, Double.NaN);
    assertTrue(Double.isNaN(holed.maxDifference(a)));
    assertTrue(Double.isNaN(a.maxDifference(holed)));
    refused(
        "maxDifference: (2 × 3) and (3 × 2); the shapes must be the same",
        () -> a.maxDifference(b));
  }

  @Test
  void a_number_that_is_none_is_noticed() {
    assertTrue(a.isFinite());
    assertTrue(new Matrix(0, 0).isFinite());
    Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
        .forEach(
            v -> {
              Matrix m = a.copy();
              m.set(1, 2, v);
              assertFalse(m.isFinite());
            });
  }

  @Test
  void two_matrices_of_the_same_entries_are_not_equal() {
    assertFalse(a.equals(a.copy()));
  }

  @Test
  void a_small_matrix_is_printed_whole() {
    assertEquals(
        "(2 × 2)\n    1.0000   -2.5000\n    0.3333 1000.0000",
        Matrix.of(new double[][] {{1, -2.5}, {1 / 3.0, 1000}}).toString());
    assertEquals("(0 × 3)", new Matrix(0, 3).toString());
  }

  @Test
  void a_large_matrix_is_abridged() {
    List<String> lines = new Matrix(1000, 2000).toString().lines().toList();
    assertEquals(10, lines.size());
    assertEquals("(1000 × 2000)", lines.get(0));
    assertEquals("    0.0000".repeat(8) + "  …", lines.get(1));
    assertEquals("  …", lines.get(9));
    assertEquals(9, new Matrix(8, 8).toString().lines().count());
    assertFalse(new Matrix(8, 8).toString().contains("…"));
  }

  @Test
  void rows_are_cut_picked_put_and_copied() {
    Matrix m = Matrix.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    assertArrayEquals(new double[] {3, 4, 5, 6}, m.rows(1, 3).data());
    assertArrayEquals(new double[] {5, 6, 1, 2, 5, 6}, m.pick(2, 0, 2).data());
    m.put(new int[] {2, 0}, Matrix.of(new double[][] {{9, 8}, {7, 6}}));
    assertArrayEquals(new double[] {7, 6, 3, 4, 9, 8}, m.data());
    Matrix copy = new Matrix(3, 2).copyFrom(m);
    m.set(0, 0, 0);
    assertArrayEquals(new double[] {7, 6, 3, 4, 9, 8}, copy.data());
    for (org.junit.jupiter.api.function.Executable wrong :
        java.util.List.<org.junit.jupiter.api.function.Executable>of(
            () -> m.rows(2, 1),
            () -> m.rows(0, 4),
            () -> m.pick(3),
            () -> m.pick(-1),
            () -> m.put(new int[] {0, 3}, new Matrix(2, 2)),
            () -> m.put(new int[] {0}, new Matrix(2, 2)),
            () -> m.copyFrom(new Matrix(2, 3)))) {
      org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class, wrong);
    }
    assertArrayEquals(new double[] {0, 6, 3, 4, 9, 8}, m.data());
  }
}
