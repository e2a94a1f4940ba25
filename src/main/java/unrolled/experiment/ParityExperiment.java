package unrolled.experiment;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import unrolled.data.Batch;
import unrolled.data.ParityTask;
import unrolled.layer.Sequence;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;

/**
 * Whether a network can learn to turn its state over: parity, learnt on short sequences and asked
 * on long ones.
 *
 * <p>Sarrof, Veitsman and Hahn, "The expressive capacity of state space models", 2024. For harder
 * tasks: Merrill, Petty and Sabharwal, "The illusion of state in state-space models", 2024.
 */
public final class ParityExperiment {
  private static final int ASKED = 200; // sequences of each length

  private ParityExperiment() {}

  /**
   * What learns, and how.
   *
   * @param length of the sequences that it learns from
   */
  public record Settings(NetworkKind network, int length, TrainingSettings training) {
    /** 16 units, length 8, 32 sequences in a step, Adam with 0.01, 1,500 steps. */
    public static Settings of(NetworkKind network) {
      return new Settings(network, 8, new TrainingSettings(16, 32, 0.01, 1_500, 1_500));
    }
  }

  /**
   * What came of it.
   *
   * @param model the trained network: bits in, odd or even out, at every step
   */
  public record Result(Settings settings, long seed, Model<Sequence, int[]> model) {
    /** The share of right answers, over all steps of 200 new sequences of this length. */
    public double accuracyAt(int length) {
      Batch<int[]> batch = new ParityTask(length).draw(ASKED, new Random(-seed - length));
      return model.evaluate(batch.inputs(), batch.targets()).accuracy();
    }
  }

  /** Trains one network for all the steps that the settings say; about a second. */
  public static Result run(Settings settings, long seed) {
    TaskTraining<int[]> training =
        TaskTraining.byLoss(
            settings.network(),
            new ParityTask(settings.length()),
            Readout.EACH_STEP,
            Loss.classes(),
            settings.training(),
            seed);
    training.run(loss -> false);
    return new Result(settings, seed, training.model());
  }

  /** One result for each seed from {@code first} on, in order; on all processors. */
  public static List<Result> run(Settings settings, long first, int seeds) {
    return LongStream.range(first, first + seeds)
        .parallel()
        .mapToObj(seed -> run(settings, seed))
        .toList();
  }
}
