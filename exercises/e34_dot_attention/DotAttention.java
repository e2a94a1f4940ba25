package e34_dot_attention;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.exercise.UpTo;
import unrolled.matrix.Matrix;

/**
 * A look back at the states of an encoder, weighted by how well each fits a question.
 *
 * <pre>{@code
 * score_nt   = Σ over the H units j of query_nj · state_tnj        while t ≤ length(n)
 * a_nt       = exp(score_nt) / Σ over s ≤ length(n) of exp(score_ns), and 0 behind the end
 * context_n  = Σ over t ≤ length(n) of a_nt · state_tn             (1 × H)
 * }</pre>
 *
 * <p>T steps, N examples in a batch, H units; t counts from 1. It is the score "dot" of Luong, Pham
 * and Manning, 2015.
 */
@About(
    title = "Dot attention",
    points = 15,
    notebook = "14",
    buildsOn = {"e07"})
public interface DotAttention {
  /**
   * What was seen.
   *
   * @param weights a: for each row the share of each step, 0 where it is padding
   * @param context for each row the weighted sum of its states
   */
  record Look(@Shape("N × T") Matrix weights, @Shape("N × H") Matrix context) {}

  /**
   * Looks at the states of each row. Writes into none of its inputs.
   *
   * @param query the question of each row
   * @param states what the encoder gave at each step, the first at index 0; an example has the same
   *     row in each
   * @param lengths for each row how many of its steps are real, from 1 to T
   */
  Look look(
      @Shape("N × H") Matrix query,
      @Shape("T × N × H") Matrix[] states,
      @Shape("N") @UpTo("T") int[] lengths);
}
