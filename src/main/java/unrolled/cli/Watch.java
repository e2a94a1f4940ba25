package unrolled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Exercise;
import unrolled.exercise.Hints;
import unrolled.exercise.Progress;
import unrolled.exercise.Standing;
import unrolled.exercise.Wrap;
import unrolled.notebook.book.PlainText;

/** The loop of a learner: save, see what is wrong, go on to the next. */
final class Watch {
  /** What the loop waits for. */
  sealed interface Event permits Key, Saved, Checked, End {}

  /** A key was pressed. */
  record Key(char key) implements Event {}

  /** The file of an exercise was saved. */
  record Saved(Exercise exercise) implements Event {}

  /** A check is done: its result, or what it threw. */
  record Checked(Exercise exercise, Optional<CheckResult> result, Throwable failure)
      implements Event {}

  /** Ctrl-C was pressed. */
  record End() implements Event {}

  private static final char NO_BREAK = '\u00a0';

  private final Screen screen;
  private final BlockingQueue<Event> events;
  private Exercise current;
  private boolean checking;
  private boolean again;
  private boolean ended;

  Watch(Screen screen, BlockingQueue<Event> events) {
    this.screen = screen;
    this.events = events;
  }

  /** The exercise whose file was written last and has not passed; else the first open one. */
  static Exercise workedOn() {
    Progress progress = Progress.open();
    List<Exercise> left =
        Exercise.all().stream().filter(e -> progress.state(e) != Standing.PASSED).toList();
    return left.stream()
        .filter(Watch::isBegun)
        .max(Comparator.comparing(Watch::time))
        .or(() -> left.stream().filter(e -> progress.state(e) == Standing.OPEN).findFirst())
        .orElseGet(() -> Exercise.all().get(0));
  }

  private static boolean isBegun(Exercise exercise) {
    Path file = exercise.answer();
    return Files.exists(file) && !Exercise.isStarter(text(file));
  }

  private static FileTime time(Exercise exercise) {
    try {
      return Files.getLastModifiedTime(exercise.answer());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + exercise.answer(), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Goes on until somebody ends it. */
  void run(Exercise first) {
    check(first);
    while (!ended) {
      try {
        handle(events.take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        ended = true;
      }
    }
    String end = "Your files and your progress are kept. Go on with ./unrolled watch";
    screen.show(Wrap.at(screen.width(), end));
  }

  private void handle(Event event) {
    if (event instanceof Saved saved) {
      check(saved.exercise);
    } else if (event instanceof Checked checked) {
      done(checked);
    } else if (event instanceof Key key) {
      press(key.key);
    } else {
      ended = true;
    }
  }

  private void press(char key) {
    switch (Character.toLowerCase(key)) {
      case 'h' -> page(PlainText.of(Hints.next(current.id()), screen.width()));
      case 's' -> page(PlainText.of(text(current.path().resolve("README.md")), screen.width()));
      case 'l' -> page(Progress.open().text(screen.width()));
      case 'n' -> next().ifPresent(this::check);
      case 'r', ' ' -> check(current);
      case 'q' -> ended = true;
      default -> {
        // Not a key of ours.
      }
    }
  }

  private void check(Exercise exercise) {
    current = exercise;
    again = checking;
    if (checking) {
      return;
    }
    checking = true;
    screen.show("Checking " + exercise.id() + "…");
    // A thread of its own, so that keys are heard while an answer loops.
    var thread = new Thread(() -> events.add(checked(exercise)), "check");
    thread.setDaemon(true);
    thread.start();
  }

  private static Checked checked(Exercise exercise) {
    try {
      return new Checked(exercise, Optional.of(Check.run(exercise.id())), null);
    } catch (Throwable failure) {
      return new Checked(exercise, Optional.empty(), failure);
    }
  }

  private void done(Checked checked) {
    checking = false;
    if (again) {
      check(current);
      return;
    }
    if (checked.result.isEmpty()) {
      page("The check itself failed: " + checked.failure);
      return;
    }
    CheckResult result = checked.result.orElseThrow();
    String text = result.text(screen.width());
    if (result.passed()) {
      current = Progress.open().next(checked.exercise).orElse(checked.exercise);
    }
    page(text);
  }

  /** The open exercise behind this one; behind the last the first again. */
  private Optional<Exercise> next() {
    Progress progress = Progress.open();
    return progress.next(current).or(() -> progress.allOpen().stream().findFirst());
  }

  /** Shows a text, and below it what the keys do. */
  private void page(String text) {
    String price = Hints.cost(current.id()) == 0 ? "free" : "1 point";
    // A key and its word stay together.
    String keys =
        List.of("h hint (" + price + ")", "s statement", "l list", "n next", "r check", "q quit")
            .stream()
            .map(key -> key.replace(' ', NO_BREAK))
            .collect(Collectors.joining("  "));
    String watching = "Watching " + relative(current.answer()) + "\n" + keys;
    screen.show(text + "\n\n" + Wrap.at(screen.width(), watching).replace(NO_BREAK, ' '));
  }

  private static String relative(Path file) {
    Path home = Checkout.home();
    return (file.startsWith(home) ? home.relativize(file) : file).toString();
  }
}
