package unrolled.grade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/** Each file against the published rules of what reads it. */
class ImportersTest {
  private static final Gradebook CLASS = SampleClass.of(80);
  private static final Set<String> VISIBILITIES =
      Set.of("hidden", "after_due_date", "after_published", "visible");

  private static final Map<String, String> RUNNER =
      Map.of(
          "CLASSROOM", "cs-principles",
          "ASSIGNMENT", "networks",
          "ASSIGNMENT_TYPE", "individual",
          "OWNER", "alice",
          "SUBMISSION_TAG", "submit/2026-06-01T14-32-05Z-a1b2c3d",
          "COMMIT_URL", "https://github.example/commit/1",
          "RELEASE_URL", "https://github.example/releases/1");

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static List<JsonObject> tests(JsonObject result) {
    return result.getAsJsonArray("tests").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static boolean isInteger(JsonElement number) {
    return number.getAsString().matches("[0-9]+");
  }

  @Test
  void the_gradebook_has_a_line_for_each_student_and_the_points_of_each_exercise() {
    List<List<String>> lines = Rfc4180.read(GradebookCsv.of(CLASS));
    assertEquals(81, lines.size());
    assertEquals(
        List.of("key", "name", "handed in", "late", "e01", "e05", "e10", "e13", "e18", "points"),
        lines.get(0).subList(0, 10));
    for (int i = 0; i < 80; i++) {
      List<String> line = lines.get(i + 1);
      assertEquals(lines.get(0).size(), line.size());
      Gradebook.Row row = CLASS.rows().get(i);
      int sum = 0;
      for (int c = 0; c < 5; c++) {
        Verdict verdict = row.verdicts().get(CLASS.columns().get(c).id());
        assertEquals(verdict == null ? "" : "" + verdict.points(), line.get(4 + c));
        sum += verdict == null ? 0 : verdict.points();
      }
      assertEquals("" + sum, line.get(9));
    }
  }

  @Test
  void no_field_of_a_table_is_a_formula_and_a_name_that_was_one_has_an_apostrophe() {
    for (String file :
        List.of(GradebookCsv.of(CLASS), CanvasCsv.of(CLASS), NbgraderCsv.of(CLASS))) {
      for (List<String> line : Rfc4180.read(file)) {
        line.forEach(field -> assertFalse(field.matches("(?s)\\s*[=+\\-@＝＋－＠].*"), field));
      }
    }
    String names =
        Rfc4180.read(GradebookCsv.of(CLASS)).stream()
            .map(line -> line.get(1))
            .collect(Collectors.joining("\n"));
    assertTrue(names.contains("'=HYPERLINK(\"https://evil.example\",\"x\")"), names);
    assertTrue(names.contains("'-2+3") && names.contains("'+1+1") && names.contains("'@SUM"));
  }

  @Test
  void canvas_finds_every_student_by_an_id_and_no_name_becomes_a_row_of_points() {
    CanvasImporter read = CanvasImporter.read(CanvasCsv.of(CLASS));
    for (Gradebook.Column column : CLASS.columns()) {
      assertEquals("" + column.points(), read.pointsPossible().get(Words.exercise(column)));
    }
    int students = 0;
    for (Gradebook.Row row : CLASS.rows()) {
      String id = row.student().entry("ID") + "||" + row.student().entry("SIS Login ID");
      Map<String, String> scores = read.scores().get(id);
      assertEquals(CanvasCsv.leftOut(CLASS).contains(row.student()), scores == null, id);
      if (scores != null) {
        students++;
        CLASS
            .columns()
            .forEach(
                column ->
                    assertEquals(
                        GradebookCsv.points(row, column), scores.get(Words.exercise(column))));
      }
    }
    assertEquals(students, read.scores().size());
    assertTrue(students > 60 && !CanvasCsv.leftOut(CLASS).isEmpty());
  }

  @Test
  void canvas_gets_no_file_without_ids_and_no_id_from_a_roster_that_is_not_its_own() {
    var unknown =
        new Gradebook.Row(new Student("a", "A", Map.of("ID", "123")), true, List.of(), Map.of());
    var gradebook = new Gradebook(SampleClass.COLUMNS, List.of(unknown), 1);
    assertEquals("", CanvasCsv.of(gradebook));
    assertEquals(List.of(unknown.student()), CanvasCsv.leftOut(gradebook));
  }

  @Test
  void canvas_takes_the_title_of_every_exercise_for_an_assignment() {
    var columns =
        Exercise.all().stream()
            .map(e -> new Gradebook.Column(e.id(), e.about().title(), e.about().points(), ""))
            .toList();
    var student = new Student("a", "A", Map.of("Canvas ID", "7"));
    var row = new Gradebook.Row(student, true, List.of(), Map.of());
    String file = CanvasCsv.of(new Gradebook(columns, List.of(row), 1));
    assertEquals(columns.size(), CanvasImporter.read(file).pointsPossible().size());
  }

  @Test
  void gradescope_reads_each_result() {
    for (Gradebook.Row row : CLASS.rows()) {
      JsonObject result = json(GradescopeJson.of(CLASS, row));
      assertEquals(row.points(), result.get("score").getAsInt());
      assertEquals("text", result.get("output_format").getAsString());
      var numbers = new ArrayList<String>();
      int sum = 0;
      for (JsonObject test : tests(result)) {
        numbers.add(test.get("number").getAsString());
        assertTrue(VISIBILITIES.contains(test.get("visibility").getAsString()));
        assertFalse(test.get("output").getAsString().contains("\r"));
        if (test.has("score")) {
          sum += test.get("score").getAsInt();
          assertTrue(test.get("score").getAsInt() <= test.get("max_score").getAsInt());
        } else {
          assertTrue(Set.of("passed", "failed").contains(test.get("status").getAsString()));
        }
      }
      assertEquals(row.points(), sum);
      assertEquals(numbers.stream().sorted().toList(), numbers, "sorted as text");
    }
  }

  @Test
  void gradescope_hides_the_hidden_tests_and_is_told_nothing_of_them() {
    long hidden = 0;
    for (Gradebook.Row row : CLASS.rows()) {
      String text = GradescopeJson.of(CLASS, row);
      assertFalse(text.contains("SECRET"));
      hidden +=
          tests(json(text)).stream()
              .filter(test -> test.get("visibility").getAsString().equals("hidden"))
              .count();
    }
    long all =
        CLASS.rows().stream()
            .flatMap(row -> row.verdicts().values().stream())
            .flatMap(verdict -> verdict.rows().stream())
            .filter(Verdict.Row::hidden)
            .count();
    assertEquals(all, hidden);
    assertTrue(all > 100);
  }

  @Test
  void surefire_s_schema_accepts_each_junit_report_and_its_counts_are_right()
      throws SAXException, IOException {
    Path file = Home.path().resolve("target/surefire-schema/surefire-test-report.xsd");
    assertTrue(Files.readString(file).contains("version=\"3.0.2\""));
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file.toFile());
    for (Gradebook.Row row : CLASS.rows()) {
      String xml = JunitXml.of(CLASS, row);
      assertFalse(xml.contains("SECRET"));
      schema.newValidator().validate(new StreamSource(new StringReader(xml)));
      Element suite = Html.parse(xml).getDocumentElement();
      for (var count :
          Map.of(
                  "tests",
                  "testcase",
                  "failures",
                  "failure",
                  "errors",
                  "error",
                  "skipped",
                  "skipped")
              .entrySet()) {
        assertEquals(
            suite.getAttribute(count.getKey()),
            "" + suite.getElementsByTagName(count.getValue()).getLength());
      }
      assertTrue(xml.contains("name=\"points\" value=\"" + row.points() + "\""));
    }
  }

