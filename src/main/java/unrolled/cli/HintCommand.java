package unrolled.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import unrolled.exercise.Hints;

/** Gives the next hint. */
@Command(
    name = "hint",
    mixinStandardHelpOptions = true,
    description = "Gives the next of the three hints for an exercise.")
final class HintCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXERCISE", description = "such as e05")
  private String id;

  @Override
  public Integer call() {
    System.out.println(Hints.next(CheckCommand.known(List.of(id)).get(0)));
    return 0;
  }
}
