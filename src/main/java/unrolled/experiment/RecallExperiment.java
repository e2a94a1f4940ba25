package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import unrolled.data.RecallTask;

/**
 * How far back a word may stand and still be learnt: "France … I speak __", for one gap after
 * another and one network after another.
 *
 * <p>Accuracy is measured on 400 new sentences; chance is 1/4. Training stops when all of them are
 * answered rightly.
 */
public final class RecallExperiment {
  private RecallExperiment() {}

  /** 16 units, 32 sentences in a step, Adam with 0.003, at most 1,000 steps. */
  public static TrainingSettings settings() {
    return new TrainingSettings(16, 32, 0.003, 1_000, 20);
  }

  /** The same with 8 sentences in a step, for the hold test. */
  public static TrainingSettings holdSettings() {
    return new TrainingSettings(16, 8, 0.003, 1_000, 100);
  }

  /**
   * One place of the grid.
   *
   * @param accuracy when training stopped, of each seed
   * @param steps taken, of each seed
   */
  public record Entry(Network network, int gap, List<Double> accuracy, List<Integer> steps) {
    public double meanAccuracy() {
      return accuracy.stream().mapToDouble(a -> a).average().orElseThrow();
    }

    /** The share of seeds that answered all sentences rightly, 0 to 1. */
    public double solved() {
      return accuracy.stream().filter(a -> a == 1).count() / (double) accuracy.size();
    }
  }

  /** One network learning one gap; the score is the accuracy. */
  public static LearningCurve learn(
      Network network, int gap, TrainingSettings settings, long seed) {
    return training(network, gap, settings, seed).run(accuracy -> accuracy == 1);
  }

  private static TaskTraining<int[]> training(
      Network network, int gap, TrainingSettings settings, long seed) {
    return TaskTraining.byAccuracy(network, new RecallTask(gap), settings, seed);
  }

  /** Every network at every gap with the seeds 1 to {@code seeds}; on all processors. */
  public static List<Entry> grid(
      List<Network> networks, int[] gaps, int seeds, TrainingSettings settings) {
    List<Entry> grid = new ArrayList<>();
    for (Network network : networks)
      for (int gap : gaps) {
        List<LearningCurve> curves =
            IntStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> learn(network, gap, settings, seed))
                .toList();
        grid.add(
            new Entry(
                network,
                gap,
                curves.stream().map(LearningCurve::last).toList(),
                curves.stream().map(LearningCurve::steps).toList()));
      }
    return List.copyOf(grid);
  }

  /**
   * What a network that was trained at one gap does at others, which it never saw: the hold test.
   *
   * @param trainedAt the gap it was trained at
   * @param accuracy at each of the gaps asked for
   */
  public record Hold(Network network, int trainedAt, List<Double> accuracy) {}

  /**
   * Trains at {@code gap} for all the steps that the settings say, then tests at each of {@code
   * gaps} with 100 new sentences. A network that has only just got there holds for less long than
   * one that went on training: compare with {@code settings.withSteps} of fewer.
   */
  public static Hold hold(
      Network network, int gap, int[] gaps, TrainingSettings settings, long seed) {
    TaskTraining<int[]> training = training(network, gap, settings, seed);
    training.run(accuracy -> false);
    Random rng = new Random(-seed);
    List<Double> accuracy =
        Arrays.stream(gaps)
            .mapToObj(other -> training.score(new RecallTask(other).draw(100, rng)))
            .toList();
    return new Hold(network, gap, accuracy);
  }
}
