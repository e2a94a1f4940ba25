package unrolled.experiment;

import unrolled.data.AddingTask;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;

/**
 * The adding problem: for how long a network does no better than always answering 1, and when it
 * finds out.
 *
 * <p>The score is the mean squared error on 400 new examples; 1/6 is the baseline. Training stops
 * below 0.01.
 */
public final class AddingExperiment {
  private static final double SOLVED = 0.01;

  private AddingExperiment() {}

  /**
   * What learns, and what it learns.
   *
   * @param length steps of a sequence
   */
  public record Settings(NetworkKind network, int length, TrainingSettings training) {
    /** 32 units, 32 examples in a step, Adam with 0.003, at most 2,000 steps. */
    public static Settings of(NetworkKind network, int length) {
      return new Settings(network, length, new TrainingSettings(32, 32, 0.003, 2_000, 50));
    }

    /** The same, with another number of units. */
    public Settings withHidden(int hidden) {
      return new Settings(network, length, training.withHidden(hidden));
    }

    /** The same, with another bound on the steps. */
    public Settings withSteps(int steps) {
      return new Settings(network, length, training.withSteps(steps));
    }
  }

  /**
   * What came of it.
   *
   * @param curve the error, every so many steps
   * @param seconds that the training took, with the measuring of the curve
   * @param model the trained network
   */
  public record Result(LearningCurve curve, double seconds, Model<Sequence, Matrix> model) {}

  /** Trains one network. */
  public static Result run(Settings settings, long seed) {
    TaskTraining<Matrix> training =
        TaskTraining.byLoss(
            settings.network(),
            new AddingTask(settings.length()),
            Readout.LAST_STEP,
            Loss.numbers(),
            settings.training(),
            seed);
    long start = System.nanoTime();
    LearningCurve curve = training.run(error -> error < SOLVED);
    return new Result(curve, (System.nanoTime() - start) / 1e9, training.model());
  }
}