  @Test
  void surefire_s_schema_refuses_a_report_without_a_time() throws SAXException {
    Path file = Home.path().resolve("target/surefire-schema/surefire-test-report.xsd");
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file.toFile());
    String xml = JunitXml.of(CLASS, CLASS.rows().get(0)).replace(" time=\"0\"", "");
    assertThrows(
        SAXException.class,
        () -> schema.newValidator().validate(new StreamSource(new StringReader(xml))));
  }

  @Test
  void classroom_50_accepts_each_result() {
    for (Gradebook.Row row : CLASS.rows()) {
      JsonObject result = json(Classroom50Json.of(CLASS, row, RUNNER));
      assertEquals(
          Set.of(
              "schema",
              "classroom",
              "assignment",
              "assignment_type",
              "owner",
              "submission",
              "commit",
              "release",
              "review",
              "datetime",
              "score",
              "max-score",
              "tests"),
          result.keySet());
      assertEquals("classroom50/result/v1", result.get("schema").getAsString());
      assertEquals("2026-06-01T14:32:05Z", result.get("datetime").getAsString());
      assertTrue(result.get("submission").getAsString().startsWith("submit/"));
      assertEquals(row.points(), result.get("score").getAsInt());
      int sum = 0;
      int most = 0;
      for (JsonObject test : tests(result)) {
        assertFalse(test.get("test-name").getAsString().isEmpty());
        assertTrue(test.get("passed").getAsJsonPrimitive().isBoolean());
        assertTrue(isInteger(test.get("score")) && isInteger(test.get("max-score")));
        assertTrue(test.get("score").getAsInt() <= test.get("max-score").getAsInt());
        sum += test.get("score").getAsInt();
        most += test.get("max-score").getAsInt();
      }
      assertTrue(isInteger(result.get("score")) && isInteger(result.get("max-score")));
      assertEquals(sum, result.get("score").getAsInt());
      assertEquals(most, result.get("max-score").getAsInt());
      assertFalse(result.toString().contains("SECRET"));
    }
  }

  @Test
  void a_tag_without_a_time_is_told_in_a_sentence() {
    var other = new HashMap<>(RUNNER);
    other.put("SUBMISSION_TAG", "submit/latest");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Classroom50Json.of(CLASS, CLASS.rows().get(0), other));
    assertTrue(e.getMessage().contains("\"submit/latest\""), e.getMessage());
  }

  @Test
  void a_single_hand_in_has_the_files_that_are_looked_for(@TempDir Path out) throws IOException {
    var one = new Gradebook(CLASS.columns(), CLASS.rows().subList(40, 41), 1);
    Reports.write(one, out, Reports.Choice.DEFAULT, RUNNER);
    assertEquals(
        GradescopeJson.of(one, one.rows().get(0)), Files.readString(out.resolve("results.json")));
    assertEquals(
        Classroom50Json.of(one, one.rows().get(0), RUNNER),
        Files.readString(out.resolve("result.json")));
    Reports.write(one, out, Reports.Choice.DEFAULT, Map.of());
    assertFalse(Files.exists(out.resolve("result.json")), "only where its runner asks for it");
  }

  @Test
  void nbgrader_s_columns_are_all_there_and_no_score_is_above_the_maximum() {
    List<List<String>> lines = Rfc4180.read(NbgraderCsv.of(CLASS));
    assertEquals(
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
            + "late_submission_penalty,score,max_score",
        String.join(",", lines.get(0)));
    assertEquals(1 + 5 * 80, lines.size());
    for (List<String> line : lines.subList(1, lines.size())) {
      assertEquals(line.get(7), line.get(9));
      assertTrue(Integer.parseInt(line.get(9)) <= Integer.parseInt(line.get(10)));
    }
  }
}
