package unrolled.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleBiFunction;
import unrolled.data.Batch;
import unrolled.data.Task;
import unrolled.matrix.Matrix;
import unrolled.nn.MeanSquaredError;
import unrolled.nn.SoftmaxCrossEntropy;
import unrolled.train.Adam;
import unrolled.train.Metrics;
import unrolled.train.Trainer;

/** A network learning a generated task, new examples at every step. */
final class TaskTraining<T> {
  private static final int TEST = 400; // examples that a score is measured on
  private static final double CLIP = 1;

  private final Task<T> task;
  private final TrainingSettings settings;
  private final TaskNetwork<?, T> network;
  private final ToDoubleBiFunction<Matrix, T> score;
  private final Random rng;
  private final Batch<T> test;

  private TaskTraining(
      Network kind,
      Task<T> task,
      Objective<T> objective,
      ToDoubleBiFunction<Matrix, T> score,
      TrainingSettings settings,
      long seed) {
    this.task = task;
    this.score = score;
    this.settings = settings;
    rng = new Random(seed);
    network =
        TaskNetwork.of(
            kind.layer(task.inputSize(), settings.hidden(), rng),
            task.outputSize(),
            objective,
            rng);
    test = task.draw(TEST, rng);
  }

  /** With the accuracy as the score, for answers that are classes. */
  static TaskTraining<int[]> ofClasses(
      Network kind, Task<int[]> task, TrainingSettings settings, long seed) {
    return new TaskTraining<>(kind, task, Objective.CLASSES, Metrics::accuracy, settings, seed);
  }

  /** With the cross-entropy as the score, for answers that are classes. */
  static TaskTraining<int[]> ofClassesByLoss(
      Network kind, Task<int[]> task, TrainingSettings settings, long seed) {
    return new TaskTraining<>(
        kind,
        task,
        Objective.CLASSES,
        (logits, targets) -> SoftmaxCrossEntropy.of(logits, targets).mean(),
        settings,
        seed);
  }

  /** With the mean squared error as the score, for answers that are numbers. */
  static TaskTraining<Matrix> ofNumbers(
      Network kind, Task<Matrix> task, TrainingSettings settings, long seed) {
    return new TaskTraining<>(
        kind,
        task,
        Objective.NUMBERS,
        (y, targets) -> MeanSquaredError.of(y, targets).mean(),
        settings,
        seed);
  }

  /** Trains until {@code solved} likes the score, or for as long as the settings say. */
  LearningCurve run(DoublePredicate solved) {
    Trainer trainer =
        new Trainer(network.parameters(), new Adam(settings.rate()), CLIP, event -> {});
    List<LearningCurve.Point> points = new ArrayList<>();
    points.add(new LearningCurve.Point(0, score(test)));
    int done = 0;
    while (done < settings.steps() && !solved.test(points.get(points.size() - 1).score())) {
      int more = Math.min(settings.every(), settings.steps() - done);
      trainer.train(more, step -> network.learn(task.draw(settings.batch(), rng)));
      done += more;
      points.add(new LearningCurve.Point(done, score(test)));
    }
    return new LearningCurve(
        List.copyOf(points), solved.test(points.get(points.size() - 1).score()));
  }

  double score(Batch<T> batch) {
    return score.applyAsDouble(network.outputs(batch), batch.targets());
  }
}
