package unrolled.experiment;

import java.util.Arrays;
import unrolled.cell.LstmCell;
import unrolled.matrix.Matrix;
import unrolled.train.SplitMix;

/**
 * LSTM cells of one unit whose weights were written down, not learnt: what three valves and a cell
 * state can do.
 *
 * <p>A gate is shut by a pre-activation of −G and opened by +G, where G is the <em>gain</em>: σ(−G)
 * and σ(G) are nearly 0 and 1. Every weight that is not named is 0.
 */
public final class HandmadeLstm {
  private static final int I = 0; // columns of Wx and b: the blocks have one unit each
  private static final int F = 1;
  private static final int G = 2;
  private static final int O = 3;

  private HandmadeLstm() {}

  /**
   * Keeps the last value that it was told to write.
   *
   * <pre>{@code
   * x = (write, value), write 0 or 1, value −1 or 1
   * i = σ(−G + 2G·write)   open when it writes
   * f = σ( G − 2G·write)   shut when it writes
   * g = tanh(G·value)
   * o = σ(G)
   * }</pre>
   */
  public static LstmCell latch(double gain) {
    LstmCell cell = shut(2, gain);
    weight(cell, 0, I, 2 * gain);
    weight(cell, 0, F, -2 * gain);
    weight(cell, 1, G, gain);
    return cell;
  }

  /**
   * Counts the ones of a stream of zeros and ones.
   *
   * <pre>{@code
   * i = σ(−G + 2G·x),  f = σ(G),  g = tanh(G),  o = σ(G)
   * }</pre>
   */
  public static LstmCell counter(double gain) {
    LstmCell cell = shut(1, gain);
    weight(cell, 0, I, 2 * gain);
    bias(cell, G, gain);
    return cell;
  }

  /**
   * Adds up a stream of −1 and 1: how deep in brackets.
   *
   * <pre>{@code
   * i = σ(G),  f = σ(G),  g = tanh(G·x),  o = σ(G)
   * }</pre>
   */
  public static LstmCell depth(double gain) {
    LstmCell cell = shut(1, gain);
    bias(cell, I, gain);
    weight(cell, 0, G, gain);
    return cell;
  }

  /**
   * Goes on when it is set and off when it is reset; the third input is noise.
   *
   * <pre>{@code
   * x = (set, reset, noise), set and reset 0 or 1
   * i = σ(−G + 2G·set)
   * f = σ( G − 2G·set − 2G·reset)
   * g = tanh(G)
   * o = σ(G)
   * }</pre>
   */
  public static LstmCell resettableLatch(double gain) {
    LstmCell cell = shut(3, gain);
    weight(cell, 0, I, 2 * gain);
    weight(cell, 0, F, -2 * gain);
    weight(cell, 1, F, -2 * gain);
    bias(cell, G, gain);
    return cell;
  }

  /**
   * Adds up a stream, as the cell of 1997 did, which had no forget gate: f = 1.
   *
   * <pre>{@code
   * i = σ(−1 + x),  f = 1,  g = tanh(x),  o = σ(20)
   * }</pre>
   *
   * <p>The bias of f is 50, so that f is 1 to the last digit. {@code withForgetBias} gives the cell
   * its gate back.
   */
  public static LstmCell withoutForgetGate() {
    LstmCell cell = shut(1, 20).withForgetBias(50);
    bias(cell, I, -1);
    weight(cell, 0, I, 1);
    weight(cell, 0, G, 1);
    return cell;
  }

  /** Writes nothing, keeps what it has and shows it; everything else is 0. */
  private static LstmCell shut(int inputSize, double gain) {
    LstmCell cell = new LstmCell(inputSize, 1, new SplitMix(0));
    cell.parameters().forEach(p -> Arrays.fill(p.value.data(), 0));
    bias(cell, I, -gain);
    bias(cell, F, gain);
    bias(cell, O, gain);
    return cell;
  }

  private static void bias(LstmCell cell, int gate, double value) {
    Matrix b = cell.b.value;
    b.set(0, gate, value);
  }

  private static void weight(LstmCell cell, int input, int gate, double value) {
    cell.Wx.value.set(input, gate, value);
  }
}
