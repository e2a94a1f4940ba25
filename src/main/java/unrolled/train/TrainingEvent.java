package unrolled.train;

/** What a {@link Trainer} tells its listener: a progress bar, a curve, a log. */
public sealed interface TrainingEvent {
  /**
   * One step was taken.
   *
   * @param step from 1, counted on from call to call of a trainer
   * @param of the step at which this call will end
   * @param loss of this batch, before the step
   * @param gradientNorm before clipping
   */
  record StepDone(long step, long of, double loss, double gradientNorm) implements TrainingEvent {}

  /**
   * All batches were learnt once.
   *
   * @param epoch from 1
   * @param of how many epochs there will be, unless it ends early
   * @param loss the mean of its batches, each before its step
   * @param validation the loss on the data kept for validation; NaN if none were
   */
  record EpochDone(int epoch, int of, double loss, double validation) implements TrainingEvent {}

  /**
   * Training ended.
   *
   * @param steps taken
   * @param seconds of wall time
   */
  record Finished(long steps, double seconds) implements TrainingEvent {}
}
