package unrolled.experiment;

import unrolled.data.CopyTask;
import unrolled.model.Loss;
import unrolled.model.Readout;

/**
 * Copy memory: how far below the baseline of guessing a network gets in a given number of steps.
 *
 * <p>The score is the cross-entropy for each step on 400 new examples, in nats.
 */
public final class CopyExperiment {
  private CopyExperiment() {}

  /** 64 units, 32 examples in a step, Adam with 0.003, 1,500 steps. */
  public static TrainingSettings settings() {
    return new TrainingSettings(64, 32, 0.003, 1_500, 100);
  }

  /** Eight symbols, of which five are to be copied over a gap of 20; the baseline is 0.3466. */
  public static CopyTask task() {
    return new CopyTask(8, 5, 20);
  }

  /** One network learning {@code task}, for all the steps that the settings say. */
  public static LearningCurve learn(
      Network network, CopyTask task, TrainingSettings settings, long seed) {
    return TaskTraining.byLoss(network, task, Readout.EACH_STEP, Loss.classes(), settings, seed)
        .run(loss -> false);
  }
}
