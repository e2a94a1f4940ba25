package unrolled.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleBiFunction;
import unrolled.data.Batch;
import unrolled.data.Task;
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
  private final ToDoubleBiFunction<TaskNetwork<?, T>, Batch<T>> score;
  private final Random rng;
  private final Batch<T> test;

  private TaskTraining(
      Network kind,
      Task<T> task,
      Objective<T> objective,
      ToDoubleBiFunction<TaskNetwork<?, T>, Batch<T>> score,
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
  static TaskTraining<int[]> byAccuracy(
      Network kind, Task<int[]> task, TrainingSettings settings, long seed) {
    return new TaskTraining<>(
        kind,
        task,
        Objective.CLASSES,
        (network, batch) -> Metrics.accuracy(network.outputs(batch), batch.targets()),
        settings,
        seed);
  }

  /** With the loss as the score. */
  static <T> TaskTraining<T> byLoss(
      Network kind, Task<T> task, Objective<T> objective, TrainingSettings settings, long seed) {
    return new TaskTraining<>(kind, task, objective, TaskNetwork::loss, settings, seed);
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
    return score.applyAsDouble(network, batch);
  }
}
