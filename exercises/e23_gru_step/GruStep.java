package e23_gru_step;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * One step of the GRU, in its two definitions.
 *
 * <pre>{@code
 * u = x·Wx + b                                    (N × 3H), blocks in the order r z n
 * r = σ(ur + hPrev·Whr)                           (N × H)
 * z = σ(uz + hPrev·Whz)                           (N × H)
 * n = tanh(un + r ⊙ (hPrev·Whn + bhn))            if resetAfter is 1
 * n = tanh(un + (r ⊙ hPrev)·Whn)                  if resetAfter is 0
 * h = (1 − z) ⊙ n + z ⊙ hPrev                     (N × H)
 * }</pre>
 */
@About(
    title = "GRU step, both kinds",
    points = 15,
    notebook = "09",
    buildsOn = {"e05"})
public interface GruStep {
  /**
   * Computes the new state. Writes into none of its inputs.
   *
   * @param x the input, one example in a row
   * @param hPrev the state before the step
   * @param Wx the weights from the input, three blocks of H columns: r, z, n
   * @param Wh the weights from the state, in the same blocks
   * @param b the bias, in the same blocks
   * @param bhn the candidate's second bias; used only if {@code resetAfter} is 1
   * @param resetAfter 1 if the reset gate acts after the product, as in PyTorch; 0 if it acts on
   *     the state before the product
   * @return h, the state after the step
   */
  @Shape("N × H")
  Matrix forward(
      @Shape("N × D") Matrix x,
      @Shape("N × H") Matrix hPrev,
      @Shape("D × 3H") Matrix Wx,
      @Shape("H × 3H") Matrix Wh,
      @Shape("1 × 3H") Matrix b,
      @Shape("1 × H") Matrix bhn,
      @Range(low = 0, high = 2) int resetAfter);
}
