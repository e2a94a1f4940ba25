package unrolled.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Exercise;

/** Checks what the learner wrote. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks your answer to an exercise and says what is wrong with it.",
      "Without an exercise it checks all of them, in one line each."
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXERCISE", arity = "0..*", description = "such as e05")
  private List<String> ids = List.of();

  @Option(
      names = "--all",
      description = "shows each test with its message and its table, not only the first failure")
  private boolean full;

  @Override
  public Integer call() {
    boolean all = ids.isEmpty();
    List<String> chosen = all ? Exercise.all().stream().map(Exercise::id).toList() : known(ids);
    boolean passed = true;
    for (String id : chosen) {
      CheckResult result = Check.run(id);
      int width = Terminal.width();
      String text = full ? result.all(width) : result.text(width);
      System.out.println(all && !full ? result.headline() : text);
      passed &= result.passed();
    }
    return passed ? 0 : Problem.FAILED;
  }

  /**
   * All ids are looked up before the first check runs, so that a slip of the hand costs nothing.
   */
  static List<String> known(List<String> ids) {
    try {
      return ids.stream().map(id -> Exercise.of(id).id()).toList();
    } catch (IllegalArgumentException e) {
      throw Problem.wrongUse(e.getMessage());
    }
  }
}
