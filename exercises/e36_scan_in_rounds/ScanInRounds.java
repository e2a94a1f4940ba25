package e36_scan_in_rounds;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The recurrence of a minGRU for all steps at once, in rounds in which no step waits for another.
 *
 * <pre>{@code
 * h_t = a_t ⊙ h_(t−1) + b_t                          for t = 1 … T
 *
 * round k = 1, 2, … with r = 2^(k−1), as long as r < T:
 *   a_t ← a_t ⊙ a_(t−r)                              for t > r, all at once
 *   b_t ← a_t ⊙ b_(t−r) + b_t                        with a and b as they were before the round
 *
 * h_t = a_t ⊙ h_0 + b_t                              after the last round
 * }</pre>
 *
 * <p>T steps, H units, R = ⌈log₂ T⌉ rounds. Hillis and Steele, "Data parallel algorithms", 1986.
 */
@About(
    title = "Scan in rounds",
    points = 15,
    notebook = "15",
    buildsOn = {"e35"})
public interface ScanInRounds {
  /**
   * The rounds and what they come to.
   *
   * @param aAfter a after each round, R matrices (T × H): index 0 is round 1
   * @param bAfter b after each round, R matrices (T × H): index 0 is round 1
   * @param h the states after all steps, row 0 after the first
   */
  record Rounds(Matrix[] aAfter, Matrix[] bAfter, @Shape("T × H") Matrix h) {}

  /**
   * Computes the states of all steps in rounds. Writes into none of its inputs.
   *
   * @param a what is kept of the state before, a step in a row
   * @param b what is added to it, a step in a row
   * @param h0 the state before the first step
   */
  Rounds scan(@Shape("T × H") Matrix a, @Shape("T × H") Matrix b, @Shape("1 × H") Matrix h0);
}
