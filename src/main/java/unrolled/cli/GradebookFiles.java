package unrolled.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import unrolled.grade.CannotGrade;
import unrolled.grade.record.Gradebook;
import unrolled.grade.record.Overrides;
import unrolled.grade.report.Reports;

/** Writes what a teacher looks at, or says in a sentence why it cannot be written. */
final class GradebookFiles {
  private GradebookFiles() {}

  /** The points that the teacher has set in this folder. */
  static Overrides overrides(Path out) {
    try {
      return Overrides.in(out);
    } catch (IllegalArgumentException e) {
      throw Problem.wrongUse(Problem.sentence(e.getMessage()) + ".");
    }
  }

  /** What there is to say of points that the teacher has set: a sentence each. */
  static List<String> said(Overrides.Applied applied) {
    var lines = new ArrayList<>(applied.problems());
    if (applied.set() > 0) {
      lines.add("Points that you have set in %s: %d.".formatted(Overrides.NAME, applied.set()));
    }
    return lines;
  }

  /** What a teacher chooses for the reports, in every command that writes them. */
  static final class Options {
    @Option(
        names = "--hide-values",
        description = "leave out of students' reports what the tests expected and what they got")
    private boolean hideValues;

    @Option(
        names = "--excel",
        description =
            "begin gradebook.csv with a byte order mark, so that Excel reads every letter right")
    private boolean excel;

    Reports.Choice choice() {
      return new Reports.Choice(hideValues, excel);
    }
  }

  static void write(Gradebook gradebook, Path out, Reports.Choice choice) {
    try {
      Reports.write(gradebook, out, choice);
    } catch (UncheckedIOException e) {
      throw Problem.failed(
          "%s (%s). Every verdict is safe in %s: fix that, and run the same command again."
              .formatted(Problem.sentence(e.getMessage()), CannotGrade.reason(e.getCause()), out));
    }
  }
}
