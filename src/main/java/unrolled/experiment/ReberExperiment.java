package unrolled.experiment;

import unrolled.data.ReberTask;
import unrolled.layer.Sequence;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;

/**
 * The embedded Reber grammar: whether a network that has learnt the grammar also remembers the
 * second letter until the last but one.
 *
 * <p>The score is the cross-entropy for each letter of 400 new strings, in nats: {@link
 * ReberTask#baseline} of who forgot, {@link ReberTask#best} of who remembers.
 */
public final class ReberExperiment {
  private ReberExperiment() {}

  /** What learns, and how. */
  public record Settings(Network network, TrainingSettings training) {
    /** 24 units, 32 strings in a step, Adam with 0.01, 600 steps. */
    public static Settings of(Network network) {
      return new Settings(network, new TrainingSettings(24, 32, 0.01, 600, 50));
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
            new ReberTask(),
            Readout.EACH_STEP,
            Loss.classes(),
            settings.training(),
            seed);
    return new Result(training.run(loss -> false), training.model());
  }
}
