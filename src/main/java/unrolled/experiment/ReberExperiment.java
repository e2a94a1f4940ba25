package unrolled.experiment;

import unrolled.data.ReberTask;
import unrolled.model.Loss;
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

  /** 24 units, 32 strings in a step, Adam with 0.01, 600 steps. */
  public static TrainingSettings settings() {
    return new TrainingSettings(24, 32, 0.01, 600, 50);
  }

  /** One network learning the grammar, for all the steps that the settings say. */
  public static LearningCurve learn(Network network, TrainingSettings settings, long seed) {
    return TaskTraining.byLoss(
            network, new ReberTask(), Readout.EACH_STEP, Loss.classes(), settings, seed)
        .run(loss -> false);
  }
}
