package unrolled.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import unrolled.exercise.Hints;
import unrolled.notebook.book.PlainText;

/** Gives the next hint. */
@Command(
    name = "hint",
    mixinStandardHelpOptions = true,
    description = {
      "Gives the next of the three hints for an exercise.",
      "One that you take before you have passed costs a point of experience."
    })
final class HintCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXERCISE", description = "such as e05")
  private String id;

  @Override
  public Integer call() {
    String exercise = CheckCommand.known(List.of(id)).get(0);
    if (Hints.cost(exercise) > 0
        && Terminal.isWatched()
        && !Terminal.agrees("This hint costs 1 point of experience. Show it?")) {
      return 0;
    }
    System.out.println(PlainText.of(Hints.next(exercise), Terminal.width()));
    return 0;
  }
}
