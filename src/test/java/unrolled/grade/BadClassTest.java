package unrolled.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import unrolled.exercise.Exercise;
import unrolled.grade.intake.Collected;
import unrolled.grade.intake.Shard;
import unrolled.grade.record.Gradebook;
import unrolled.grade.report.Reports;
import unrolled.grade.sandbox.Level;
import unrolled.player.Bounds;

/** A class with every kind of trouble in it, graded: nobody stops it, and each is told why. */
@TestInstance(Lifecycle.PER_CLASS)
class BadClassTest {
  private static final String GOOD = Collected.GOOD;
  private static final List<String> HARD_NAMES =
      List.of("-rf", "a\"b'c", "a\nb", " a b ", "=1+1", "<b>&amp;", "Zoë 李🎓", "x\u202Ey");

  private Map<String, Gradebook.Row> rows;
  private Path out;

  @BeforeAll
  void grade(@TempDir Path folder) throws IOException {
    var collected = new Collected(Files.createDirectory(folder.resolve("all")));
    collected.file("good/MyRnnStep.java", GOOD);
    collected.file("no package/MyRnnStep.java", GOOD.replace("package e05_rnn_step;", ""));
    collected.file(
        "other package/MyRnnStep.java",
        GOOD.replace("package e05_rnn_step;", "package mine; import e05_rnn_step.RnnStep;"));
    collected.file("other name/MyRnnStep.java", GOOD.replace("class MyRnnStep", "class Mine"));
    collected.file(
        "library/MyRnnStep.java",
        GOOD.replace("return x", "new unrolled.nn.Parameter(x); return x"));
    collected.file("long/MyRnnStep.java", GOOD + "\n".repeat(100_000));
    collected.file("newer/MyRnnStep.java", GOOD.replace("return x", "int _ = 1; return x"));
    collected.file("text/MyRnnStep.java", "This is my homework.");
    collected.file("binary/MyRnnStep.java", new byte[] {0, 1, 2, (byte) 0xca, (byte) 0xfe});
    collected.file("empty/MyRnnStep.java", "");
    collected.file(
        "loud/MyRnnStep.java",
        GOOD.replace(
                "return x",
                "if (loud) { loud = false; for (int i = 0; i < 100_000; i++) {"
                    + " System.out.println(\"x\".repeat(100)); } }\n    return x")
            .replace("  @Override", "  private static boolean loud = true;\n  @Override"));
    collected.file(
        "by chance/MyRnnStep.java",
        GOOD.replace("return x", "if (Math.random() < 0) { return b; } return x"));
    Files.createDirectory(collected.folder.resolve("nothing"));
    collected.file("broken.zip", "no zip");
    HARD_NAMES.forEach(name -> collected.file(name + "/MyRnnStep.java", GOOD));
    out = folder.resolve("out");
    var order =
        new Order(
            collected.folder,
            out,
            List.of(Exercise.of("e05")),
            Optional.empty(),
            1,
            2,
            Shard.parse("1/1"),
            Level.PROCESS,
            Optional.empty(),
            Set.of(),
            Optional.empty());
    Gradebook gradebook = Grader.of(order).grade((done, all) -> {}).gradebook();
    rows =
        gradebook.rows().stream().collect(Collectors.toMap(row -> row.student().key(), row -> row));
    Reports.write(gradebook, out, Reports.Choice.DEFAULT);
  }

  @Test
  void everybody_is_in_the_gradebook() {
    assertEquals(14 + HARD_NAMES.size(), rows.size(), rows.keySet().toString());
  }

  private String problem(String student) {
    assertEquals(0, rows.get(student).points());
    return rows.get(student).verdicts().get("e05").problem();
  }

  @Test
  void those_with_hard_names_get_what_they_have_earned() throws IOException {
    assertEquals(10, rows.get("good").points());
    for (String name : HARD_NAMES) {
      assertEquals(10, rows.get(name).points(), name);
      String page = rows.get(name).student().fileName() + ".html";
      assertTrue(Files.exists(out.resolve("students").resolve(page)), page);
    }
    String index = Files.readString(out.resolve("index.html"));
    assertTrue(!index.contains("<b>&amp;") && index.contains("&lt;b&gt;&amp;amp;"));
    assertTrue(Files.readString(out.resolve("gradebook.csv")).lines().noneMatch("b"::equals));
  }

