package e10_rnn_step_backward;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The backward pass of one step of the simple recurrent network.
 *
 * <pre>{@code
 * given    h = tanh(z),  z = x·Wx + hPrev·Wh + b,  and dh = dL/dh
 *
 * dz     = dh ⊙ (1 − h²)            (N × H)
 * dx     = dz·Wxᵀ                   (N × D)
 * dhPrev = dz·Whᵀ                   (N × H)
 * dWx    = xᵀ·dz                    (D × H)
 * dWh    = hPrevᵀ·dz                (H × H)
 * db     = sum of the rows of dz    (1 × H)
 * }</pre>
 */
@About(
    title = "RNN step, backward",
    points = 15,
    notebook = "04",
    buildsOn = {"e05", "e09"})
public interface RnnStepBackward {
  /**
   * The gradients of the loss, each of the shape of what it belongs to.
   *
   * @param dx with respect to the input
   * @param dhPrev with respect to the hidden state before the step
   * @param dWx with respect to the weights from the input
   * @param dWh with respect to the weights from the hidden state
   * @param db with respect to the bias
   */
  record Gradients(
      @Shape("N × D") Matrix dx,
      @Shape("N × H") Matrix dhPrev,
      @Shape("D × H") Matrix dWx,
      @Shape("H × H") Matrix dWh,
      @Shape("1 × H") Matrix db) {}

  /**
   * Computes the gradients of one step. Writes into none of its inputs.
   *
   * @param dh the gradient of the loss with respect to h
   * @param x the input of the forward step
   * @param hPrev the hidden state before the step
   * @param Wx the weights from the input
   * @param Wh the weights from the hidden state
   * @param b the bias
   * @param h what the forward step gave for these
   */
  Gradients backward(
      @Shape("N × H") Matrix dh,
      @Shape("N × D") Matrix x,
      @Shape("N × H") Matrix hPrev,
      @Shape("D × H") Matrix Wx,
      @Shape("H × H") Matrix Wh,
      @Shape("1 × H") Matrix b,
      @Shape("N × H") Matrix h);

  /** The forward step; the tests make inputs that belong together with it. */
  static Matrix h(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);
  }
}
