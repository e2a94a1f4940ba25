package unrolled.grade.report;

import java.nio.file.Path;
import java.util.Map;
import unrolled.grade.record.Gradebook;

/** Writes every report of a gradebook. */
public final class Reports {
  private Reports() {}

  /**
   * What a teacher chooses.
   *
   * @param hideValues whether students' reports leave out what the tests expected
   * @param excel whether {@code gradebook.csv} begins with a byte order mark
   */
  public record Choice(boolean hideValues, boolean excel) {
    /** As it is without any options. */
    public static final Choice DEFAULT = new Choice(false, false);
  }

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** See {@link #write(Gradebook, Path, Choice, Map)}; with the environment of this process. */
  public static void write(Gradebook gradebook, Path out, Choice choice) {
    write(gradebook, out, choice, System.getenv());
  }

  /**
   * Writes the reports into a folder, in place of those of an earlier run.
   *
   * @param gradebook the results
   * @param out the folder; made if there is none
   * @param choice what the teacher chooses
   * @param environment the variables of the process, from which the runner of Classroom 50 is known
   * @throws java.io.UncheckedIOException if a file cannot be written; those already there are whole
   */
  public static void write(
      Gradebook gradebook, Path out, Choice choice, Map<String, String> environment) {
    var folder = ReportFolder.at(out);
    Gradebook shown = choice.hideValues() ? HiddenValues.of(gradebook) : gradebook;
    for (Gradebook.Row row : shown.rows()) {
      String name = row.student().fileName();
      folder.put("students/" + name + ".html", StudentPage.of(gradebook, row));
      folder.put("gradescope/" + name + ".json", GradescopeJson.of(gradebook, row));
      folder.put("junit/TEST-" + name + ".xml", JunitXml.of(gradebook, row));
    }
    if (gradebook.rows().size() == 1) {
      single(shown, folder, environment);
    }
    String mark = choice.excel() ? BYTE_ORDER_MARK : "";
    folder.put("gradebook.csv", mark + GradebookCsv.of(gradebook));
    folder.put("nbgrader.csv", NbgraderCsv.of(gradebook));
    String canvas = CanvasCsv.of(gradebook);
    if (!canvas.isEmpty()) {
      folder.put("canvas.csv", canvas);
    }
    if (!FeedbackZip.rows(shown).isEmpty()) {
      folder.put(FeedbackZip.NAME, FeedbackZip.of(shown));
    }
    var similar = SimilarAnswers.of(gradebook);
    folder.put(SimilarPage.NAME, SimilarPage.of(similar));
    // Last, so that its links lead somewhere.
    folder.put("index.html", IndexPage.of(gradebook, similar));
    folder.finish();
  }

  /** The files by which a system that grades one hand-in at a time is told of it. */
  private static void single(
      Gradebook gradebook, ReportFolder folder, Map<String, String> environment) {
    Gradebook.Row row = gradebook.rows().get(0);
    folder.put("results.json", GradescopeJson.of(gradebook, row));
    if (Classroom50Json.isAskedFor(environment)) {
      folder.put("result.json", Classroom50Json.of(gradebook, row, environment));
    }
  }
}
