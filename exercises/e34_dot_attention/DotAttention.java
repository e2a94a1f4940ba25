package e34_dot_attention;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.exercise.UpTo;
import unrolled.matrix.Matrix;

/**
 * A look back at the states of an encoder: their sum, each weighted by how well it fits a question.
 *
 * <pre>{@code
 * score_nt   = Σ over the H units j of query_nj · state_tnj        while t ≤ length(n)
 * a_nt       = exp(score_nt) / Σ over s ≤ length(n) of exp(score_ns), and 0 where t > length(n)
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
   * @param weights a: for each row the weight of each step, 0 where the step is padding
   * @param context for each row the weighted sum of its states
   */
  record Look(@Shape("N × T") Matrix weights, @Shape("N × H") Matrix context) {}

  /**
   * Looks at the states of each row. Writes into none of its inputs.
   *
   * @param query the question of each row
   * @param states the states of the encoder, the first step at index 0; row n of each belongs to
   *     row n of query
   * @param lengths for each row how many of its steps are real, from 1 to T
   */
  Look look(
      @Shape("N × H") Matrix query,
      @Shape("T × N × H") Matrix[] states,
      @Shape("N") @UpTo("T") int[] lengths);
}
