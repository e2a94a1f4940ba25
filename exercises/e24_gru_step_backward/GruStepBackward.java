package e24_gru_step_backward;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The backward pass of one step of the GRU, with the reset after the product, as in PyTorch.
 *
 * <pre>{@code
 * given    u = x·Wx + b     v = hPrev·Wh                   (N × 3H), blocks in the order r z n
 *          r = σ(ur + vr)   z = σ(uz + vz)                 (N × H)
 *          q = vn + bhn     n = tanh(un + r ⊙ q)           (N × H)
 *          h = (1 − z) ⊙ n + z ⊙ hPrev                     (N × H)
 *          dh, what the rest of the network says to h
 *
 * dun    = dh ⊙ (1 − z) ⊙ (1 − n²)                         (N × H)
 * duz    = dh ⊙ (hPrev − n) ⊙ z(1 − z)                     (N × H)
 * dur    = dun ⊙ q ⊙ r(1 − r)                              (N × H)
 * dq     = dun ⊙ r                                         (N × H)
 * du     = (dur, duz, dun)    dv = (dur, duz, dq)          (N × 3H)
 *
 * dx     = du·Wxᵀ                                          (N × D)
 * dhPrev = dv·Whᵀ + dh ⊙ z                                 (N × H)
 * dWx    = xᵀ·du                                           (D × 3H)
 * dWh    = hPrevᵀ·dv                                       (H × 3H)
 * db     = sum of the rows of du                           (1 × 3H)
 * dbhn   = sum of the rows of dq                           (1 × H)
 * }</pre>
 */
@About(
    title = "GRU step, backward",
    points = 20,
    notebook = "09",
    buildsOn = {"e10", "e23"},
    optional = true)
public interface GruStepBackward {
  /**
   * The gradients of the loss, each of the shape of what it belongs to.
   *
   * @param dx with respect to the input
   * @param dhPrev with respect to the state before the step
   * @param dWx with respect to the weights from the input
   * @param dWh with respect to the weights from the state
   * @param db with respect to the bias
   * @param dbhn with respect to the candidate's second bias
   */
  record Gradients(
      @Shape("N × D") Matrix dx,
      @Shape("N × H") Matrix dhPrev,
      @Shape("D × 3H") Matrix dWx,
      @Shape("H × 3H") Matrix dWh,
      @Shape("1 × 3H") Matrix db,
      @Shape("1 × H") Matrix dbhn) {}

  /**
   * Computes the gradients of one step. Writes into none of its inputs.
   *
   * @param dh what the rest of the network says to h, the state after the step
   * @param x the input of the forward step
   * @param hPrev the state before the step
   * @param Wx the weights from the input, three blocks of H columns: r, z, n
   * @param Wh the weights from the state, in the same blocks
   * @param b the bias, in the same blocks
   * @param bhn the candidate's second bias, inside the reset gate
   * @param gates r, z, n and q of the forward step side by side; r, z and n after σ and tanh
   */
  Gradients backward(
      @Shape("N × H") Matrix dh,
      @Shape("N × D") Matrix x,
      @Shape("N × H") Matrix hPrev,
      @Shape("D × 3H") Matrix Wx,
      @Shape("H × 3H") Matrix Wh,
      @Shape("1 × 3H") Matrix b,
      @Shape("1 × H") Matrix bhn,
      @Shape("N × 4H") Matrix gates);

  /** What the forward step kept; the tests make inputs that belong together with it. */
  static Matrix gates(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn) {
    int H = hPrev.cols();
    Matrix u = x.matmul(Wx).plusRow(b);
    Matrix v = hPrev.matmul(Wh);
    Matrix rz = u.columns(0, 2 * H).plus(v.columns(0, 2 * H)).map(s -> 1 / (1 + Math.exp(-s)));
    Matrix q = v.columns(2 * H, 3 * H).plusRow(bhn);
    Matrix n = u.columns(2 * H, 3 * H).plus(rz.columns(0, H).hadamard(q)).map(Math::tanh);
    return Matrix.beside(rz, n, q);
  }
}
