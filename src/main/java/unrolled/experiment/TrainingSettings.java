package unrolled.experiment;

/**
 * How a network is trained on a generated task: by Adam, its gradient clipped to norm 1.
 *
 * @param hidden units
 * @param batch examples in a step
 * @param rate of Adam
 * @param steps at most
 * @param every so many steps the score is measured
 */
public record TrainingSettings(int hidden, int batch, double rate, int steps, int every) {
  public TrainingSettings {
    if (hidden < 1 || batch < 1 || steps < 1 || every < 1) {
      throw new IllegalArgumentException(
          "TrainingSettings: expected positive sizes, got hidden %d, batch %d, steps %d, every %d"
              .formatted(hidden, batch, steps, every));
    }
  }

  /** The same, with another number of units. */
  public TrainingSettings withHidden(int hidden) {
    return new TrainingSettings(hidden, batch, rate, steps, every);
  }

  /** The same, with another bound on the steps. */
  public TrainingSettings withSteps(int steps) {
    return new TrainingSettings(hidden, batch, rate, steps, every);
  }
}