  @Test
  void a_wrong_package_is_mended_and_said() {
    assertEquals(10, rows.get("no package").points());
    assertEquals(
        List.of(
            "MyRnnStep.java has no package line; it was read as if it began with:"
                + " package e05_rnn_step;"),
        rows.get("no package").notes());
    assertEquals(10, rows.get("other package").points());
    assertEquals(
        List.of("MyRnnStep.java says package mine; it was read as package e05_rnn_step."),
        rows.get("other package").notes());
  }

  @Test
  void a_class_of_another_name_is_told_the_right_one() {
    assertEquals(
        "MyRnnStep.java holds the class Mine, and e05 expects the class MyRnnStep: rename it.",
        problem("other name"));
  }

  @Test
  void what_does_not_compile_is_told_by_the_compiler_and_with_which_Java() {
    String start = "It does not compile with Java " + Runtime.version().feature() + ":\n";
    assertTrue(problem("text").startsWith(start), problem("text"));
    if (Runtime.version().feature() < 22) {
      assertTrue(
          problem("newer").startsWith("MyRnnStep.java is written for a newer Java"),
          problem("newer"));
      assertTrue(problem("newer").contains("'_'"), problem("newer"));
    } else {
      assertEquals(10, rows.get("newer").points());
    }
  }

  @Test
  void what_is_no_text_is_told_so() {
    assertEquals(0, rows.get("empty").points() + rows.get("binary").points());
    assertEquals("MyRnnStep.java is empty, and is ignored.", rows.get("empty").notes().get(0));
    assertEquals(
        "MyRnnStep.java is not a text but binary, and is ignored.",
        rows.get("binary").notes().get(0));
  }

  @Test
  void ten_megabytes_of_output_are_cut_and_cost_nothing() {
    assertEquals(10, rows.get("loud").points());
    String printed = rows.get("loud").verdicts().get("e05").printed();
    assertTrue(printed.length() <= Bounds.PRINTED_BYTES + 2, printed.length() + " characters");
    assertTrue(printed.startsWith("x".repeat(100)));
  }

  @Test
  void having_the_library_do_it_is_refused_in_the_words_of_the_check() {
    assertEquals(
        "e05 cannot use unrolled.nn: that would do the exercise for you, or is not available where answers are graded. Write the step yourself with unrolled.matrix.Matrix and the JDK;"
            + " that is what the exercise is for.",
        problem("library"));
  }

  @Test
  void an_answer_that_draws_random_numbers_is_said_to() throws IOException {
    String said = "It draws random numbers or asks for the time (Math.random), so its points can";
    assertTrue(rows.get("by chance").verdicts().get("e05").remark().startsWith(said));
    assertTrue(
        Files.readString(out.resolve("gradebook.csv"))
            .lines()
            .anyMatch(line -> line.startsWith("\"by chance\"") && line.contains("e05: " + said)));
    assertEquals("", rows.get("good").verdicts().get("e05").remark());
  }

  @Test
  void answers_that_are_the_same_stand_on_a_page_of_the_teacher() throws IOException {
    String page = Files.readString(out.resolve("similar.html"));
    assertTrue(page.contains(HARD_NAMES.size() + 3 + " students"), page);
    assertTrue(page.contains("<bdi>good</bdi>"), page);
    assertTrue(!page.contains("<bdi>loud</bdi>"), page);
  }

  @Test
  void a_file_that_is_too_long_is_not_read() {
    assertEquals(
        "MyRnnStep.java is longer than 10000 lines: an answer is a page or two, and is ignored.",
        rows.get("long").notes().get(0));
  }

  @Test
  void hand_ins_with_nothing_in_them_are_said() {
    String none = "There is no answer in it: no MyRnnStep.java.";
    assertEquals(List.of("nothing is empty, and is ignored.", none), rows.get("nothing").notes());
    assertEquals(
        List.of("broken.zip is not a zip, or a damaged one, and is ignored.", none),
        rows.get("broken").notes());
    assertTrue(rows.get("nothing").handedIn());
  }
}
