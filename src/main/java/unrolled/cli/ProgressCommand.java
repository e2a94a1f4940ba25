package unrolled.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import unrolled.exercise.Progress;

/** Says how far the learner is. */
@Command(
    name = "progress",
    mixinStandardHelpOptions = true,
    description = "Says which exercises you have passed, and what is open to you.")
final class ProgressCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.println(Progress.open().text(Terminal.width()));
    return 0;
  }
}
