package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import unrolled.layer.Tokens;
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

  private static String refused(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }

  /**
   * Padding is not a class: counted as class 0 it would make the share of the right ones larger.
   */
  @Test
  void accuracy_does_not_count_padding() {
    Tokens targets = new Tokens(new int[][] {{1, 0, 1}, {1}});
    Matrix logits = Matrix.of(new double[][] {{0, 1}, {1, 0}, {1, 0}, {1, 0}, {0, 1}, {1, 0}});
    assertEquals(0.75, Metrics.accuracy(logits, targets));
    assertEquals(0.75, Metrics.accuracy(logits, targets.ids(), targets.real()));
    assertEquals(
        "accuracy: row 3 is padding and has no class; leave it out, or pass a mask such as Tokens.real()",
        refused(() -> Metrics.accuracy(logits, targets.ids())));
    logits.set(3, 0, Double.NaN);
    assertEquals(0.75, Metrics.accuracy(logits, targets));
  }

  @Test
  void a_network_that_computes_nan_is_not_right() {
    Matrix logits = Matrix.of(new double[][] {{0, 1}, {Double.NaN, Double.NaN}});
    assertEquals(0.5, Metrics.accuracy(logits, new int[] {1, 0}));
    assertEquals(0.5, Metrics.accuracy(logits, new int[] {1, 1}));
    String message = refused(() -> Metrics.largest(logits, 1));
    assertEquals("row 1 of (2 × 2) holds NaN at column 0, and so has no largest entry", message);
    refused(() -> Metrics.rmse(logits, new Matrix(2, 2)));
    assertEquals(
        Math.sqrt(0.5), Metrics.rmse(logits, new Matrix(2, 2), new boolean[] {true, false}));
  }

  @Test
  void a_target_that_is_no_class_is_refused() {
    Matrix logits = new Matrix(2, 3);
    for (int wrong : new int[] {3, -2, Integer.MAX_VALUE}) {
      assertEquals(
          "accuracy: target %d of row 1; the classes are 0 to 2".formatted(wrong),
          refused(() -> Metrics.accuracy(logits, new int[] {0, wrong})));
    }
    refused(() -> Metrics.accuracy(logits, new int[] {0, 1}, new boolean[] {false, false}));
  }
}
