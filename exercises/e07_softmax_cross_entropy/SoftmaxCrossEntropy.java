package e07_softmax_cross_entropy;

import unrolled.exercise.About;
import unrolled.exercise.Below;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * Softmax and cross-entropy, with padding.
 *
 * <pre>{@code
 * p_nk     = exp(z_nk) / Σ_j exp(z_nj)                         for each row n
 * mean     = Σ over real rows n of −log p_n,target(n) / R      R real rows
 * gradient = (p_nk − 1 if k is target(n), p_nk if not) / R     0 in rows that are padding
 * }</pre>
 *
 * <p>N rows, K classes; z are the logits. If no row is real, the mean and the gradient are 0.
 */
@About(
    title = "Softmax and cross-entropy",
    points = 10,
    notebook = "03",
    buildsOn = {"e01"})
public interface SoftmaxCrossEntropy {
  /**
   * What comes out.
   *
   * @param mean the mean loss of the real rows, in nats
   * @param gradient of the mean with respect to the logits
   */
  record Loss(double mean, @Shape("N × K") Matrix gradient) {}

  /**
   * Computes the loss and its gradient. Writes into none of its inputs.
   *
   * @param logits a row for each example, a column for each class
   * @param targets the right class of each row
   * @param real 1 for a row that counts, 0 for padding
   */
  Loss of(
      @Shape("N × K") Matrix logits,
      @Shape("N") @Below("K") int[] targets,
      @Shape("N") @Range(low = 0, high = 2) int[] real);
}
