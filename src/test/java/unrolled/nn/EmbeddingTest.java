package unrolled.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

class EmbeddingTest {
  private final Embedding embedding = new Embedding(4, 2, new SplittableRandom(1));

  @Test
  void a_token_is_its_row_and_the_same_as_a_product_with_a_unit_vector() {
    int[] ids = {3, 0, 3};
    Matrix oneHot = Matrix.of(new double[][] {{0, 0, 0, 1}, {1, 0, 0, 0}, {0, 0, 0, 1}});
    assertArrayEquals(oneHot.matmul(embedding.W.value).data(), embedding.forward(ids).data());
  }

  @Test
  void the_gradients_of_a_token_that_occurs_twice_add_up() {
    Matrix dy = Matrix.of(new double[][] {{1, 2}, {10, 20}, {100, 200}});
    embedding.backward(dy, new int[] {3, 0, 3});
    assertArrayEquals(new double[] {10, 20, 0, 0, 0, 0, 101, 202}, embedding.W.grad.data());
  }

  @Test
  void entries_are_standard_normal() {
    Matrix w = new Embedding(200, 100, new SplittableRandom(1)).W.value;
    assertEquals(1, w.norm() * w.norm() / 20_000, 0.03);
  }

  @Test
  void tokens_and_gradients_that_do_not_fit_are_refused_before_anything_is_added() {
    String token = "Embedding: token %d at place 1; the tokens are 0 to 3";
    refused(token.formatted(4), () -> embedding.forward(new int[] {0, 4}));
    refused(token.formatted(-1), () -> embedding.forward(new int[] {0, -1}));
    Matrix dy = new Matrix(2, 2).map(zero -> 1);
    refused(token.formatted(4), () -> embedding.backward(dy, new int[] {0, 4}));
    refused(
        "Embedding: expected a gradient (3 × 2), got (2 × 2)",
        () -> embedding.backward(dy, new int[3]));
    assertEquals(0, embedding.W.grad.norm());
  }

  @Test
  void dropout_keeps_the_mean_and_drops_at_its_rate() {
    Matrix mask = new Dropout(0.25).mask(100, 200, new SplittableRandom(1));
    long dropped = java.util.Arrays.stream(mask.data()).filter(v -> v == 0).count();
    assertEquals(0.25, dropped / 20_000.0, 0.01);
    assertEquals(1, java.util.Arrays.stream(mask.data()).average().orElseThrow(), 0.015);
    assertEquals(4 / 3.0, java.util.Arrays.stream(mask.data()).max().orElseThrow(), 1e-15);
  }

  @Test
  void dropout_refuses_a_rate_that_leaves_nothing() {
    for (double rate : new double[] {1, -0.1, Double.NaN}) {
      refused("Dropout: expected a rate from 0 to below 1, got " + rate, () -> new Dropout(rate));
    }
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void padding_has_no_vector_and_gets_no_gradient() {
    Embedding embedding = new Embedding(3, 2, new SplittableRandom(1));
    int[] ids = {2, Mask.PADDING, 0};
    Matrix y = embedding.forward(ids);
    assertArrayEquals(embedding.W.value.rows(2, 3).data(), y.rows(0, 1).data());
    assertArrayEquals(new double[2], y.rows(1, 2).data());
    embedding.backward(Matrix.of(new double[][] {{1, 2}, {5, Double.NaN}, {3, 4}}), ids);
    assertArrayEquals(new double[] {3, 4, 0, 0, 1, 2}, embedding.W.grad.data());
  }
}
