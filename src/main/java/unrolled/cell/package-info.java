/**
 * One time step of each recurrent network, forward and backward by hand.
 *
 * <p>Here the equation is the code: a cell's Javadoc has the equations, and its two methods repeat
 * them in the same order with the same letters. Speed is left to {@code unrolled.layer}.
 *
 * <p>Words and letters, the same in all of the project:
 *
 * <pre>{@code
 * N  batch: sequences read at once, one in each row
 * D  inputSize: features of an input          H  hiddenSize: units of the state
 * x  input (N × D)                            h  hidden state (N × H)
 * c  cell state of an LSTM (N × H)            b  bias (1 × …)
 * Wx weights from the input (D × …)           Wh weights from the last state (H × …)
 * i f g o   LSTM: input gate, forget gate, candidate, output gate, in this order
 * r z n     GRU: reset gate, update gate, candidate, in this order
 * z n       minGRU: update gate, candidate; this z is 1 where the GRU's is 0
 * da        the gradient of the loss with respect to a
 * }</pre>
 *
 * <p>Weights are (in × out) and a batch is multiplied from the left: {@code x·Wx}. PyTorch stores
 * the transposes.
 *
 * <p>Read {@link unrolled.cell.RnnCell} first, then {@link unrolled.cell.LstmCell}.
 */
package unrolled.cell;
