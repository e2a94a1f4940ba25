package unrolled.experiment;

import unrolled.data.AddingTask;
import unrolled.model.Loss;
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

  /** 32 units, 32 examples in a step, Adam with 0.003, at most 2,000 steps. */
  public static TrainingSettings settings() {
    return new TrainingSettings(32, 32, 0.003, 2_000, 50);
  }

  /** One network learning sequences of {@code length} steps. */
  public static LearningCurve learn(
      Network network, int length, TrainingSettings settings, long seed) {
    return TaskTraining.byLoss(
            network, new AddingTask(length), Readout.LAST_STEP, Loss.numbers(), settings, seed)
        .run(error -> error < SOLVED);
  }
}
