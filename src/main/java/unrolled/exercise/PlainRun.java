package unrolled.exercise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.AssertionFailedError;

/**
 * Gives the tests of an exercise the learner's class when something else than {@link Check} runs
 * them: {@code mvn test -Pexercises -Dgroups=e05}, or an editor. Says what the check would say.
 */
final class PlainRun implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  private final List<TestRow> rows = new ArrayList<>();
  private Optional<Exercise> exercise = Optional.empty();
  private LoadedAnswer answer;
  private Trial trial;
  private long start;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (Trial.isUnderWay()) {
      return;
    }
    start = System.nanoTime();
    Exercise of = Exercise.of(context.getRequiredTestClass().getPackageName());
    answer = LoadedAnswer.inFile(of);
    if (!answer.canRun()) {
      // Maven repeats the message of a failure, and the compiler's should be read once.
      System.out.println(Check.note(CheckResult.unplayed(of, answer.problem(), Duration.ZERO)));
      var failure = new AssertionFailedError(of.id() + " could not be run: the reason is above");
      failure.setStackTrace(new StackTraceElement[0]);
      throw failure;
    }
    trial = Check.trial(answer);
    trial.begin();
    exercise = Optional.of(of);
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    rows.add(TestRow.passed(context.getDisplayName(), term(context)));
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    rows.add(TestRow.failed(context.getDisplayName(), term(context), cause));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    exercise.ifPresent(
        of -> {
          Trial.end();
          CheckResult result = Check.judged(of, answer, trial, rows, start);
          System.out.println(Check.note(result));
          answer.close();
        });
  }

  private static String term(ExtensionContext context) {
    return Climb.term(Ladder.rungsOf(context.getRequiredTestClass()), context.getDisplayName());
  }
}
