package e20_lstm_step_backward;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The backward pass of one step of the LSTM.
 *
 * <pre>{@code
 * given    z = x·Wx + hPrev·Wh + b                         (N × 4H), blocks in the order i f g o
 *          i = σ(zi)   f = σ(zf)   g = tanh(zg)   o = σ(zo)
 *          c = f ⊙ cPrev + i ⊙ g     h = o ⊙ tanh(c)       (N × H)
 *          dh and dc, what the rest of the network says to h and to c
 *
 * dcell  = dc + dh ⊙ o ⊙ (1 − tanh²(c))                    (N × H)
 * do     = dh ⊙ tanh(c)   di = dcell ⊙ g   df = dcell ⊙ cPrev   dg = dcell ⊙ i
 * dz     = (di ⊙ i(1−i), df ⊙ f(1−f), dg ⊙ (1−g²), do ⊙ o(1−o))     (N × 4H)
 *
 * dx     = dz·Wxᵀ                                          (N × D)
 * dhPrev = dz·Whᵀ                                          (N × H)
 * dcPrev = dcell ⊙ f                                       (N × H)
 * dWx    = xᵀ·dz                                           (D × 4H)
 * dWh    = hPrevᵀ·dz                                       (H × 4H)
 * db     = sum of the rows of dz                           (1 × 4H)
 * }</pre>
 */
@About(
    title = "LSTM step, backward",
    points = 20,
    notebook = "07",
    buildsOn = {"e10", "e18"})
public interface LstmStepBackward {
  /**
   * The gradients of the loss, each of the shape of what it belongs to.
   *
   * @param dx with respect to the input
   * @param dhPrev with respect to the hidden state before the step
   * @param dcPrev with respect to the cell state before the step
   * @param dWx with respect to the weights from the input
   * @param dWh with respect to the weights from the hidden state
   * @param db with respect to the bias
   */
  record Gradients(
      @Shape("N × D") Matrix dx,
      @Shape("N × H") Matrix dhPrev,
      @Shape("N × H") Matrix dcPrev,
      @Shape("D × 4H") Matrix dWx,
      @Shape("H × 4H") Matrix dWh,
      @Shape("1 × 4H") Matrix db) {}

  /**
   * Computes the gradients of one step. Writes into none of its inputs.
   *
   * @param dh what the rest of the network says to h, the hidden state after the step
   * @param dc what the next step says to c, the cell state after the step
   * @param x the input of the forward step
   * @param hPrev the hidden state before the step
   * @param cPrev the cell state before the step
   * @param Wx the weights from the input, four blocks of H columns: i, f, g, o
   * @param Wh the weights from the hidden state, in the same blocks
   * @param b the bias, in the same blocks
   * @param gates i, f, g and o of the forward step side by side, after σ and tanh
   * @param c the cell state that the forward step gave
   */
  Gradients backward(
      @Shape("N × H") Matrix dh,
      @Shape("N × H") Matrix dc,
      @Shape("N × D") Matrix x,
      @Shape("N × H") Matrix hPrev,
      @Shape("N × H") Matrix cPrev,
      @Shape("D × 4H") Matrix Wx,
      @Shape("H × 4H") Matrix Wh,
      @Shape("1 × 4H") Matrix b,
      @Shape("N × 4H") Matrix gates,
      @Shape("N × H") Matrix c);

  /** The gates of the forward step; the tests make inputs that belong together with it. */
  static Matrix gates(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    int H = hPrev.cols();
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    return Matrix.beside(
        z.columns(0, 2 * H).map(LstmStepBackward::sigmoid),
        z.columns(2 * H, 3 * H).map(Math::tanh),
        z.columns(3 * H, 4 * H).map(LstmStepBackward::sigmoid));
  }

  /** The cell state of the forward step. */
  static Matrix c(Matrix gates, Matrix cPrev) {
    int H = cPrev.cols();
    Matrix written = gates.columns(0, H).hadamard(gates.columns(2 * H, 3 * H));
    return gates.columns(H, 2 * H).hadamard(cPrev).plus(written);
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }
}
