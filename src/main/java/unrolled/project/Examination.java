package unrolled.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import unrolled.data.Pair;
import unrolled.experiment.LearningCurve;

/**
 * Trains a network of the learner's own with one seed, and examines it.
 *
 * <p>The seed decides which texts are kept for the test, how the letters are exchanged, the batches
 * and the weights. The network is given the sources of the test alone, never their targets.
 */
public final class Examination {
  private static final int TEST = 400;
  private static final int VALIDATION = 200;

  /** How often the validation is looked at. */
  private static final int POINTS = 10;

  private final ProjectTask task;
  private final long seed;
  private final List<Pair> test;
  private final List<Pair> validation;
  private final List<Pair> training;
  private final String sourceLetters;
  private final String targetLetters;

  /** Draws the texts. */
  public Examination(ProjectTask task, long seed) {
    this.task = task;
    this.seed = seed;
    List<Pair> all = task.drawn(seed);
    sourceLetters = ProjectTask.letters(all.stream().map(Pair::source).toList());
    targetLetters = ProjectTask.letters(all.stream().map(Pair::target).toList());
    test = all.subList(0, TEST);
    validation = all.subList(TEST, TEST + VALIDATION);
    training = all.subList(TEST + VALIDATION, all.size());
  }

  /**
   * What came of it.
   *
   * @param curve the share of the validation's texts that were answered without a mistake
   * @param loss that the last step of training returned, in nats
   * @param exact the share of the test's texts that were answered without a mistake
   * @param examples of the test: what was read, what was written, what should have been written
   */
  public record Result(
      ProjectTask task,
      long seed,
      LearningCurve curve,
      double loss,
      double exact,
      List<String> examples) {
    /** Whether the figure of the task was reached. */
    public boolean passed() {
      return exact >= task.figure();
    }
  }

  /**
   * A point on the way.
   *
   * @param step of training, from 1
   * @param loss that the step returned
   * @param exact the share of the validation's texts that were answered without a mistake
   * @param remark what is wrong with all of the answers, if that can be said; else empty
   */
  public record Point(int step, double loss, double exact, String remark) {}

  /**
   * Trains and examines.
   *
   * @param network a new one
   * @param onPoint told of each point on the way
   * @throws IllegalStateException with a sentence, if the network does what it must not
   */
  public Result run(OwnNetwork network, Consumer<Point> onPoint) {
    var rng = new Random(seed);
    network.begin(sourceLetters, targetLetters, new Random(rng.nextLong()));
    List<LearningCurve.Point> points = new ArrayList<>();
    double loss = Double.NaN;
    for (int step = 1; step <= task.steps(); step++) {
      loss = network.learn(batch(rng));
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException(
            "The loss of step "
                + step
                + " is "
                + loss
                + "; a finite number was expected."
                + " Look for a logarithm of 0 or a 0 / 0; if the numbers only grew too large, clip the"
                + " gradients or use a smaller learning rate.");
      }
      if (step % (task.steps() / POINTS) == 0) {
        double exact = exact(network, validation);
        points.add(new LearningCurve.Point(step, exact));
        onPoint.accept(new Point(step, loss, exact, exact == 0 ? remark(network) : ""));
      }
    }
    return new Result(
        task,
        seed,
        new LearningCurve(points, false),
        loss,
        exact(network, test),
        examples(network));
  }

  private List<Pair> batch(Random rng) {
    return IntStream.range(0, ProjectTask.BATCH)
        .mapToObj(i -> training.get(rng.nextInt(training.size())))
        .toList();
  }

  private static double exact(OwnNetwork network, List<Pair> pairs) {
    List<String> answers = answers(network, pairs);
    long right =
        IntStream.range(0, pairs.size())
            .filter(i -> answers.get(i).equals(pairs.get(i).target()))
            .count();
    return right / (double) pairs.size();
  }

  private String remark(OwnNetwork network) {
    List<String> answers = answers(network, validation);
    boolean wrong =
        IntStream.range(0, answers.size())
            .allMatch(i -> answers.get(i).length() != validation.get(i).target().length());
    return wrong
        ? "no answer has the length of the right one: “%s” for “%s”"
            .formatted(answers.get(0), validation.get(0).target())
        : "";
  }

  private static List<String> answers(OwnNetwork network, List<Pair> pairs) {
    List<String> answers = network.answer(pairs.stream().map(Pair::source).toList());
    if (answers == null
        || answers.size() != pairs.size()
        || answers.stream().anyMatch(Objects::isNull)) {
      throw new IllegalStateException(
          "answer(…) was asked about %d texts and gave %s; expected a text for each of them, in the same order."
              .formatted(
                  pairs.size(),
                  answers == null
                      ? "null"
                      : answers.size() != pairs.size()
                          ? answers.size() + " answers"
                          : "null for one"));
    }
    return answers;
  }

  private List<String> examples(OwnNetwork network) {
    List<Pair> some = test.subList(0, 3);
    List<String> answers = answers(network, some);
    return IntStream.range(0, some.size())
        .mapToObj(
            i ->
                "%s → %s (%s)"
                    .formatted(
                        some.get(i).source(),
                        answers.get(i),
                        answers.get(i).equals(some.get(i).target())
                            ? "right"
                            : "right is " + some.get(i).target()))
        .toList();
  }
}
