package e11_rnn_backward;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * Backpropagation through time: the backward pass of a recurrent network over a sequence.
 *
 * <pre>{@code
 * given    h_t = tanh(x_t·Wx + h_(t−1)·Wh + b)      t = 1 … T, from h_0
 *          dh_t, what the loss says to h_t itself, without what comes through later steps
 *
 * for t = T … 1:
 *   ds_t = dh_t + dz_(t+1)·Whᵀ                      (N × H); at t = T it is dh_T
 *   dz_t = ds_t ⊙ (1 − h_t²)                        (N × H)
 *   dx_t = dz_t·Wxᵀ                                 (N × D)
 *
 * dh_0 = dz_1·Whᵀ                                   (N × H)
 * dWx  = sum over t of x_tᵀ·dz_t                    (D × H)
 * dWh  = sum over t of h_(t−1)ᵀ·dz_t                (H × H)
 * db   = sum over t of the sum of the rows of dz_t  (1 × H)
 * }</pre>
 *
 * <p>T steps, N examples in a batch, D numbers in, H units. Werbos, "Backpropagation through time:
 * what it does and how to do it", 1990.
 */
@About(
    title = "Backpropagation through time",
    points = 20,
    notebook = "04",
    buildsOn = {"e06", "e10"})
public interface RnnBackward {
  /**
   * The gradients of the loss, each of the shape of what it belongs to.
   *
   * @param dxs with respect to the input of each step
   * @param dh0 with respect to the state before the first step
   * @param dWx with respect to the weights from the input
   * @param dWh with respect to the weights from the hidden state
   * @param db with respect to the bias
   */
  record Gradients(
      @Shape("T × N × D") Matrix[] dxs,
      @Shape("N × H") Matrix dh0,
      @Shape("D × H") Matrix dWx,
      @Shape("H × H") Matrix dWh,
      @Shape("1 × H") Matrix db) {}

  /**
   * Computes the gradients over the whole sequence. Writes into none of its inputs.
   *
   * @param dhs what the loss says to the state of each step itself; dhs[0] belongs to the first
   *     step
   * @param xs the input of each step
   * @param h0 the state before the first step
   * @param Wx the weights from the input
   * @param Wh the weights from the hidden state
   * @param b the bias; no equation above needs it
   * @param hs the states that the forward pass gave; hs[0] is the state after the first step
   */
  Gradients backward(
      @Shape("T × N × H") Matrix[] dhs,
      @Shape("T × N × D") Matrix[] xs,
      @Shape("N × H") Matrix h0,
      @Shape("D × H") Matrix Wx,
      @Shape("H × H") Matrix Wh,
      @Shape("1 × H") Matrix b,
      @Shape("T × N × H") Matrix[] hs);

  /** The forward pass; the tests make inputs that belong together with it. */
  static Matrix[] hs(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix[] hs = new Matrix[xs.length];
    Matrix h = h0;
    for (int t = 0; t < xs.length; t++) {
      h = xs[t].matmul(Wx).plus(h.matmul(Wh)).plusRow(b).map(Math::tanh);
      hs[t] = h;
    }
    return hs;
  }
}
