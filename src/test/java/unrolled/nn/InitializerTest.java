package unrolled.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unrolled.matrix.Matrix;

class InitializerTest {
  @ParameterizedTest
  @CsvSource({"5, 5", "7, 3", "3, 7", "1, 1", "1, 6", "6, 1", "100, 100", "128, 32"})
  void the_shorter_side_of_an_orthogonal_matrix_is_orthonormal(int rows, int cols) {
    double gain = 1.7;
    Matrix q = Initializer.orthogonal(gain).create(rows, cols, new SplittableRandom(4));
    assertEquals("(%d × %d)".formatted(rows, cols), q.shape());
    Matrix gram = rows <= cols ? q.matmul(q.transpose()) : q.transpose().matmul(q);
    Matrix expected = new Matrix(gram.rows(), gram.rows());
    for (int i = 0; i < gram.rows(); i++) {
      expected.set(i, i, gain * gain);
    }
    assertEquals(0, gram.maxDifference(expected), 1e-14);
  }

  @Test
  void two_seeds_give_two_orthogonal_matrices() {
    Matrix a = Initializer.orthogonal(1).create(4, 4, new SplittableRandom(1));
    Matrix b = Initializer.orthogonal(1).create(4, 4, new SplittableRandom(2));
    Matrix again = Initializer.orthogonal(1).create(4, 4, new SplittableRandom(1));
    assertTrue(a.maxDifference(b) > 0.1);
    assertArrayEquals(a.data(), again.data());
  }

  @Test
  void uniform_entries_fill_the_interval() {
    Matrix m = Initializer.uniform(0.25).create(100, 130, new SplittableRandom(1));
    double largest = Arrays.stream(m.data()).max().orElseThrow();
    double smallest = Arrays.stream(m.data()).min().orElseThrow();
    assertTrue(largest < 0.25 && largest > 0.249, "largest " + largest);
    assertTrue(smallest >= -0.25 && smallest < -0.249, "smallest " + smallest);
    assertEquals(0, Arrays.stream(m.data()).average().orElseThrow(), 0.005);
    assertEquals(0.25 / Math.sqrt(3), m.norm() / Math.sqrt(13000), 0.002);
  }

  @Test
  void a_dense_layer_starts_within_one_over_the_root_of_its_inputs() {
    Dense dense = new Dense(400, 50, new SplittableRandom(1));
    double largest = Arrays.stream(dense.W.value.data()).map(Math::abs).max().orElseThrow();
    assertTrue(largest < 0.05 && largest > 0.0499, "largest " + largest);
    assertFalse(dense.b.value.norm() == 0);
  }

  @Test
  void glorot_takes_both_sides_into_account() {
    Matrix m = Initializer.glorotUniform().create(200, 400, new SplittableRandom(1));
    double largest = Arrays.stream(m.data()).map(Math::abs).max().orElseThrow();
    assertTrue(largest <= 0.1 && largest > 0.0999, "largest " + largest);
    assertEquals(2.0 / 600, m.norm() * m.norm() / 80_000, 1e-4); // the variance it is made for
  }

  @Test
  void an_identity_is_zero_off_the_diagonal() {
    Matrix m = Initializer.identity(0.5).create(2, 3, new SplittableRandom(1));
    assertArrayEquals(new double[] {0.5, 0, 0, 0, 0.5, 0}, m.data());
  }

  /** The exponential of a chrono bias is uniform, so its mean and its extremes are known. */
  @Test
  void chrono_spreads_the_times_evenly() {
    Matrix m = Initializer.chrono(101).create(1, 100_000, new SplittableRandom(1));
    double[] times = Arrays.stream(m.data()).map(Math::exp).sorted().toArray();
    assertTrue(times[0] >= 1 && times[0] < 1.1, "smallest " + times[0]);
    assertTrue(times[99_999] <= 100 && times[99_999] > 99.9, "largest " + times[99_999]);
    assertEquals(50.5, Arrays.stream(times).average().orElseThrow(), 0.3);
  }

  @ParameterizedTest
  @CsvSource({"2", "-1", "NaN", "Infinity"})
  void chrono_refuses_a_time_that_leaves_nothing_to_draw_from(double longest) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Initializer.chrono(longest));
    assertEquals("chrono: expected a time above 2 steps, got " + longest, e.getMessage());
  }

  @Test
  void a_parameter_is_overwritten_in_place() {
    Parameter p = new Parameter("Wh", new Matrix(2, 2));
    Matrix value = p.value;
    p.set(Initializer.identity(3), new SplittableRandom(1));
    assertArrayEquals(new double[] {3, 0, 0, 3}, value.data());
  }
}
