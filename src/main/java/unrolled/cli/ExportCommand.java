package unrolled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.grade.CannotGrade;
import unrolled.grade.export.Bundle;
import unrolled.grade.export.Course;
import unrolled.grade.export.Target;
import unrolled.grade.sandbox.Level;

/** Writes what another system needs to grade the class. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the files with which another system grades a class.",
      "slurm, kubernetes and actions grade it in parts on several machines, gradescope one",
      "hand-in at a time. The files hold this grader and the hidden tests."
    })
final class ExportCommand implements Runnable {
  private static final List<String> TARGETS =
      Arrays.stream(Target.values()).map(Target::word).toList();

  @Parameters(index = "0", paramLabel = "SYSTEM", description = "slurm, kubernetes, …")
  private String target;

  @Parameters(index = "1", paramLabel = "DIR", description = "a new folder")
  private Path folder;

  @Option(
      names = "--exercises",
      split = ",",
      paramLabel = "ID",
      description = "which are graded, such as e01,e05; all of them when none is named")
  private List<String> exercises = List.of();

  @Option(
      names = "--hidden",
      paramLabel = "DIR",
      description = "where the hidden tests are; those in solutions when not given")
  private Path hidden;

  @Option(names = "--seed", paramLabel = "N", description = "of the random instances in the tests")
  private Long seed;

  @Option(
      names = "--minimum-sandbox",
      paramLabel = "LEVEL",
      defaultValue = "limits",
      description =
          "the weakest sandbox that is accepted: full, limits (when not given) or process")
  private String minimum;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "4",
      description = "in how many parts (${DEFAULT-VALUE} when not given)")
  private int shards;

  @Override
  public void run() {
    Path home = Checkout.home();
    Path from = Checkout.typedIn();
    Path tests = Optional.ofNullable(hidden).map(from::resolve).orElse(home.resolve("solutions"));
    Path to = from.resolve(folder).normalize();
    try {
      target().write(Bundle.running(home, tests, ExportedGrader.class), course(), to);
    } catch (IllegalArgumentException e) {
      throw Problem.wrongUse(e.getMessage());
    } catch (CannotGrade e) {
      throw Problem.failed(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the grader's own classes: " + e, e);
    }
    System.out.println("Written to " + to + "; its README.md says how to use it.");
  }

  private Target target() {
    int found = TARGETS.indexOf(target.toLowerCase(Locale.ROOT));
    if (found < 0) {
      throw Problem.wrongUse(
          "export: \"" + target + "\" is none of " + String.join(", ", TARGETS) + ".");
    }
    return Target.values()[found];
  }

  private Course course() {
    List<String> ids = exercises.isEmpty() ? List.of() : CheckCommand.known(exercises);
    OptionalLong number = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    return new Course(ids, number, Level.of(minimum), shards);
  }
}
