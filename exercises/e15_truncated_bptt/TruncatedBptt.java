package e15_truncated_bptt;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * Truncated backpropagation through time: the state flows on from chunk to chunk, the gradient
 * stops at the border.
 *
 * <pre>{@code
 * given    h_t = tanh(x_t·Wx + h_(t−1)·Wh + b)      t = 1 … T, from h_0, over all borders
 *          dh_t, what the loss says to h_t itself, without what comes through later steps
 *          k, the number of steps in a chunk: steps 1 … k, steps k+1 … 2k, and so on; the last
 *          chunk may be shorter
 *
 * for t = T … 1:
 *   ds_t = dh_t                                     if step t is the last one of its chunk
 *   ds_t = dh_t + dz_(t+1)·Whᵀ                      at all other steps
 *   dz_t = ds_t ⊙ (1 − h_t²)                        (N × H)
 *   dx_t = dz_t·Wxᵀ                                 (N × D)
 *
 * dWx  = sum over t of x_tᵀ·dz_t                    (D × H)
 * dWh  = sum over t of h_(t−1)ᵀ·dz_t                (H × H)
 * db   = sum over t of the sum of the rows of dz_t  (1 × H)
 * }</pre>
 *
 * <p>T steps, N examples in a batch, D numbers in, H units. Williams and Peng, "An efficient
 * gradient-based algorithm for on-line training of recurrent network trajectories", 1990.
 */
@About(
    title = "Truncated BPTT",
    points = 15,
    notebook = "10",
    buildsOn = {"e11"})
public interface TruncatedBptt {
  /**
   * The gradients, each of the shape of what it belongs to. There is none of h0: before each chunk
   * the state is a constant, and h0 is the state before the first one.
   *
   * @param dxs with respect to the input of each step
   * @param dWx with respect to the weights from the input
   * @param dWh with respect to the weights from the hidden state
   * @param db with respect to the bias
   */
  record Gradients(
      @Shape("T × N × D") Matrix[] dxs,
      @Shape("D × H") Matrix dWx,
      @Shape("H × H") Matrix dWh,
      @Shape("1 × H") Matrix db) {}

  /**
   * Computes the gradients chunk by chunk and adds them up. Writes into none of its inputs.
   *
   * @param dhs what the loss says to the state of each step itself; dhs[0] belongs to the first
   *     step
   * @param xs the input of each step
   * @param h0 the state before the first step
   * @param Wx the weights from the input
   * @param Wh the weights from the hidden state
   * @param b the bias; no equation above needs it
   * @param hs the states that the forward pass gave, over the whole sequence; hs[0] is the state
   *     after the first step
   * @param chunk the number of steps in a chunk, 1 or more; it may be larger than T
   */
  Gradients backward(
      @Shape("T × N × H") Matrix[] dhs,
      @Shape("T × N × D") Matrix[] xs,
      @Shape("N × H") Matrix h0,
      @Shape("D × H") Matrix Wx,
      @Shape("H × H") Matrix Wh,
      @Shape("1 × H") Matrix b,
      @Shape("T × N × H") Matrix[] hs,
      @Range(low = 2, high = 4) int chunk);

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
