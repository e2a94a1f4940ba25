package unrolled.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import unrolled.exercise.Exercise;

/** Checks an exercise whenever its file is saved. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the exercise that you work on whenever you save its file, and goes on to the next.",
      "Without an exercise it takes the one that you saved last, or the first that is open.",
      "Single keys give a hint, the statement and the list of exercises; q or Ctrl-C ends."
    })
final class WatchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXERCISE", arity = "0..1", description = "such as e05")
  private String id;

  @Override
  public Integer call() throws IOException {
    Exercise first =
        id == null ? Watch.workedOn() : Exercise.of(CheckCommand.known(List.of(id)).get(0));
    BlockingQueue<Watch.Event> events = new LinkedBlockingQueue<>();
    try (Screen screen = Screen.open(events::add);
        Saves saves = Saves.of(Exercise.all(), file -> events.add(new Watch.Saved(file)))) {
      saves.start();
      new Watch(screen, events).run(first);
    }
    return 0;
  }
}
