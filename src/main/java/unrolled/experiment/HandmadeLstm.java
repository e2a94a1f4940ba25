package unrolled.experiment;

import java.util.Arrays;
import java.util.Random;
import unrolled.cell.LstmCell;
import unrolled.matrix.Matrix;

/**
 * LSTM cells of one unit whose weights are set by hand, to show what the gates can do.
 *
 * <pre>{@code
 * σ(−G) ≈ 0    σ(G) ≈ 1    tanh(−G) ≈ −1    tanh(G) ≈ 1         G, the gain
 * }</pre>
 *
 * <p>A bias of ±G shuts a gate or opens it, and an input of 1 with a weight of ±2G turns that
 * round. Wh is 0 in all of them: no gate looks at the hidden state. The blocks of Wx (D × 4), Wh (1
 * × 4) and b (1 × 4) are i, f, g, o. The larger the gain, the nearer the gates are to 0 and 1, and
 * the longer the cell state is kept: σ(G)^k of it after k quiet steps.
 *
 * <p>The latch is the task of Bengio, Simard and Frasconi, "Learning long-term dependencies with
 * gradient descent is difficult", 1994; counters in the cell state are described by Gers and
 * Schmidhuber, "Recurrent nets that time and count", 2000.
 */
public final class HandmadeLstm {
  private HandmadeLstm() {}

  /**
   * Keeps one bit. Inputs: write (0 or 1) and value (−1 or 1). A step with write = 1 puts the value
   * into c in place of what was there; any other step leaves c as it is, whatever the value.
   *
   * @throws IllegalArgumentException if the gain is not a number above 0
   */
  public static LstmCell latch(double gain) {
    requireGain("latch", gain);
    return cell(
        new double[] {-gain, gain, 0, gain},
        new double[] {2 * gain, -2 * gain, 0, 0},
        new double[] {0, 0, gain, 0});
  }

  /**
   * A bit that is set and reset. Inputs: set and reset, each 0 or 1, not both 1. Set makes c 1,
   * reset makes it 0, and any other step leaves it as it is.
   *
   * @throws IllegalArgumentException if the gain is not a number above 0
   */
  public static LstmCell resettableLatch(double gain) {
    requireGain("resettableLatch", gain);
    return cell(
        new double[] {-gain, gain, gain, gain},
        new double[] {2 * gain, -2 * gain, 0, 0},
        new double[] {0, -2 * gain, 0, 0});
  }

  /**
   * Counts. Input: 0 or 1. Each 1 adds one to c, so c is the number of ones so far.
   *
   * @throws IllegalArgumentException if the gain is not a number above 0
   */
  public static LstmCell counter(double gain) {
    requireGain("counter", gain);
    return cell(new double[] {-gain, gain, gain, gain}, new double[] {2 * gain, 0, 0, 0});
  }

  /**
   * Counts up and down. Input: 1 for an opening bracket, −1 for a closing one; c is how deep the
   * brackets are nested.
   *
   * @throws IllegalArgumentException if the gain is not a number above 0
   */
  public static LstmCell depth(double gain) {
    requireGain("depth", gain);
    return cell(new double[] {gain, gain, 0, gain}, new double[] {0, 0, gain, 0});
  }

  /**
   * Adds up a stream of numbers, some of each. Input: a number x; i = σ(x − 1), g = tanh(x) and o =
   * σ(20). With a forget bias of 50 nothing is ever forgotten, since σ(50) is 1 as a double: that
   * is the cell of 1997, which had no forget gate.
   */
  public static LstmCell stream(double forgetBias) {
    return cell(new double[] {-1, forgetBias, 0, 20}, new double[] {1, 0, 1, 0});
  }

  private static void requireGain(String machine, double gain) {
    if (!(gain > 0 && Double.isFinite(gain)))
      throw new IllegalArgumentException(
          "HandmadeLstm.%s: expected a gain above 0, got %s".formatted(machine, gain));
  }

  /** A cell of one unit; {@code weights} has the four weights of each input. */
  private static LstmCell cell(double[] bias, double[]... weights) {
    LstmCell cell = new LstmCell(weights.length, 1, new Random(0));
    cell.Wx.value.copyFrom(Matrix.of(weights));
    Arrays.fill(cell.Wh.value.data(), 0);
    cell.b.value.copyFrom(Matrix.row(bias));
    return cell;
  }
}
