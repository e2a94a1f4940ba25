package unrolled.grade.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;
import unrolled.grade.record.PointsOverride;

/**
 * The {@code results.json} that Gradescope reads.
 *
 * <p>An exercise is an entry with its points; below it each of its tests is an entry that has
 * passed or failed and carries none, so that the points are those of the gradebook and no rounding
 * of shares. A hidden test has the visibility {@code hidden} and no message. Gradescope shows no
 * total to students where a test is hidden; each exercise shows its points.
 */
final class GradescopeJson {
  static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private GradescopeJson() {}

  static String of(Gradebook gradebook, Gradebook.Row row) {
    var result = new JsonObject();
    result.addProperty("score", row.points());
    result.addProperty("output", output(gradebook, row));
    // The default for this one is a kind of HTML.
    result.addProperty("output_format", "text");
    result.addProperty("test_output_format", "text");
    result.addProperty("test_name_format", "text");
    result.addProperty("visibility", "visible");
    result.addProperty("stdout_visibility", "hidden");
    result.add("tests", tests(gradebook, row));
    result.add("extra_data", protection(row));
    return GSON.toJson(result) + "\n";
  }

  private static String output(Gradebook gradebook, Gradebook.Row row) {
    var lines = new ArrayList<String>();
    lines.add(Words.outOf(row.points(), gradebook.maximum()) + " points.");
    lines.addAll(row.notes());
    if (!row.handedIn()) {
      lines.add("Nothing was handed in.");
    }
    return String.join("\n", lines);
  }

  private static JsonArray tests(Gradebook gradebook, Gradebook.Row row) {
    var tests = new JsonArray();
    List<Gradebook.Column> columns = gradebook.columns();
    for (int i = 0; i < columns.size(); i++) {
      // Gradescope sorts numbers as text.
      String number = number(i + 1, columns.size());
      Verdict verdict = row.verdicts().get(columns.get(i).id());
      tests.add(exercise(number, columns.get(i), row));
      if (verdict != null) {
        rows(number, verdict).forEach(tests::add);
      }
    }
    return tests;
  }

  private static JsonObject exercise(String number, Gradebook.Column column, Gradebook.Row row) {
    Verdict verdict = row.verdicts().get(column.id());
    var test = new JsonObject();
    test.addProperty("score", row.points(column.id()).orElse(0));
    test.addProperty("max_score", column.points());
    test.addProperty("name", Words.exercise(column));
    test.addProperty("number", number);
    test.addProperty("output", told(row.overrides().get(column.id()), verdict));
    test.addProperty("visibility", "visible");
    return test;
  }

  private static String told(PointsOverride override, Verdict verdict) {
    var lines = new ArrayList<String>();
    if (override != null) {
      lines.add(Words.override(override, verdict));
    }
    if (verdict == null) {
      lines.add("Not handed in.");
      return String.join("\n", lines);
    }
    if (!Words.finding(verdict).isEmpty()) {
      lines.add(Words.finding(verdict));
    }
    if (!verdict.passed()) {
      lines.add("Stuck? " + Words.hint(verdict.exercise()));
    }
    if (!verdict.rows().isEmpty() && verdict.points() < verdict.maximum()) {
      lines.add(Words.shares(verdict));
    }
    lines.add(Words.protection(verdict));
    return String.join("\n", lines);
  }

  private static List<JsonObject> rows(String number, Verdict verdict) {
    var tests = new ArrayList<JsonObject>();
    int all = verdict.rows().size();
    for (int i = 0; i < all; i++) {
      Verdict.Row row = verdict.rows().get(i);
      var test = new JsonObject();
      test.addProperty("status", row.passed() ? "passed" : "failed");
      test.addProperty("name", Words.test(row));
      test.addProperty("number", number + "." + number(i + 1, all));
      test.addProperty("output", row.counts() || row.hidden() ? row.told() : lost(verdict, row));
      test.addProperty("visibility", row.hidden() ? "hidden" : "visible");
      tests.add(test);
    }
    return tests;
  }

  private static String lost(Verdict verdict, Verdict.Row row) {
    return (Words.lost(verdict, 1) + " points\n" + row.told()).strip();
  }

  private static JsonObject protection(Gradebook.Row row) {
    var levels = new JsonObject();
    row.verdicts().values().stream()
        .sorted((a, b) -> a.exercise().compareTo(b.exercise()))
        .forEach(verdict -> levels.addProperty(verdict.exercise(), Words.protection(verdict)));
    var data = new JsonObject();
    data.add("sandbox", levels);
    return data;
  }

  private static String number(int number, int last) {
    int digits = Math.max(2, String.valueOf(last).length());
    return "0".repeat(digits - String.valueOf(number).length()) + number;
  }
}
