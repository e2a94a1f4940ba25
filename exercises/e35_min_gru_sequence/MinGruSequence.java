package e35_min_gru_sequence;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The minimal gated recurrent unit over a whole sequence.
 *
 * <pre>{@code
 * z_t = σ(x_t·Wz + bz)                            (N × H)     for t = 1 … T
 * n_t = x_t·Wn + bn                               (N × H)
 * h_t = (1 − z_t) ⊙ h_(t−1) + z_t ⊙ n_t           (N × H)
 * }</pre>
 *
 * <p>T steps, N examples in a batch, D numbers in, H units. Feng and others, "Were RNNs All We
 * Needed?", 2024.
 */
@About(
    title = "minGRU sequence, forward",
    points = 10,
    notebook = "15",
    buildsOn = {"e06", "e23"})
public interface MinGruSequence {
  /**
   * Computes the state after every step. Writes into none of its inputs.
   *
   * @param xs the inputs of the steps, the first at index 0; an example has the same row in each
   * @param h0 the state before the first step
   * @param Wz the weights of the update gate, the same at every step
   * @param bz the bias of the update gate, one row for the whole batch
   * @param Wn the weights of the candidate
   * @param bn the bias of the candidate
   * @return the states after the steps, as many matrices as there are inputs
   */
  @Shape("T × N × H")
  Matrix[] forward(
      @Shape("T × N × D") Matrix[] xs,
      @Shape("N × H") Matrix h0,
      @Shape("D × H") Matrix Wz,
      @Shape("1 × H") Matrix bz,
      @Shape("D × H") Matrix Wn,
      @Shape("1 × H") Matrix bn);
}
