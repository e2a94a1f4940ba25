package unrolled.experiment;

import java.util.List;
import java.util.stream.LongStream;
import unrolled.data.BracketsTask;
import unrolled.layer.Sequence;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;

/**
 * A network that learns which bracket may come next, to be looked into afterwards: does its state
 * hold how many brackets are open? It is never told.
 */
public final class BracketsExperiment {
  private BracketsExperiment() {}

  /**
   * What learns, and how.
   *
   * @param steps of a text
   */
  public record Settings(NetworkKind network, int steps, TrainingSettings training) {
    /** 32 units, texts of 60 tokens, 32 in a step, Adam with 0.005, 300 steps. */
    public static Settings of(NetworkKind network) {
      return new Settings(network, 60, new TrainingSettings(32, 32, 0.005, 300, 300));
    }
  }

  /**
   * What came of it.
   *
   * @param loss on new texts, in nats
   * @param model the trained network: tokens in, the next token out, at every step
   * @param untrained the same network with the weights that it began with
   */
  public record Result(
      Settings settings,
      long seed,
      double loss,
      Model<Sequence, int[]> model,
      Model<Sequence, int[]> untrained) {}

  /** Trains one network; about a second. */
  public static Result run(Settings settings, long seed) {
    TaskTraining<int[]> training = begun(settings, seed);
    training.run(loss -> false);
    return new Result(
        settings, seed, training.loss(), training.model(), begun(settings, seed).model());
  }

  private static TaskTraining<int[]> begun(Settings settings, long seed) {
    return TaskTraining.byLoss(
        settings.network(),
        new BracketsTask(settings.steps()),
        Readout.EACH_STEP,
        Loss.classes(),
        settings.training(),
        seed);
  }

  /** One result for each seed from {@code first} on, in order; on all processors. */
  public static List<Result> run(Settings settings, long first, int seeds) {
    return LongStream.range(first, first + seeds)
        .parallel()
        .mapToObj(seed -> run(settings, seed))
        .toList();
  }
}
