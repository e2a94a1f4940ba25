package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import unrolled.matrix.Matrix;

class AttentionTest {
  private static final Matrix QUERY = Matrix.of(new double[][] {{1, 0}, {0, 2}});
  private static final Sequence STATES =
      Sequence.of(
              List.of(
                  Matrix.of(new double[][] {{0, 5}, {1, 1}}),
                  Matrix.of(new double[][] {{Math.log(3), 7}, {Double.NaN, Double.NaN}})))
          .withLengths(2, 1);

  /** Scores 0 and log 3, so weights 1/4 and 3/4; the second row has one real step. */
  @Test
  void weights_are_the_softmax_of_the_dot_products_and_padding_is_not_read() {
    Attention.Look look = Attention.forward(QUERY, STATES);
    assertArrayEquals(new double[] {0.25, 0.75, 1, 0}, look.weights().data(), 1e-15);
    assertArrayEquals(
        new double[] {0.75 * Math.log(3), 0.25 * 5 + 0.75 * 7, 1, 1}, look.context().data(), 1e-15);
  }

  @Test
  void the_gradient_of_padding_is_zero() {
    Sequence dStates = new Sequence(2, 2, 2);
    Matrix dContext = Matrix.of(new double[][] {{1, 2}, {3, 4}});
    Attention.Look look = Attention.forward(QUERY, STATES);
    Matrix dQuery = Attention.backward(dContext, look, QUERY, STATES, dStates);
    assertTrue(dQuery.isFinite());
    assertArrayEquals(
        new double[] {3, 4}, java.util.Arrays.copyOfRange(dStates.flat().data(), 2, 4));
    assertEquals(0, dStates.flat().get(3, 0));
    assertEquals(0, dStates.flat().get(3, 1));
  }

  @Test
  void what_does_not_fit_is_refused() {
    Attention.Look look = Attention.forward(QUERY, STATES);
    Sequence dStates = new Sequence(2, 2, 2);
    refused(
        "attention: query must be (2 × 2) to look at Sequence (2 steps × 2 rows × 2), got (2 × 3)",
        () -> Attention.forward(new Matrix(2, 3), STATES));
    refused(
        "attention: dContext must be (2 × 2) to look at Sequence (2 steps × 2 rows × 2),"
            + " got (1 × 2)",
        () -> Attention.backward(new Matrix(1, 2), look, QUERY, STATES, dStates));
    refused(
        "attention: dStates must be as long as Sequence (2 steps × 2 rows × 2),"
            + " got Sequence (3 steps × 2 rows × 2)",
        () -> Attention.backward(QUERY, look, QUERY, STATES, new Sequence(3, 2, 2)));
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
