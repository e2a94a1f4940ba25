package unrolled.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import unrolled.data.Batch;
import unrolled.data.Task;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.train.Adam;
import unrolled.train.Trainer;

/** A network learning a generated task, new examples at every step. */
final class TaskTraining<T> {
  private static final int TEST = 400; // examples that a score is measured on
  private static final double CLIP = 1;

  private final Task<T> task;
  private final TrainingSettings settings;
  private final Model<Sequence, T> model;
  private final ToDoubleFunction<Model.Evaluation<T>> score;
  private final Random rng;
  private final Batch<T> test;

  private TaskTraining(
      NetworkKind kind,
      Task<T> task,
      Readout readout,
      Loss<T> loss,
      ToDoubleFunction<Model.Evaluation<T>> score,
      TrainingSettings settings,
      long seed) {
    this.task = task;
    this.score = score;
    this.settings = settings;
    rng = new Random(seed);
    Layer<?> layer = kind.layer(task.inputSize(), settings.hidden(), rng);
    Input<Sequence> input = Input.numbers(task.inputSize());
    model = new Model<>(input, List.of(layer), readout, task.outputSize(), loss, rng);
    test = task.draw(TEST, rng);
  }

  /** With the accuracy of the answer after the last step as the score. */
  static TaskTraining<int[]> byAccuracy(
      NetworkKind kind, Task<int[]> task, TrainingSettings settings, long seed) {
    return new TaskTraining<>(
        kind, task, Readout.LAST_STEP, Loss.classes(), Model.Evaluation::accuracy, settings, seed);
  }

  /** With the loss as the score. */
  static <T> TaskTraining<T> byLoss(
      NetworkKind kind,
      Task<T> task,
      Readout readout,
      Loss<T> loss,
      TrainingSettings settings,
      long seed) {
    return new TaskTraining<>(kind, task, readout, loss, Model.Evaluation::loss, settings, seed);
  }

  /** Trains until {@code solved} likes the score, or for as long as the settings say. */
  LearningCurve run(DoublePredicate solved) {
    Trainer trainer = new Trainer(model.named(), new Adam(settings.rate()), CLIP, event -> {});
    List<LearningCurve.Point> points = new ArrayList<>();
    points.add(new LearningCurve.Point(0, score(test)));
    int done = 0;
    while (done < settings.steps() && !solved.test(points.get(points.size() - 1).score())) {
      int more = Math.min(settings.every(), settings.steps() - done);
      trainer.train(more, step -> learn(task.draw(settings.batch(), rng)));
      done += more;
      points.add(new LearningCurve.Point(done, score(test)));
    }
    return new LearningCurve(
        List.copyOf(points), solved.test(points.get(points.size() - 1).score()));
  }

  /** The network, as trained as it is. */
  Model<Sequence, T> model() {
    return model;
  }

  private double learn(Batch<T> batch) {
    return model.learn(batch.inputs(), batch.targets());
  }

  /** The loss on the test examples, in nats for classes. */
  double loss() {
    return model.evaluate(test.inputs(), test.targets()).loss();
  }

  private double score(Batch<T> batch) {
    return score.applyAsDouble(model.evaluate(batch.inputs(), batch.targets()));
  }
}
