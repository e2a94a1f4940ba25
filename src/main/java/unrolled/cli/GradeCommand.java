package unrolled.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.exercise.Exercise;
import unrolled.grade.CannotGrade;
import unrolled.grade.Grader;
import unrolled.grade.Order;
import unrolled.grade.intake.DueDate;
import unrolled.grade.intake.Shard;
import unrolled.grade.record.Overrides;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Protection;

/** Grades a class. */
@Command(
    name = "grade",
    mixinStandardHelpOptions = true,
    description = {
      "Grades a class and writes the gradebook.",
      "Every answer is judged in a sandboxed process. What is judged is kept in",
      "OUT/journal.jsonl: run the same command again, and it goes on where it was stopped."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the class is graded, whatever its marks",
      "1:it could not finish; the results so far are kept",
      "2:the arguments do not fit",
      "3:something is missing on this machine, such as the requested sandbox"
    })
final class GradeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SUBMISSIONS",
      description = "a folder or a zip with what each student has handed in")
  private Path submissions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the folder for the results")
  private Path out;

  @Option(
      names = "--exercises",
      paramLabel = "ID",
      split = ",",
      description =
          "the exercises that count, such as e01,e05 (default: all but the optional ones)")
  private List<String> exercises = List.of();

  @Option(
      names = "--hidden",
      paramLabel = "DIR",
      description = "the folder of your hidden tests and of secret.txt (default: solutions)")
  private Path hidden;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "what the random inputs are made from (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "answers to judge at the same time (default: one for each processor)")
  private Integer jobs;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = "1/1",
      description = "the I-th of N parts of the class, I from 1; merge puts them together")
  private String shard;

  @Option(
      names = "--minimum-sandbox",
      paramLabel = "LEVEL",
      defaultValue = "full",
      description =
          "the weakest sandbox that is accepted: full, limits or process (default: ${DEFAULT-VALUE})")
  private String minimum;

  @Option(names = "--roster", paramLabel = "FILE", description = "the class list, a CSV file")
  private Path roster;

  @Option(
      names = "--again",
      paramLabel = "NAME",
      split = ",",
      description =
          "judge this student's answers again, even if there is a result; timeouts: all that ran"
              + " out of time")
  private List<String> again = List.of();

  @Option(
      names = "--due",
      paramLabel = "TIME",
      description =
          "when the work was due, such as 2026-10-01 or 2026-10-01T18:00+02:00: what came later is"
              + " listed apart, and does not replace what came in time")
  private String due;

  @Mixin private GradebookFiles.Options reports = new GradebookFiles.Options();

  @Override
  public Integer call() {
    try {
      Order order = order();
      Overrides overrides = GradebookFiles.overrides(order.out());
      var line = new ProgressLine(System.out, Terminal.isWatched(), "grading", "hand-ins");
      Grader.Outcome outcome = graded(prepared(order), line);
      Overrides.Applied applied = overrides.to(outcome.gradebook());
      GradebookFiles.write(applied.gradebook(), order.out(), reports.choice());
      summary(order, outcome, applied).forEach(System.out::println);
      return 0;
    } catch (CannotGrade e) {
      throw Problem.failed(e.getMessage());
    } catch (Protection.TooWeak e) {
      throw Problem.missing(e.getMessage());
    }
  }

  private static Grader.Outcome graded(Grader grader, ProgressLine line) {
    boolean ok = false;
    try {
      Grader.Outcome outcome = grader.grade(line);
      ok = true;
      return outcome;
    } finally {
      line.end(ok);
    }
  }

  private static Grader prepared(Order order) {
    try {
      return Grader.of(order);
    } catch (IllegalArgumentException e) {
      throw Problem.wrongUse(sentence(e.getMessage()));
    }
  }

  private Order order() {
    try {
      return new Order(
          typed(submissions),
          typed(out),
          chosen(),
          hidden(),
          seed,
          jobs == null ? defaultJobs() : jobs,
          Shard.parse(shard),
          Level.of(minimum),
          Optional.ofNullable(roster).map(GradeCommand::typed),
          new TreeSet<>(again),
          Optional.ofNullable(due).map(DueDate::of));
    } catch (IllegalArgumentException e) {
      throw Problem.wrongUse(sentence(e.getMessage()));
    }
  }

  private static Path typed(Path path) {
    return Checkout.typedIn().resolve(path).normalize();
  }

  private static int defaultJobs() {
    return Math.min(Order.MOST_JOBS, Runtime.getRuntime().availableProcessors());
  }

  private List<Exercise> chosen() {
    return exercises.isEmpty()
        ? Exercise.ofTheCourse()
        : exercises.stream().map(Exercise::of).distinct().toList();
  }

  private Optional<Path> hidden() {
    if (hidden != null) {
      if (!Files.isDirectory(typed(hidden))) {
        throw new IllegalArgumentException("there is no folder " + typed(hidden));
      }
      return Optional.of(typed(hidden));
    }
    return Optional.of(Checkout.home().resolve("solutions")).filter(Files::isDirectory);
  }

  private static List<String> summary(
      Order order, Grader.Outcome outcome, Overrides.Applied applied) {
    List<String> lines = new ArrayList<>(outcome.notes());
    var rows = applied.gradebook().rows();
    var handedIn = rows.stream().filter(row -> row.handedIn()).toList();
    var missing = rows.stream().filter(row -> !row.handedIn()).toList();
    lines.add(
        "Students who handed in: %d. Answers judged: %d; known from before: %d."
            .formatted(handedIn.size(), outcome.judged(), outcome.known()));
    handedIn.stream()
        .mapToInt(row -> row.points())
        .average()
        .ifPresent(
            mean ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "Mean: %.1f of %d points.",
                        mean,
                        outcome.gradebook().maximum())));
    if (!missing.isEmpty()) {
      lines.add(
          "Nothing from: "
              + String.join("; ", missing.stream().map(row -> row.student().name()).toList())
              + ".");
    }
    lines.addAll(Refusals.of(outcome.gradebook()));
    lines.addAll(GradebookFiles.said(applied));
    lines.add("Protection: " + outcome.level().word() + ".");
    lines.addAll(outcome.reasons());
    lines.add("The gradebook: " + order.out().resolve("index.html"));
    return lines;
  }

  private static String sentence(String text) {
    String start = Problem.sentence(text);
    return start.matches("(?s).*[.!?]") ? start : start + ".";
  }
}
