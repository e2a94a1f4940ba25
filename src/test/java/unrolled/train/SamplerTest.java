package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;

class SamplerTest {
  private static final Matrix Z = Matrix.row(0.3, -1.2, 2.0, 0.7, 0.1);
  private static final int DRAWS = 40_000;

  private static long[] counts(Sampler sampler, Matrix z) {
    RandomGenerator rng = new SplittableRandom(99);
    long[] counts = new long[z.cols()];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.draw(z, rng)]++;
    }
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
      if (expected == 0) {
        assertEquals(0, counts[c]);
      } else {
        chi += (counts[c] - expected) * (counts[c] - expected) / expected;
      }
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

  @ParameterizedTest
  @ValueSource(doubles = {1e-310, Double.MIN_VALUE, 1e-200, 1e-9})
  void however_low_the_temperature_the_likeliest_is_taken(double temperature) {
    assertArrayEquals(new long[] {0, 0, DRAWS, 0, 0}, counts(new Sampler(temperature), Z));
    assertArrayEquals(
        new long[] {0, DRAWS, 0}, counts(new Sampler(temperature), Matrix.row(-9, -8, -8.5)));
  }

  @Test
  void however_high_the_temperature_the_classes_are_compared() {
    long[] equal = counts(new Sampler(Double.MAX_VALUE), Matrix.row(-1e3, 1e3));
    assertEquals(0.5, (double) equal[0] / DRAWS, 0.02);
    long[] apart = counts(new Sampler(1e308), Matrix.row(-1e308, 1e308));
    assertEquals(1 / (1 + Math.exp(2)), (double) apart[0] / DRAWS, 0.02);
  }

  @Test
  void a_forbidden_class_is_never_drawn() {
    double no = Double.NEGATIVE_INFINITY;
    long[] counts = counts(new Sampler(1), Matrix.row(no, 1, no, 1, no));
    assertEquals(DRAWS, counts[1] + counts[3]);
    assertEquals(0.5, (double) counts[1] / DRAWS, 0.02);
    assertArrayEquals(
        new long[] {0, 0, DRAWS}, counts(new Sampler(5, 2), Matrix.row(no, no, -700)));
    RandomGenerator rng = new SplittableRandom(1);
    for (Matrix z : List.of(Matrix.row(no, no), Matrix.row(1, Double.POSITIVE_INFINITY))) {
      assertThrows(IllegalArgumentException.class, () -> new Sampler(1).draw(z, rng));
    }
  }

  /** p of Z is 0.113 0.025 0.617 0.168 0.092 (to 0.015): the two largest make 0.785. */
  @ParameterizedTest
  @CsvSource({"0.5, 1", "0.6, 1", "0.7, 2", "0.8, 3", "0.95, 4", "1, 5"})
  void a_limit_on_the_probability_keeps_the_fewest_that_reach_it(double p, int kept) {
    Matrix share = SoftmaxCrossEntropy.softmax(Z);
    double[] sorted = share.data().clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += sorted[4 - i];
    }
    assertTrue(sum >= p - 1e-12 && sum - sorted[5 - kept] < p, "p is wrong in this test: " + sum);
    long[] counts = counts(new Sampler(1, 5, p), Z);
    for (int c = 0; c < 5; c++) {
      double expected = share.get(0, c) < sorted[5 - kept] ? 0 : share.get(0, c) / sum;
      assertEquals(expected, (double) counts[c] / DRAWS, 0.01);
    }
    assertThrows(IllegalArgumentException.class, () -> new Sampler(1, 5, 1.1));
  }

  @Test
  void a_batch_is_drawn_row_by_row() {
    Matrix both = Matrix.of(new double[][] {{0, 9, 0, 1}, {2, 0.5, 1, 0}, {0, 0, 0, 0}});
    Sampler sampler = new Sampler(1.3);
    RandomGenerator one = new SplittableRandom(4);
    int[] expected = new int[3];
    for (int r = 0; r < 3; r++) {
      expected[r] = sampler.draw(both.rows(r, r + 1), one);
    }
    assertArrayEquals(expected, sampler.drawRows(both, new SplittableRandom(4)));
  }
}
