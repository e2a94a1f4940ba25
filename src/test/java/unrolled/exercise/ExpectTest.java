package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import unrolled.matrix.Matrix;

class ExpectTest {
  private static final Matrix WANTED = Matrix.of(new double[][] {{1, 2}, {3, 4}});

  record Pair(Matrix h, Matrix c) {}

  @Test
  void the_worst_entry_is_named_and_both_matrices_are_kept() {
    Matrix got = Matrix.of(new double[][] {{1, 2.5}, {-3, 4}});
    AssertionFailedError e = failure("h", WANTED, got);
    assertEquals("h is off, worst at row 1, column 0: expected 3, got -3. why", e.getMessage());
    assertEquals("1.0000 2.0000\n3.0000 4.0000", e.getExpected().getStringRepresentation());
    assertEquals(" 1.0000  2.5000\n-3.0000  4.0000", e.getActual().getStringRepresentation());
  }

  @Test
  void the_part_of_a_record_or_an_array_is_named() {
    Matrix got = WANTED.copy();
    got.set(0, 1, 9);
    assertTrue(
        failure("s", new Pair(WANTED, WANTED), new Pair(WANTED, got))
            .getMessage()
            .startsWith("c is off, worst at row 0, column 1"));
    assertTrue(
        failure("g", new Matrix[] {WANTED, WANTED}, new Matrix[] {WANTED, got})
            .getMessage()
            .startsWith("g[1] is off, worst at row 0, column 1"));
  }

  @Test
  void numbers_that_look_alike_are_written_out() {
    assertEquals(
        "x is off: expected 0.6, got 0.60000012. why", failure("x", 0.6, 0.60000012).getMessage());
  }

  @Test
  void a_NaN_equals_a_NaN_and_nothing_else() {
    Matrix nan = Matrix.row(Double.NaN);
    assertDoesNotThrow(() -> Expect.close("x", nan, Matrix.row(Double.NaN), "why"));
    assertEquals("x is off: expected NaN, got 1. why", failure("x", nan, 1).getMessage());
    assertEquals("x is off: expected 1, got NaN. why", failure("x", 1, nan).getMessage());
  }

  @Test
  void a_wrong_shape_a_null_and_a_wrong_count_are_said_so() {
    assertEquals(
        "h should be (2 × 2) and is (1 × 2)", failure("h", WANTED, Matrix.row(1, 2)).getMessage());
    assertEquals(
        "h is null",
        assertThrows(AssertionError.class, () -> Expect.close("h", WANTED, null, "why"))
            .getMessage());
    assertEquals(
        "g holds 1 matrices, not 2. why",
        failure("g", new Matrix[] {WANTED, WANTED}, new Matrix[] {WANTED}).getMessage());
  }

  @Test
  void what_is_close_enough_passes() {
    assertDoesNotThrow(() -> Expect.close("h", WANTED, WANTED.map(v -> v + 1e-10), "why"));
    assertThrows(
        AssertionError.class,
        () -> Expect.close("h", WANTED, WANTED.map(v -> v * (1 + 2e-9)), "why"));
  }

  private static AssertionFailedError failure(String name, Object wanted, Object got) {
    return assertThrows(AssertionFailedError.class, () -> Expect.close(name, wanted, got, "why"));
  }
}
