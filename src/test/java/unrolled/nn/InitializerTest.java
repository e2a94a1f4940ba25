package unrolled.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    for (int i = 0; i < gram.rows(); i++) expected.set(i, i, gain * gain);
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
}
