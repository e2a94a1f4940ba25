package e33_saliency;

import unrolled.exercise.About;
import unrolled.exercise.Below;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * Saliency: how strongly the answer of a recurrent network depends on each of its inputs.
 *
 * <pre>{@code
 * forward     h_t = tanh(x_t·Wx + h_(t−1)·Wh + b)             t = 1 … T, h_0 = 0
 *             z   = h_T·V                                     (N × C)
 *
 * backward    d_nc  = (1 if c is answer(n), else 0) − 1/C     of z_answer − mean z
 *             dh_T  = d·Vᵀ                                    (N × H)
 *             dz_t  = dh_t ⊙ (1 − h_t²)                       for t = T … 1
 *             dx_t  = dz_t·Wxᵀ                                (N × D)
 *             dh_(t−1) = dz_t·Whᵀ                             nothing else is added
 *
 * saliency    s_nt = √(Σ over the D numbers of row n of dx_t of their squares)     (N × T)
 * }</pre>
 *
 * <p>T steps, N examples in a batch, D numbers in, H units, C classes. Simonyan, Vedaldi and
 * Zisserman, "Deep inside convolutional networks", 2013, did this with pictures.
 */
@About(
    title = "Saliency",
    points = 10,
    notebook = "13",
    buildsOn = {"e11"})
public interface Saliency {
  /**
   * Computes the saliency of each input. Writes into none of its inputs.
   *
   * @param xs the input of each step, the first at index 0
   * @param Wx the weights from the input
   * @param Wh the weights from the state before
   * @param b the bias, one row for the whole batch
   * @param V the weights of the head, from the last state to the logits
   * @param answers for each example the class whose logit counts, from 0 to C − 1
   * @return the saliency: a row for each example, a column for each step, the first step at column
   *     0
   */
  @Shape("N × T")
  Matrix saliency(
      @Shape("T × N × D") Matrix[] xs,
      @Shape("D × H") Matrix Wx,
      @Shape("H × H") Matrix Wh,
      @Shape("1 × H") Matrix b,
      @Shape("H × C") Matrix V,
      @Shape("N") @Below("C") int[] answers);
}
