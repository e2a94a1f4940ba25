package unrolled.experiment;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import unrolled.data.Batch;
import unrolled.data.RecallTask;
import unrolled.layer.Sequence;
import unrolled.model.Model;

/**
 * How far back a word may stand and still be learnt: "France … I speak __", for one gap after
 * another and one network after another; and for how long a network holds what it has learnt.
 *
 * <p>Accuracy is measured on 400 new sentences; chance is 1/4.
 */
public final class RecallExperiment {
  private static final int HELD = 100; // sentences of each gap in the hold test

  // A model keeps its last pass: 100 sentences of 5,000 words are 744 MB.
  private static final int AT_ONCE = 10;

  private RecallExperiment() {}

  /**
   * What learns, and what it learns.
   *
   * @param gap words between the country and the question
   * @param untilSolved whether training stops as soon as all test sentences are answered rightly
   */
  public record Settings(
      NetworkKind network, int gap, TrainingSettings training, boolean untilSolved) {
    /** 16 units, 32 sentences in a step, Adam with 0.003, 1,000 steps or until it is solved. */
    public static Settings learn(NetworkKind network, int gap) {
      return new Settings(network, gap, new TrainingSettings(16, 32, 0.003, 1_000, 20), true);
    }

    /** The same with 16 sentences in a step and always 600 steps, before a hold test. */
    public static Settings hold(NetworkKind network, int gap) {
      return new Settings(network, gap, new TrainingSettings(16, 16, 0.003, 600, 100), false);
    }

    /** The same, with another bound on the steps. */
    public Settings withSteps(int steps) {
      return new Settings(network, gap, training.withSteps(steps), untilSolved);
    }
  }

  /**
   * What came of it.
   *
   * @param curve the accuracy, every so many steps
   * @param loss on the test sentences at the end, in nats
   * @param model the trained network: words of {@link RecallTask#words} in, languages out
   */
  public record Result(
      Settings settings,
      long seed,
      LearningCurve curve,
      double loss,
      Model<Sequence, int[]> model) {
    /** The share of right answers when training stopped, 0 to 1. */
    public double accuracy() {
      return curve.last();
    }

    /**
     * The hold test: the accuracy on 100 new sentences with a gap that the network may never have
     * seen.
     */
    public double accuracyAt(int gap) {
      RecallTask task = new RecallTask(gap);
      var rng = new Random(-seed - gap);
      double sum = 0;
      for (int asked = 0; asked < HELD; asked += AT_ONCE) {
        Batch<int[]> batch = task.draw(AT_ONCE, rng);
        sum += model.evaluate(batch.inputs(), batch.targets()).accuracy() * AT_ONCE;
      }
      return sum / HELD;
    }
  }

  /** Trains one network. A fraction of a second for a gap of 50. */
  public static Result run(Settings settings, long seed) {
    TaskTraining<int[]> training =
        TaskTraining.byAccuracy(
            settings.network(), new RecallTask(settings.gap()), settings.training(), seed);
    LearningCurve curve = training.run(accuracy -> settings.untilSolved() && accuracy == 1);
    return new Result(settings, seed, curve, training.loss(), training.model());
  }

  /** One result for each seed from {@code first} on, in order; on all processors. */
  public static List<Result> run(Settings settings, long first, int seeds) {
    return LongStream.range(first, first + seeds)
        .parallel()
        .mapToObj(seed -> run(settings, seed))
        .toList();
  }
}
