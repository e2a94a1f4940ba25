package e14_adam_step;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * One step of the optimiser Adam.
 *
 * <pre>{@code
 * m ← 0.9 · m + 0.1 · dw                           a running mean of the gradient
 * v ← 0.999 · v + 0.001 · dw²                      a running mean of its square
 * w ← w − rate · (m / (1 − 0.9ᵗ)) / (√(v / (1 − 0.999ᵗ)) + 1e-8)
 * }</pre>
 *
 * <p>All of it goes entry by entry. Kingma and Ba, "Adam: a method for stochastic optimization",
 * 2015.
 */
@About(
    title = "Adam, one step",
    points = 10,
    notebook = "05",
    buildsOn = {"e13"},
    optional = true)
public interface AdamStep {
  /**
   * What there is after the step, all (M × N).
   *
   * @param w the weights
   * @param m the running mean of the gradient
   * @param v the running mean of its square
   */
  record Step(@Shape("M × N") Matrix w, @Shape("M × N") Matrix m, @Shape("M × N") Matrix v) {}

  /**
   * Takes one step. Writes into none of its inputs.
   *
   * @param w the weights
   * @param dw their gradient
   * @param m the running mean of the gradient before the step
   * @param v the running mean of its square before the step, 0 or more
   * @param t the number of the step; the first is 1
   * @param rate the learning rate
   */
  Step step(
      @Shape("M × N") Matrix w,
      @Shape("M × N") Matrix dw,
      @Shape("M × N") Matrix m,
      @Shape("M × N") @Range(low = 0, high = 1) Matrix v,
      @Range(low = 1, high = 50) int t,
      @Range(low = 0.01, high = 0.5) double rate);
}
