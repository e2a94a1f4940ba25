package unrolled.exercise;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The check: runs the tests of an exercise on an answer.
 *
 * <p>A notebook cell, JShell, the shell and plain Maven all come through here and say the same.
 */
public final class Check {
  static final long SEED = 1;

  private Check() {}

  /**
   * Checks an answer, and notes it in the learner's {@link Progress}.
   *
   * @param answer the id of an exercise, whose file is then compiled and checked; or an object that
   *     implements the contract of one
   * @throws IllegalArgumentException if there is no such exercise
   */
  public static CheckResult run(Object answer) {
    Objects.requireNonNull(answer, "check needs an id such as \"e05\", or an object");
    Exercise exercise = answer instanceof String id ? Exercise.of(id) : Exercise.answeredBy(answer);
    try (LoadedAnswer given =
        answer instanceof String
            ? LoadedAnswer.inFile(exercise)
            : LoadedAnswer.given(exercise, answer)) {
      return note(run(exercise, given));
    }
  }

  /**
   * Notes a result in the learner's progress, unless the answers are not the learner's; and says
   * what there is to do next, from where the learner is.
   */
  static CheckResult note(CheckResult result) {
    Exercise exercise = Exercise.of(result.id());
    Progress progress = Progress.none();
    try {
      progress = Progress.open();
      if (Home.answersAreTheLearners()) {
        progress.record(result);
      } else {
        progress = progress.counting(result);
      }
    } catch (UncheckedIOException e) {
      // The learner is to see the result even where nothing can be kept.
      System.out.println("Not noted in your progress: " + e.getMessage() + ".");
    }
    return result.withNext(new Advice(progress, Chapter.all()).after(exercise, result));
  }

  static CheckResult run(Exercise exercise, LoadedAnswer answer) {
    return run(exercise, answer, exercise.tests(), SEED);
  }

  /** Runs these tests on an answer, with random inputs from this seed. */
  static CheckResult run(Exercise exercise, LoadedAnswer answer, Class<?> tests, long seed) {
    long start = System.nanoTime();
    if (!answer.canRun()) {
      return CheckResult.unplayed(exercise, answer.problem(), since(start));
    }
    answer.begin();
    Trial trial =
        answer.player().isPresent()
            ? Trial.elsewhere(answer.subject(), seed)
            : new Trial(answer.subject(), seed);
    List<TestRow> rows = Climb.up(tests, trial);
    return judged(exercise, answer, trial, rows, start);
  }

  /**
   * Runs tests on an answer that works somewhere else: the grader's side of this check.
   *
   * @param exercise the exercise
   * @param subject makes something to call in place of the answer
   * @param tests the tests that judge it
   * @param seed what random inputs are made from
   */
  public static CheckResult judge(
      Exercise exercise, Supplier<?> subject, Class<?> tests, long seed) {
    String file = "My" + exercise.contract().getSimpleName() + ".java";
    LoadedAnswer answer = new LoadedAnswer(subject, "", "in " + file + ", where it says TODO");
    Trial trial = Trial.elsewhere(subject, seed);
    long start = System.nanoTime();
    return judged(exercise, answer, trial, Climb.up(tests, trial), start);
  }

  /**
   * Climbs the ladder of an exercise on numbers that nobody can know: the published ones are
   * exchanged for others, made from the seed. As for {@link #judge}, the answer works elsewhere.
   *
   * @param exercise the exercise
   * @param subject makes something to call in place of the answer
   * @param seed the secret
   */
  public static List<TestRow> confirm(Exercise exercise, Supplier<?> subject, long seed) {
    return Climb.up(exercise.tests(), Trial.secret(subject, seed, name -> true));
  }

  /**
   * The same, and only those rungs that have passed before: the others give no points anyway.
   *
   * @param before what came of the published numbers
   */
  public static List<TestRow> confirm(
      Exercise exercise, Supplier<?> subject, long seed, List<TestRow> before) {
    Set<String> passed =
        before.stream().filter(TestRow::passed).map(TestRow::name).collect(Collectors.toSet());
    return passed.isEmpty()
        ? List.of()
        : Climb.up(exercise.tests(), Trial.secret(subject, seed, passed::contains));
  }

  /** The result of tests that have run, with what went wrong. */
  static CheckResult judged(
      Exercise exercise, LoadedAnswer answer, Trial trial, List<TestRow> rows, long start) {
    answer.notes().forEach(System.out::println);
    // Before the mistake is looked for, which has the code print again.
    String printed = answer.printed();
    return CheckResult.of(exercise, rows, diagnosis(exercise, answer, trial, rows), since(start))
        .withPrinted(printed);
  }

  static Trial trial(LoadedAnswer answer) {
    return new Trial(answer.subject(), SEED);
  }

  private static Diagnosis diagnosis(
      Exercise exercise, LoadedAnswer answer, Trial trial, List<TestRow> rows) {
    List<TestRow> failed = rows.stream().filter(row -> !row.passed()).toList();
    if (failed.isEmpty()) {
      return Diagnosis.of("");
    }
    if (failed.stream().allMatch(row -> TestRow.notYetWritten(row.message()))) {
      return Diagnosis.of("Write it " + answer.place() + ".");
    }
    if (trial.isStuck()) {
      return Diagnosis.of(stuck(trial));
    }
    return Diagnosis.of(exercise, answer, rows);
  }

  private static String stuck(Trial trial) {
    return trial.isStillRunning()
        ? "The tests after the one that did not end were not tried. The loop could not be stopped"
            + " and is still running: restart the kernel or JShell."
        : "Your code " + trial.whyEnded() + ". " + CheckResult.NOT_TRIED;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
