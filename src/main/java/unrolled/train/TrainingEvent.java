package unrolled.train;

/** What a {@link Trainer} tells whoever listens: a progress bar, a curve, a log. */
public sealed interface TrainingEvent {
  /**
   * One step was taken.
   *
   * @param step from 1
   * @param of how many steps there will be
   * @param loss of this batch, before the step
   * @param gradientNorm before clipping
   */
  record StepDone(int step, int of, double loss, double gradientNorm) implements TrainingEvent {}

  /**
   * Training ended.
   *
   * @param steps taken
   * @param seconds of wall time
   */
  record Finished(int steps, double seconds) implements TrainingEvent {}
}
