package unrolled.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;

class LossTest {
  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 26, 1000})
  void whoever_knows_nothing_of_k_classes_loses_log_k(int k) {
    Matrix logits = new Matrix(3, k).map(zero -> -4.25);
    LossValue loss = SoftmaxCrossEntropy.of(logits, new int[] {0, k - 1, k / 2});
    assertEquals(Math.log(k), loss.mean(), 1e-12);
  }

  @Test
  void logits_of_a_thousand_neither_overflow_nor_vanish() {
    Matrix logits = Matrix.of(new double[][] {{1000, -1000, 0}, {1000, -1000, 0}});
    LossValue loss = SoftmaxCrossEntropy.of(logits, new int[] {0, 1});
    assertEquals(1000, loss.mean());
    assertArrayEquals(new double[] {0, 0, 0, 0.5, -0.5, 0}, loss.gradient().data());
  }

  @Test
  void hand_value() {
    LossValue loss =
        SoftmaxCrossEntropy.of(
            Matrix.row(0, Math.log(2), Math.log(5)), new int[] {1}); // p = 1/8, 2/8, 5/8
    assertEquals(Math.log(4), loss.mean(), 1e-15);
    assertArrayEquals(new double[] {0.125, -0.75, 0.625}, loss.gradient().data(), 1e-15);
  }

  @Test
  void probabilities_are_positive_and_sum_to_one_and_ignore_a_shift() {
    Matrix logits = Matrix.random(4, 7, -30, 30, new SplittableRandom(2));
    Matrix p = SoftmaxCrossEntropy.softmax(logits);
    for (int r = 0; r < 4; r++) {
      double sum = 0;
      for (int c = 0; c < 7; c++) {
        assertTrue(p.get(r, c) > 0);
        sum += p.get(r, c);
      }
      assertEquals(1, sum, 1e-14);
    }
    Matrix shifted = SoftmaxCrossEntropy.softmax(logits.map(v -> v + 512));
    assertEquals(0, p.maxDifference(shifted), 1e-13);
  }

  @Test
  void the_gradient_of_each_row_sums_to_zero_and_logits_stay_as_they_are() {
    Matrix logits = Matrix.random(4, 7, -3, 3, new SplittableRandom(2));
    double[] before = logits.data().clone();
    Matrix columnSums =
        SoftmaxCrossEntropy.of(logits, new int[] {0, 3, 3, 6}).gradient().transpose().sumRows();
    assertEquals(0, columnSums.norm(), 1e-15);
    assertArrayEquals(before, logits.data());
  }

  @Test
  void cross_entropy_refuses_targets_that_do_not_fit() {
    Matrix logits = new Matrix(2, 3);
    String count = "SoftmaxCrossEntropy: logits (2 × 3) need 2 targets, at least one; got ";
    refused(count + 3, () -> SoftmaxCrossEntropy.of(logits, new int[3]));
    refused(count + 0, () -> SoftmaxCrossEntropy.of(logits, new int[0]));
    refused(
        "SoftmaxCrossEntropy: logits (0 × 3) need 0 targets, at least one; got 0",
        () -> SoftmaxCrossEntropy.of(new Matrix(0, 3), new int[0]));
    String target = "SoftmaxCrossEntropy: target %d of row 1; the classes are 0 to 2";
    refused(target.formatted(3), () -> SoftmaxCrossEntropy.of(logits, new int[] {0, 3}));
    refused(target.formatted(-1), () -> SoftmaxCrossEntropy.of(logits, new int[] {0, -1}));
  }

  @Test
  void a_logit_that_is_not_a_number_shows_in_the_loss() {
    Matrix logits = Matrix.row(0, Double.NaN, 1);
    assertTrue(Double.isNaN(SoftmaxCrossEntropy.of(logits, new int[] {0}).mean()));
  }

  @Test
  void mean_squared_error_by_hand() {
    LossValue loss =
        MeanSquaredError.of(
            Matrix.of(new double[][] {{1, 2, 3}, {0, 0, 0}}),
            Matrix.of(new double[][] {{1, 0, 0}, {0, 1, 2}}));
    assertEquals(3, loss.mean(), 1e-15);
    assertArrayEquals(
        new double[] {0, 2 / 3.0, 1, 0, -1 / 3.0, -2 / 3.0}, loss.gradient().data(), 1e-15);
  }

  @Test
  void mean_squared_error_refuses_what_it_cannot_average() {
    refused(
        "MeanSquaredError: nothing to average, got (0 × 3)",
        () -> MeanSquaredError.of(new Matrix(0, 3), new Matrix(0, 3)));
    refused(
        "MeanSquaredError: expected targets (2 × 3), got (3 × 2)",
        () -> MeanSquaredError.of(new Matrix(2, 3), new Matrix(3, 2)));
  }

  /** A mean over the rows that count, and NaN elsewhere: as if the other rows were not there. */
  @Test
  void rows_that_are_masked_are_not_read() {
    SplittableRandom rng = new SplittableRandom(8);
    Matrix real = Matrix.random(2, 3, -1, 1, rng);
    Matrix targets = Matrix.random(2, 3, -1, 1, rng);
    boolean[] mask = {false, true, false, true};
    LossValue entropy = SoftmaxCrossEntropy.of(real, new int[] {2, 0});
    LossValue maskedEntropy = SoftmaxCrossEntropy.of(spread(real), new int[] {-7, 2, 99, 0}, mask);
    LossValue square = MeanSquaredError.of(real, targets);
    LossValue maskedSquare = MeanSquaredError.of(spread(real), spread(targets), mask);
    assertEquals(entropy.mean(), maskedEntropy.mean());
    assertEquals(square.mean(), maskedSquare.mean());
    for (int c = 0; c < 3; c++) {
      assertEquals(0, maskedEntropy.gradient().get(0, c));
      assertEquals(0, maskedSquare.gradient().get(2, c));
      assertEquals(entropy.gradient().get(0, c), maskedEntropy.gradient().get(1, c));
      assertEquals(square.gradient().get(1, c), maskedSquare.gradient().get(3, c));
    }
  }

  /** Rows 1 and 3 are those of {@code real}; rows 0 and 2 are not numbers. */
  private static Matrix spread(Matrix real) {
    Matrix m = new Matrix(4, 3).map(zero -> Double.NaN);
    for (int c = 0; c < 3; c++) {
      m.set(1, c, real.get(0, c));
      m.set(3, c, real.get(1, c));
    }
    return m;
  }

  @Test
  void a_mask_that_does_not_fit_or_leaves_nothing_is_refused() {
    Matrix m = new Matrix(2, 3);
    refused(
        "SoftmaxCrossEntropy: expected a mask of 2 rows, got 3",
        () -> SoftmaxCrossEntropy.of(m, new int[2], new boolean[3]));
    refused(
        "SoftmaxCrossEntropy: expected at least one real row, got none of 2",
        () -> SoftmaxCrossEntropy.of(m, new int[2], new boolean[2]));
    refused(
        "MeanSquaredError: expected a mask of 2 rows, got 1",
        () -> MeanSquaredError.of(m, m, new boolean[1]));
    refused(
        "MeanSquaredError: expected at least one real row, got none of 2",
        () -> MeanSquaredError.of(m, m, new boolean[2]));
    refused(
        "SoftmaxCrossEntropy: target 5 of row 1; the classes are 0 to 2",
        () -> SoftmaxCrossEntropy.of(m, new int[] {-1, 5}, new boolean[] {false, true}));
  }

  /** The weighted mean is that of a batch in which each row stands as often as its class says. */
  @Test
  void a_class_of_weight_three_counts_as_three_rows() {
    SplittableRandom rng = new SplittableRandom(5);
    Matrix z = Matrix.normal(4, 3, 1, rng);
    int[] targets = {2, 0, 1, 2};
    boolean[] real = {true, true, false, true};
    LossValue weighted = SoftmaxCrossEntropy.of(z, targets, real, new double[] {1, 7, 3});
    LossValue repeated =
        SoftmaxCrossEntropy.of(z.pick(0, 0, 0, 1, 3, 3, 3), new int[] {2, 2, 2, 0, 2, 2, 2});
    assertEquals(repeated.mean(), weighted.mean(), 1e-14);
    Matrix g = repeated.gradient();
    Matrix expected = new Matrix(4, 3).put(new int[] {0, 1, 3}, g.pick(0, 3, 4).scale(1));
    for (int c = 0; c < 3; c++) {
      expected.set(0, c, 3 * g.get(0, c));
      expected.set(3, c, 3 * g.get(4, c));
    }
    assertEquals(0, expected.maxDifference(weighted.gradient()), 1e-15);
    assertThrows(
        IllegalArgumentException.class,
        () -> SoftmaxCrossEntropy.of(z, targets, real, new double[] {1, 2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> SoftmaxCrossEntropy.of(z, targets, real, new double[] {0, 1, 0}));
  }

  @Test
  void padding_without_a_mask_is_refused() {
    refused(
        "SoftmaxCrossEntropy: row 1 is padding and has no class; leave it out, or pass a mask such"
            + " as Tokens.real()",
        () -> SoftmaxCrossEntropy.of(new Matrix(2, 3), new int[] {0, Mask.PADDING}));
  }

  @Test
  void a_forbidden_class_has_no_probability() {
    double no = Double.NEGATIVE_INFINITY;
    LossValue loss = SoftmaxCrossEntropy.of(Matrix.row(no, 1, no, 1), new int[] {3});
    assertEquals(Math.log(2), loss.mean(), 1e-15);
    assertArrayEquals(new double[] {0, 0.5, 0, -0.5}, loss.gradient().data(), 1e-15);
  }
}
