package unrolled.experiment;

import unrolled.data.CopyTask;
import unrolled.layer.Sequence;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;

/**
 * Copy memory: how far below the baseline of guessing a network gets in a given number of steps.
 *
 * <p>The score is the cross-entropy for each step on 400 new examples, in nats.
 */
public final class CopyExperiment {
  private CopyExperiment() {}

  /** What learns, and what it learns. */
  public record Settings(Network network, CopyTask task, TrainingSettings training) {
    /**
     * Eight symbols, of which five must be copied over a gap of 20: the baseline is 0.3466. 64
     * units, 32 examples in a step, Adam with 0.003, 1,500 steps.
     */
    public static Settings of(Network network) {
      return new Settings(
          network, new CopyTask(8, 5, 20), new TrainingSettings(64, 32, 0.003, 1_500, 100));
    }
  }

  /**
   * What came of it.
   *
   * @param curve the loss, every so many steps
   * @param model the trained network
   */
  public record Result(LearningCurve curve, Model<Sequence, int[]> model) {}

  /** Trains one network for all the steps that the settings say. */
  public static Result run(Settings settings, long seed) {
    TaskTraining<int[]> training =
        TaskTraining.byLoss(
            settings.network(),
            settings.task(),
            Readout.EACH_STEP,
            Loss.classes(),
            settings.training(),
            seed);
    return new Result(training.run(loss -> false), training.model());
  }
}
