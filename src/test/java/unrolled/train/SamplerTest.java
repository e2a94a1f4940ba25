package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unrolled.matrix.Matrix;

class SamplerTest {
  private static final Matrix Z = Matrix.row(0.3, -1.2, 2.0, 0.7, 0.1);
  private static final int DRAWS = 40_000;

  private static long[] counts(Sampler sampler, Matrix z) {
    RandomGenerator rng = new SplittableRandom(99);
    long[] counts = new long[z.cols()];
    for (int i = 0; i < DRAWS; i++) counts[sampler.draw(z, rng)]++;
    return counts;
  }

  /** Pearson's χ² of the counts; with 4 degrees of freedom it is below 18.5 in 999 of 1000 runs. */
  @ParameterizedTest
  @CsvSource({"1, 5", "0.5, 5", "2.5, 9", "1, 3", "0.7, 2"})
  void classes_come_as_often_as_their_probability_says(double temperature, int k) {
    double[] sorted = Z.data().clone();
    Arrays.sort(sorted);
    double limit = sorted[Math.max(0, sorted.length - k)];
    double[] p =
        Arrays.stream(Z.data()).map(z -> z < limit ? 0 : Math.exp(z / temperature)).toArray();
    double sum = Arrays.stream(p).sum();
    long[] counts = counts(new Sampler(temperature, k), Z);
    double chi = 0;
    for (int c = 0; c < p.length; c++) {
      double expected = DRAWS * p[c] / sum;
      if (expected == 0) assertEquals(0, counts[c]);
      else chi += (counts[c] - expected) * (counts[c] - expected) / expected;
    }
    assertTrue(chi < 18.5, "χ² is " + chi);
  }

  @Test
  void the_likeliest_alone_is_always_taken() {
    assertArrayEquals(new long[] {0, 0, DRAWS, 0, 0}, counts(new Sampler(1, 1), Z));
    assertArrayEquals(new long[] {0, 0, DRAWS, 0, 0}, counts(new Sampler(1e-3), Z));
  }

  @Test
  void of_equal_classes_the_first_are_kept() {
    long[] counts = counts(new Sampler(1, 2), Matrix.row(1, 4, 4, 4));
    assertEquals(0, counts[0] + counts[3]);
    assertEquals(0.5, (double) counts[1] / DRAWS, 0.02);
  }

  @Test
  void nonsense_is_refused() {
    RandomGenerator rng = new SplittableRandom(1);
    assertThrows(IllegalArgumentException.class, () -> new Sampler(0));
    assertThrows(IllegalArgumentException.class, () -> new Sampler(1, 0));
    Sampler sampler = new Sampler(1);
    assertThrows(IllegalArgumentException.class, () -> sampler.draw(new Matrix(2, 3), rng));
    assertThrows(IllegalArgumentException.class, () -> sampler.draw(new Matrix(1, 0), rng));
    assertThrows(
        IllegalArgumentException.class, () -> sampler.draw(Matrix.row(1, Double.NaN), rng));
  }
}
