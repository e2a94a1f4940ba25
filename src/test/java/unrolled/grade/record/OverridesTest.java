package unrolled.grade.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;

class OverridesTest {
  private static final Gradebook CLASS =
      new Gradebook(
          List.of(
              new Gradebook.Column("e05", "RNN step, forward", 10, "v"),
              new Gradebook.Column("e10", "RNN step, backward", 20, "v")),
          List.of(
              row("jdoe", "Jane Doe", Map.of("e05", verdict(6))),
              row("slee", "Lee, Sam", Map.of()),
              row("slee2", "Lee, Sam", Map.of("e05", verdict(10)))),
          1);

  @TempDir Path folder;

  private static Verdict verdict(int points) {
    var row = new Verdict.Row("it holds", false, points == 10, "");
    return new Verdict(
        "e05", List.of(row), points, 10, "", "", "", "", "full", List.of(), "", false);
  }

  private static Gradebook.Row row(String key, String name, Map<String, Verdict> verdicts) {
    return new Gradebook.Row(
        new Student(key, name, Map.of()), !verdicts.isEmpty(), List.of(), verdicts);
  }

  private Overrides.Applied applied(String csv) throws IOException {
    Files.writeString(folder.resolve(Overrides.NAME), csv);
    return Overrides.in(folder).to(CLASS);
  }

  @Test
  void a_line_sets_the_points_of_one_student_for_one_exercise() throws IOException {
    Overrides.Applied applied =
        applied("student,exercise,points,reason\njdoe,e05,8,\"idea right, sign wrong\"\n");
    assertEquals(List.of(), applied.problems());
    assertEquals(1, applied.set());
    Gradebook.Row jane = applied.gradebook().rows().get(0);
    assertEquals(8, jane.points());
    assertEquals(8, jane.points("e05").orElseThrow());
    assertEquals("idea right, sign wrong", jane.overrides().get("e05").reason());
    assertEquals(6, jane.verdicts().get("e05").points(), "what the tests gave is still there");
    assertEquals(10, applied.gradebook().rows().get(2).points());
  }

  @Test
  void points_can_be_set_where_nothing_was_handed_in() throws IOException {
    Overrides.Applied applied =
        applied("Student;Exercise;Points;Reason\nslee;E10;20;shown in the lab\n");
    assertEquals(List.of(), applied.problems());
    assertEquals(20, applied.gradebook().rows().get(1).points());
    assertEquals(20, applied.gradebook().rows().get(1).points("e10").orElseThrow());
  }

  @Test
  void a_spreadsheet_s_encoding_and_a_name_do() throws IOException {
    byte[] text =
        "\uFEFFstudent\texercise\tpoints\treason\nDoe Jane\te05\t0\tnone\nJANE DOE\te10\t1\tfür den Versuch\n"
            .getBytes(StandardCharsets.UTF_16LE);
    Files.write(folder.resolve(Overrides.NAME), text);
    Overrides.Applied applied = Overrides.in(folder).to(CLASS);
    assertEquals(
        List.of(
            "overrides.csv, line 2, is left out: there is no student “Doe Jane”; write the key or"
                + " the name as gradebook.csv has it."),
        applied.problems());
    assertEquals(
        "für den Versuch", applied.gradebook().rows().get(0).overrides().get("e10").reason());
  }

  @Test
  void each_line_that_cannot_be_followed_is_named_and_the_others_count() throws IOException {
    Overrides.Applied applied =
        applied(
            """
            student,exercise,points,reason

            "Lee, Sam",e05,3,two have this name
            nobody,e05,3,who is it?
            jdoe,e99,3,no such exercise
            jdoe,e05,11,too many
            jdoe,e05,7.5,no whole number
            jdoe,e05,-1,too few
            jdoe,e05,9,
            jdoe,e05,8,"good
            in the lab"
            jdoe,e05,9,a second time
            slee2,e05,5,handed in a day late
            """);
    List<String> starts =
        List.of(
            "line 3, is left out: there are 2 students “Lee, Sam”; write the key as",
            "line 4, is left out: there is no student “nobody”; write the key",
            "line 5, is left out: “e99” is not one of the exercises that were graded, e05, e10.",
            "line 6, is left out: the points of e05 are a whole number from 0 to 10, not “11”.",
            "line 7, is left out: the points of e05 are a whole number from 0 to 10, not “7.5”.",
            "line 8, is left out: the points of e05 are a whole number from 0 to 10, not “-1”.",
            "line 9, is left out: it gives no reason, and the student is to read one.",
            "line 12, is left out: line 10 sets the points of this student for e05 already.");
    assertEquals(starts.size(), applied.problems().size(), applied.problems()::toString);
    for (int i = 0; i < starts.size(); i++) {
      String problem = applied.problems().get(i);
      assertTrue(problem.startsWith("overrides.csv, " + starts.get(i)), problem);
    }
    assertEquals(2, applied.set());
    assertEquals(
        "good in the lab", applied.gradebook().rows().get(0).overrides().get("e05").reason());
    assertEquals(5, applied.gradebook().rows().get(2).points());
  }

  @Test
  void no_file_changes_nothing_and_one_without_its_header_is_refused() throws IOException {
    assertEquals(CLASS, Overrides.in(folder).to(CLASS).gradebook());
    Files.writeString(folder.resolve(Overrides.NAME), "jdoe,e05,8,because\n");
    var error = assertThrows(IllegalArgumentException.class, () -> Overrides.in(folder));
    assertEquals(
        "the list of overrides %s needs the header student,exercise,points,reason; it begins with jdoe,e05,8,because"
            .formatted(folder.resolve(Overrides.NAME)),
        error.getMessage());
  }
}
