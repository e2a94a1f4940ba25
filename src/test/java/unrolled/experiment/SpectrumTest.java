package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;
import unrolled.nn.Initializer;

class SpectrumTest {
  @Test
  void radius_and_singular_value_of_a_triangular_matrix() {
    // Eigenvalues 0.5 and −0.75; singular values from WᵀW: √((a+c ± √((a−c)²+4b²))/2).
    Matrix w = Matrix.of(new double[][] {{0.5, 2}, {0, -0.75}});
    double a = 0.25, b = 1.0, c = 4.5625;
    double largest = Math.sqrt((a + c + Math.hypot(a - c, 2 * b)) / 2);
    assertEquals(0.75, Spectrum.radius(w), 1e-4);
    assertEquals(largest, Spectrum.largestSingularValue(w, 1), 1e-9);
  }

  @Test
  void complex_eigenvalues_have_a_radius_too() {
    Matrix rotation = Matrix.of(new double[][] {{0, -1.2}, {1.2, 0}});
    assertEquals(1.2, Spectrum.radius(rotation), 1e-4);
  }

  @Test
  void an_orthogonal_matrix_has_both_equal_to_its_gain() {
    Matrix q = Initializer.orthogonal(0.9).create(17, 17, new Random(3));
    assertEquals(0.9, Spectrum.radius(q), 1e-4);
    assertEquals(0.9, Spectrum.largestSingularValue(q, 1), 1e-9);
  }

  @Test
  void a_triangular_matrix_has_radius_zero_and_stretches_all_the_same() {
    Matrix w = Spectrum.strictlyUpper(8, 2);
    assertEquals(0, Spectrum.radius(w));
    assertEquals(9.567, Spectrum.largestSingularValue(w, 1), 1e-3);
    Matrix power = w;
    for (int k = 1; k < 8; k++) {
      power = power.matmul(w);
    }
    assertEquals(0, power.norm());
  }
}
