package unrolled.grade.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/**
 * The {@code result.json} of an autograder in Classroom 50, schema {@code classroom50/result/v1}.
 *
 * <p>Whose submission it is, and which, the runner says in the environment. The time is the one in
 * the tag of the submission, so that grading again gives the same. A test is an exercise, because
 * points are whole numbers there and the sum has to be right.
 */
final class Classroom50Json {
  private static final Pattern TIME =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2})-([0-9]{2})-([0-9]{2})Z");
  private static final String TAG = "SUBMISSION_TAG";

  private Classroom50Json() {}

  /** Whether this process was started by its runner. */
  static boolean isAskedFor(Map<String, String> environment) {
    return environment.keySet().containsAll(List.of("CLASSROOM", "ASSIGNMENT", TAG));
  }

  /**
   * The file.
   *
   * @throws IllegalArgumentException if the environment lacks what the runner promises
   */
  static String of(Gradebook gradebook, Gradebook.Row row, Map<String, String> environment) {
    var result = new JsonObject();
    result.addProperty("schema", "classroom50/result/v1");
    result.addProperty("classroom", entry(environment, "CLASSROOM"));
    result.addProperty("assignment", entry(environment, "ASSIGNMENT"));
    result.addProperty(
        "assignment_type", environment.getOrDefault("ASSIGNMENT_TYPE", "individual"));
    result.addProperty(
        "owner", entry(environment, environment.containsKey("OWNER") ? "OWNER" : "USERNAME"));
    result.addProperty("submission", entry(environment, TAG));
    String commit = entry(environment, "COMMIT_URL");
    result.addProperty("commit", commit);
    result.addProperty("release", entry(environment, "RELEASE_URL"));
    result.addProperty("review", environment.getOrDefault("REVIEW_URL", commit));
    result.addProperty("datetime", time(entry(environment, TAG)));
    result.addProperty("score", row.points());
    result.addProperty("max-score", gradebook.maximum());
    result.add("tests", tests(gradebook, row));
    return GradescopeJson.GSON.toJson(result) + "\n";
  }

  private static JsonArray tests(Gradebook gradebook, Gradebook.Row row) {
    var tests = new JsonArray();
    for (Gradebook.Column column : gradebook.columns()) {
      Verdict verdict = row.verdicts().get(column.id());
      var test = new JsonObject();
      test.addProperty("test-name", Words.exercise(column));
      test.addProperty("passed", verdict != null && verdict.passed());
      test.addProperty("score", row.points(column.id()).orElse(0));
      test.addProperty("max-score", column.points());
      test.addProperty("message", message(row, column.id()));
      test.addProperty("sandbox", verdict == null ? "" : Words.protection(verdict));
      tests.add(test);
    }
    return tests;
  }

  private static String message(Gradebook.Row row, String exercise) {
    Verdict verdict = row.verdicts().get(exercise);
    if (row.overrides().containsKey(exercise)) {
      return Words.override(row.overrides().get(exercise), verdict);
    }
    return verdict == null ? "Not handed in." : Words.finding(verdict);
  }

  private static String time(String tag) {
    Matcher time = TIME.matcher(tag);
    if (!time.find()) {
      throw new IllegalArgumentException(
          "result.json: "
              + TAG
              + " should hold the time of the submission, as in"
              + " submit/2026-06-01T14-32-05Z-a1b2c3d; it is \""
              + tag
              + "\"");
    }
    return "%sT%s:%s:%sZ".formatted(time.group(1), time.group(2), time.group(3), time.group(4));
  }

  private static String entry(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "result.json: Classroom 50 should have set " + name + " in the environment");
    }
    return value;
  }
}
