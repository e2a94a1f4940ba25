package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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
    Sequence queries = new Sequence(4, 2, 2);
    for (int steps : new int[] {3, 5}) {
      Attention.Looks others = Attention.forward(new Sequence(steps, 2, 2), STATES);
      refused(
          "attention: expected the looks from Sequence (4 steps × 2 rows × 2) at Sequence (2 steps"
              + " × 2 rows × 2), got others, whose weights are Sequence (%d steps × 2 rows × 2)"
                  .formatted(steps),
          () -> Attention.backward(queries, others, queries, STATES, dStates));
    }
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  /** Over whole sequences it is what it is step by step, also where rows have ended. */
  @Test
  void whole_sequences_are_looked_at_as_step_by_step() {
    RandomGenerator rng = new SplittableRandom(4);
    Sequence states =
        Samples.spoil(Samples.sequence(7, 3, 5, rng).withLengths(4, 7, 1), Double.NaN);
    Sequence queries = Samples.sequence(6, 3, 5, rng).withLengths(6, 2, 5);
    Sequence dContexts = Samples.like(queries, 5, rng);
    Attention.Looks looks = Attention.forward(queries, states);
    Sequence dStates = states.zeros();
    Sequence dQueries = Attention.backward(dContexts, looks, queries, states, dStates);
    Sequence expected = states.zeros();
    for (int t = 0; t < 6; t++) {
      Attention.Look look = Attention.forward(queries.step(t), states);
      Matrix dContext = dContexts.step(t);
      for (int n = 0; n < 3; n++) {
        if (!queries.isReal(t, n)) {
          for (int j = 0; j < 5; j++) {
            dContext.set(n, j, 0);
          }
        }
      }
      Matrix dQuery = Attention.backward(dContext, look, queries.step(t), states, expected);
      for (int n = 0; n < 3; n++) {
        if (queries.isReal(t, n)) {
          for (int s = 0; s < 7; s++) {
            assertEquals(look.weights().get(n, s), looks.heatMap(n).get(t, s), 1e-15);
          }
          for (int j = 0; j < 5; j++) {
            assertEquals(look.context().get(n, j), looks.contexts().step(t).get(n, j), 1e-14);
            assertEquals(dQuery.get(n, j), dQueries.step(t).get(n, j), 1e-14);
          }
        } else {
          for (int j = 0; j < 5; j++) {
            assertEquals(0, dQueries.step(t).get(n, j));
          }
        }
      }
    }
    assertEquals(0, expected.flat().maxDifference(dStates.flat()), 1e-14);
  }
}
