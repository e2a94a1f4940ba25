package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

class MatmulStepsTest {
  private static final Map<String, MatmulSteps.Step> STEPS =
      Map.of(
          "rows", MatmulSteps::rows, "blocked", MatmulSteps::blocked, "tiled", MatmulSteps::tiled);

  @Test
  void the_first_step_gives_a_product_known_by_hand() {
    assertArrayEquals(
        new double[] {19, 22, 43, 50},
        MatmulSteps.naive(2, new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8}));
  }

  @Test
  void every_step_gives_the_bits_of_the_first() {
    SplittableRandom random = new SplittableRandom(4);
    for (int n : new int[] {0, 1, 2, 3, 5, 8, 13, 40, 63, 64, 65, 127, 131}) {
      double[] a = random.doubles((long) n * n, -1, 1).toArray();
      double[] b = random.doubles((long) n * n, -1, 1).toArray();
      double[] expected = MatmulSteps.naive(n, a, b);
      STEPS.forEach(
          (name, step) -> assertArrayEquals(expected, step.product(n, a, b), name + " " + n));
    }
  }

  @Test
  void the_kernel_gives_the_same_but_for_rounding() {
    SplittableRandom random = new SplittableRandom(5);
    int n = 65;
    double[] a = random.doubles(n * n, -1, 1).toArray();
    double[] b = random.doubles(n * n, -1, 1).toArray();
    Matrix steps = Matrix.wrap(n, n, MatmulSteps.naive(n, a, b));
    Matrix kernel = Matrix.wrap(n, n, a).matmul(Matrix.wrap(n, n, b));
    assertEquals(0, steps.maxDifference(kernel), 2 * (n + 1) * 0x1p-53 * n);
  }
}
