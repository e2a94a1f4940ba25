package unrolled.experiment;

import java.util.List;
import java.util.Random;
import unrolled.data.Batch;
import unrolled.data.RecallTask;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.model.States;
import unrolled.train.Adam;
import unrolled.train.Trainer;

/**
 * A state that flows further than the gradient: the recall task, where the network reads the whole
 * sentence, and its gradient goes back over the last steps only.
 *
 * <p>Accuracy is measured on 400 new sentences; chance is 1/4.
 */
public final class TruncationExperiment {
  private static final int TEST = 400;
  private static final double CLIP = 1;

  private TruncationExperiment() {}

  /**
   * What learns, and how far its gradient goes.
   *
   * @param gap words between the country and the question; a sentence has two more
   * @param reach the last steps, from 1 to gap + 2, that the gradient goes back over
   * @param training the score is not measured on the way, so {@code every} counts for nothing
   */
  public record Settings(NetworkKind network, int gap, int reach, TrainingSettings training) {
    public Settings {
      if (reach < 1 || reach > gap + 2) {
        throw new IllegalArgumentException(
            "TruncationExperiment: expected a reach from 1 to %d, the length of a sentence, got %d"
                .formatted(gap + 2, reach));
      }
    }

    /** 16 units, 32 sentences in a step, Adam with 0.003, 1,000 steps. */
    public static Settings of(NetworkKind network, int gap, int reach) {
      return new Settings(network, gap, reach, new TrainingSettings(16, 32, 0.003, 1_000, 1_000));
    }
  }

  /**
   * What came of it.
   *
   * @param accuracy the share of right answers, 0 to 1
   */
  public record Result(double accuracy, Model<Sequence, int[]> model) {}

  /** Trains one network. About a second. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    RecallTask task = new RecallTask(settings.gap());
    TrainingSettings training = settings.training();
    Layer<?> layer = settings.network().layer(task.inputSize(), training.hidden(), rng);
    Model<Sequence, int[]> model =
        new Model<>(
            Input.numbers(task.inputSize()),
            List.of(layer),
            Readout.LAST_STEP,
            task.outputSize(),
            Loss.classes(),
            rng);
    new Trainer(model.named(), new Adam(training.rate()), CLIP, event -> {})
        .train(
            training.steps(),
            step -> learn(model, task.draw(training.batch(), rng), settings.reach()));
    Batch<int[]> test = task.draw(TEST, rng);
    return new Result(model.evaluate(test.inputs(), test.targets()).accuracy(), model);
  }

  private static double learn(Model<Sequence, int[]> model, Batch<int[]> batch, int reach) {
    Sequence xs = batch.inputs();
    int cut = xs.steps() - reach;
    States state = model.start(xs.batch());
    if (cut > 0) {
      model.outputs(xs.chunk(0, cut)); // the state goes on from here, the gradient stops here
      state = model.last();
    }
    return model.learn(xs.chunk(cut, xs.steps()), batch.targets(), state);
  }
}
