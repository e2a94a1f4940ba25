package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

class DisagreementTest {
  private static final Matrix WANTED =
      Matrix.of(new double[][] {{0.25, -0.5, 1}, {3, 12345, 1e-7}});

  @Test
  void expected_stands_beside_got_and_the_first_wrong_entry_is_marked() {
    Matrix got = WANTED.copy();
    got.set(1, 0, -3);
    assertEquals(
        " expected                         got\n"
            + "   0.2500   -0.5000    1.0000       0.2500   -0.5000    1.0000\n"
            + "  [3.0000] 1.23e+04  1.00e-07     [-3.0000] 1.23e+04  1.00e-07",
        new Disagreement("h", WANTED, got, 3).table(76));
  }

  @Test
  void where_there_is_no_room_beside_it_stands_above() {
    Matrix got = WANTED.copy();
    got.set(0, 1, 0.5);
    String table = new Disagreement("h", WANTED, got, 1).table(40);
    assertTrue(table.startsWith(" expected\n"), table);
    assertTrue(table.contains("\n got\n"), table);
    assertTrue(table.lines().allMatch(line -> line.length() <= 40), table);
  }

  @Test
  void numbers_that_look_alike_are_written_out() {
    String table =
        new Disagreement("h", Matrix.row(0.6, 2), Matrix.row(0.60000012, 2), 0).table(76);
    assertTrue(table.contains("[0.6]") && table.contains("[0.6000001]"), table);
  }

  @Test
  void whole_numbers_are_written_without_a_point() {
    String table =
        new Disagreement("verdicts", Matrix.row(1, 0, 0), Matrix.row(1, 1, 0), 1).table(76);
    assertEquals(" expected    got\n 1 [0] 0     1 [1] 0", table);
  }

  @Test
  void a_large_matrix_is_cut_off_around_the_entry() {
    Matrix wanted = Matrix.random(17, 33, -1, 1, new Random(3));
    Matrix got = wanted.copy();
    got.set(15, 31, 9);
    String table = new Disagreement("h", wanted, got, 15 * 33 + 31).table(74);
    assertTrue(table.startsWith("h, rows 11 to 16 of 17, columns "), table);
    assertTrue(table.contains("[9.0000]"), table);
    assertTrue(table.lines().allMatch(line -> line.length() <= 74), table);
  }
}
