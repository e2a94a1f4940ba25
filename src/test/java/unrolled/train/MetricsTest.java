package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;

class MetricsTest {
  @Test
  void accuracy_counts_rows_and_the_first_of_equal_classes() {
    Matrix logits = Matrix.of(new double[][] {{1, 3, 2}, {5, 5, 0}, {-4, -3, -9}, {0, 0, 1}});
    assertEquals(0.75, Metrics.accuracy(logits, new int[] {1, 0, 1, 0}));
    assertEquals(0, Metrics.accuracy(logits, new int[] {0, 1, 2, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> Metrics.accuracy(logits, new int[] {1, 0, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> Metrics.accuracy(new Matrix(0, 3), new int[0]));
  }

  @Test
  void a_model_that_knows_nothing_is_as_perplexed_as_there_are_classes() {
    double loss = SoftmaxCrossEntropy.of(new Matrix(3, 16), new int[] {2, 7, 0}).mean();
    assertEquals(16, Metrics.perplexity(loss), 1e-12);
    assertEquals(4, Metrics.bitsPerCharacter(loss), 1e-12);
  }

  @Test
  void rmse_is_the_typical_distance() {
    Matrix y = Matrix.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    Matrix targets = Matrix.of(new double[][] {{1, 5}, {3, 0}, {5, 6}});
    assertEquals(Math.sqrt(25.0 / 6), Metrics.rmse(y, targets), 1e-15);
  }
}
