package unrolled.experiment;

import java.util.List;
import java.util.SplittableRandom;
import unrolled.cell.State;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;

/**
 * How long a layer takes to read a batch and to go back through it, beside another one. Both run in
 * turn, and the median of the turns counts.
 */
public final class StepTimes {
  private StepTimes() {}

  /**
   * What to measure.
   *
   * @param steps T
   * @param batch N
   * @param inputs D
   * @param units H
   * @param turns that both have
   */
  public record Settings(int steps, int batch, int inputs, int units, int turns) {}

  /**
   * What was measured.
   *
   * @param first how long a pass there and back of the first took, in seconds
   * @param second how long that of the second took
   * @param ratio first over second: the median of the turns
   */
  public record Result(double first, double second, double ratio) {}

  /** Measures both on the same random numbers. */
  public static Result run(NetworkKind first, NetworkKind second, Settings settings, long seed) {
    Turns turns =
        new Turns(
            List.of(pass(first, settings, seed), pass(second, settings, seed)),
            settings.turns,
            Turns.Clock.WALL);
    return new Result(turns.seconds(0), turns.seconds(1), turns.ratio(0, 1));
  }

  private static Runnable pass(NetworkKind kind, Settings settings, long seed) {
    SplittableRandom rng = new SplittableRandom(seed);
    return pass(kind.layer(settings.inputs, settings.units, rng), settings, rng);
  }

  private static <S extends State<S>> Runnable pass(
      Layer<S> layer, Settings settings, SplittableRandom rng) {
    Sequence xs = sequence(settings, settings.inputs, rng);
    Sequence dh = sequence(settings, settings.units, rng);
    return () -> {
      layer.forward(xs);
      layer.backward(dh);
    };
  }

  private static Sequence sequence(Settings settings, int features, SplittableRandom rng) {
    Matrix random = Matrix.random(settings.steps * settings.batch, features, -1, 1, rng);
    return new Sequence(settings.steps, settings.batch, features).withFlat(random);
  }
}
