package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

class MatmulStepsTest {
  private static final Map<String, MatmulSteps.Step> STEPS =
      Map.of(
          "rows", MatmulSteps::rows,
          "blocked", MatmulSteps::blocked,
          "tiled", MatmulSteps::tiled,
          "packed", MatmulSteps::packed);

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

  /** The first step, but that a product and its sum are rounded once. */
  private static double[] fused(int n, double[] a, double[] b) {
    double[] c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < n; p++) {
          c[i * n + j] = Math.fma(a[i * n + p], b[p * n + j], c[i * n + j]);
        }
      }
    }
    return c;
  }

  @Test
  void vectors_round_once_and_threads_change_nothing() {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {0, 1, 2, 7, 24, 65, 131}) {
      double[] a = random.doubles((long) n * n, -1, 1).toArray();
      double[] b = random.doubles((long) n * n, -1, 1).toArray();
      double[] expected = fused(n, a, b);
      assertArrayEquals(expected, MatmulSteps.vector(n, a, b), "vector " + n);
      assertArrayEquals(expected, MatmulSteps.threads(n, a, b), "threads " + n);
      double rounding = 2 * (n + 1) * 0x1p-53 * n;
      assertArrayEquals(MatmulSteps.naive(n, a, b), expected, rounding, "rounding " + n);
    }
  }

  @Test
  void threads_is_the_kernel_of_every_product() {
    SplittableRandom random = new SplittableRandom(6);
    int n = 65;
    double[] a = random.doubles(n * n, -1, 1).toArray();
    double[] b = random.doubles(n * n, -1, 1).toArray();
    Matrix product = Matrix.wrap(n, n, a).matmul(Matrix.wrap(n, n, b));
    assertEquals(0, product.maxDifference(Matrix.wrap(n, n, MatmulSteps.threads(n, a, b))));
  }
}
