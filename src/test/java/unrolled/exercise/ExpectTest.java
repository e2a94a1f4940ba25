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
  void the_first_wrong_entry_is_named_and_both_matrices_are_kept() {
    Matrix got = Matrix.of(new double[][] {{1, 2.5}, {-3, 4}});
    AssertionFailedError e = failure("h", WANTED, got);
    assertEquals(
        "h is off in 2 of 4 entries, first at row 0, column 1: expected 2, got 2.5. why",
        e.getMessage());
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
            .startsWith("c is off in 1 of 4 entries, at row 0, column 1"));
    assertTrue(
        failure("g", new Matrix[] {WANTED, WANTED}, new Matrix[] {WANTED, got})
            .getMessage()
            .startsWith("g[1] is off in 1 of 4 entries, at row 0, column 1"));
  }

  @Test
  void of_an_array_the_number_of_the_wrong_entry_is_named() {
    assertEquals(
        "y is off in 1 of 3 entries, at entry 2: expected 3, got 4. why",
        failure("y", new double[] {1, 2, 3}, new double[] {1, 2, 4}).getMessage());
  }

  @Test
  void of_several_wrong_parts_the_smallest_is_shown_not_the_one_that_is_farthest_off() {
    Pair wanted = new Pair(WANTED, Matrix.row(0.786448));
    Pair got = new Pair(WANTED.scale(1000), Matrix.row(0.5));
    assertTrue(
        failure("s", wanted, got).getMessage().startsWith("c is off: expected 0.786448, got 0.5."));
    assertTrue(
        failure("s", new Pair(Matrix.row(1), WANTED), new Pair(Matrix.row(2), WANTED.scale(1000)))
            .getMessage()
            .startsWith("h is off: expected 1, got 2."));
  }

  @Test
  void of_parts_of_one_size_the_last_component_and_the_first_matrix_is_shown() {
    Matrix one = Matrix.row(1);
    Matrix two = Matrix.row(2);
    assertTrue(
        failure("s", new Pair(one, one), new Pair(two, two)).getMessage().startsWith("c is off"));
    assertTrue(
        failure("g", new Matrix[] {one, one}, new Matrix[] {two, two})
            .getMessage()
            .startsWith("g[0] is off"));
  }

  interface Counts {
    @Shape("T")
    int[] of(@Shape("T × K") Matrix x);
  }

  @Test
  void the_length_of_an_array_is_a_shape() {
    Fixture inputs = Fixture.of(Counts.class, 3);
    int length = inputs.size("T");
    assertDoesNotThrow(() -> Expect.shapes(inputs, new int[length]));
    assertDoesNotThrow(() -> Expect.shapes(inputs, new double[length]));
    assertEquals(
        "the result (T) should hold " + length + " numbers and holds 1",
        assertThrows(AssertionFailedError.class, () -> Expect.shapes(inputs, new int[1]))
            .getMessage());
  }

  @Test
  void numbers_that_look_alike_are_written_out() {
    assertEquals(
        "x is off: expected 0.6, got 0.6000001. why", failure("x", 0.6, 0.60000012).getMessage());
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
        "g should hold 2 matrices and holds 1. why",
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
