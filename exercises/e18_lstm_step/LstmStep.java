package e18_lstm_step;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * One step of the LSTM.
 *
 * <pre>{@code
 * z = x·Wx + hPrev·Wh + b                         (N × 4H), blocks in the order i f g o
 * i = σ(zi)   f = σ(zf)   g = tanh(zg)   o = σ(zo)
 * c = f ⊙ cPrev + i ⊙ g                           (N × H)
 * h = o ⊙ tanh(c)                                 (N × H)
 * }</pre>
 */
@About(
    title = "LSTM step, forward",
    points = 15,
    notebook = "07",
    buildsOn = {"e05"})
public interface LstmStep {
  /**
   * The state of an LSTM.
   *
   * @param h what the cell says to the outside
   * @param c what the cell keeps
   */
  record State(@Shape("N × H") Matrix h, @Shape("N × H") Matrix c) {}

  /**
   * Computes the new state. Writes into none of its inputs.
   *
   * @param x the input, one example in a row
   * @param hPrev the hidden state before the step
   * @param cPrev the cell state before the step
   * @param Wx the weights from the input, four blocks of H columns: i, f, g, o
   * @param Wh the weights from the hidden state, in the same blocks
   * @param b the bias, in the same blocks
   */
  State forward(
      @Shape("N × D") Matrix x,
      @Shape("N × H") Matrix hPrev,
      @Shape("N × H") Matrix cPrev,
      @Shape("D × 4H") Matrix Wx,
      @Shape("H × 4H") Matrix Wh,
      @Shape("1 × 4H") Matrix b);
}
