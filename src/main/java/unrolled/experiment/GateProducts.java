package unrolled.experiment;

import java.util.List;
import java.util.SplittableRandom;
import unrolled.matrix.Matrix;

/**
 * The four gates of an LSTM from one product or from four.
 *
 * <pre>{@code
 * one      x·W                       (N × D)(D × 4H)
 * four     x·W_i, x·W_f, x·W_g, x·W_o     (N × D)(D × H) each
 * }</pre>
 *
 * <p>The numbers are the same to the bit. Both run in turn, and the median of the turns counts. The
 * time is that of the thread, so the sizes are to stay below those that several threads share.
 */
public final class GateProducts {
  private static final int GATES = 4;

  private GateProducts() {}

  /**
   * What to measure.
   *
   * @param batch N
   * @param inputs D
   * @param units H
   * @param turns that both have
   */
  public record Settings(int batch, int inputs, int units, int turns) {}

  /**
   * What was measured.
   *
   * @param one how long the one product took, in seconds
   * @param four how long the four took
   * @param ratio four over one: the median of the turns
   * @param difference the largest one between the two results
   */
  public record Result(double one, double four, double ratio, double difference) {}

  /** Measures both on random numbers. */
  public static Result run(Settings settings, long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    int H = settings.units();
    Matrix x = Matrix.random(settings.batch(), settings.inputs(), -1, 1, rng);
    Matrix W = Matrix.random(settings.inputs(), GATES * H, -1, 1, rng);
    Matrix[] apart = new Matrix[GATES];
    for (int k = 0; k < GATES; k++) {
      apart[k] = W.columns(k * H, (k + 1) * H);
    }
    Turns turns =
        new Turns(
            List.of(() -> x.matmul(W), () -> products(x, apart)),
            settings.turns(),
            Turns.Clock.THREAD);
    double difference = Matrix.beside(products(x, apart)).maxDifference(x.matmul(W));
    return new Result(turns.seconds(0), turns.seconds(1), turns.ratio(1, 0), difference);
  }

  private static Matrix[] products(Matrix x, Matrix[] weights) {
    Matrix[] z = new Matrix[weights.length];
    for (int k = 0; k < z.length; k++) {
      z[k] = x.matmul(weights[k]);
    }
    return z;
  }
}
