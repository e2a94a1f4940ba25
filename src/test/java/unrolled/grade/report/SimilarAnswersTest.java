package unrolled.grade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Home;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

class SimilarAnswersTest {
  private static final String ANSWER =
      """
      package e18_lstm_step;

      import unrolled.matrix.Matrix;

      /** My step. */
      public final class MyLstmStep implements LstmStep {
        @Override
        public Matrix forward(Matrix x, Matrix b) {
          int width = b.cols() / 4; // four gates
          Matrix sum = x.matmul(b).plusRow(b);
          for (int row = 0; row < sum.rows(); row++) {
            sum.set(row, 0, gate(sum.get(row, width), 0.5, "a b"));
          }
          return sum.map(v -> 1 / (1 + Math.exp(-v)));
        }

        private static double gate(double value, double by, String name) {
          return value * by;
        }
      }
      """;

  private static final String DISGUISED =
      """
      package e18_lstm_step;
      import unrolled.matrix.*;
      class MyLstmStep implements LstmStep {
          public Matrix forward(final Matrix input, Matrix bias)
          {
              final int n = bias.cols()/4;
              Matrix total = input.matmul(bias)
                                  .plusRow(bias);
              /* all rows */
              for (int i=0;i<total.rows();i++) { total.set(i,0,this.squash(total.get(i,n),0.5,"a b")); }
              return total.map(z->1/(1+Math.exp(-z)));
          }
          static double squash(double q, double factor, String s) { return q*factor; }
      }
      """;

  private static Gradebook.Row row(String key, String exercise, String answer) {
    var test = new Verdict.Row("it holds", false, true, "");
    Verdict verdict =
        new Verdict(exercise, List.of(test), 5, 5, "", "", "", "", "full", List.of(), "", false)
            .with(answer);
    return new Gradebook.Row(Student.named(key), true, List.of(), Map.of(exercise, verdict));
  }

  private static SimilarAnswers similar(Gradebook.Row... rows) {
    return SimilarAnswers.of(new Gradebook(SampleClass.COLUMNS, List.of(rows), 1));
  }

  @Test
  void names_layout_comments_and_modifiers_make_no_difference() {
    assertEquals(SourceTokens.of(ANSWER), SourceTokens.of(DISGUISED));
  }

  @Test
  void what_it_computes_makes_a_difference() {
    List<String> tokens = SourceTokens.of(ANSWER);
    for (String[] change :
        new String[][] {
          {"0.5", "0.25"},
          {"matmul", "minus"},
          {"value * by", "by * value"},
          {"a b", "ab"},
          {"1 + Math", "1 - Math"},
          {"row, width", "width, row"},
          {"rows()", "cols()"}
        }) {
      assertNotEquals(tokens, SourceTokens.of(ANSWER.replace(change[0], change[1])), change[0]);
    }
  }

  @Test
  void text_that_is_no_Java_is_cut_somehow() {
    for (String text : List.of("", "\"", "/*", "'\\", "\"\"\"", "@", "a -> ", "package", "->")) {
      SourceTokens.of(text + "\n");
    }
    assertEquals(200_000, SourceTokens.of("(".repeat(200_000)).size());
    assertEquals(1, SourceTokens.of("\"" + "\\n".repeat(200_000) + "\"").size());
  }

  @Test
  void the_same_answers_stand_beside_each_other_and_nobody_is_accused() {
    SimilarAnswers similar =
        similar(
            row("ann", "e18", ANSWER),
            row("bob", "e18", DISGUISED),
            row("cid", "e18", ANSWER.replace("\n", "\r\n")),
            row("dan", "e18", ANSWER.replace("0.5", "0.25")));
    assertEquals(1, similar.groups().size());
    SimilarAnswers.Group group = similar.groups().get(0);
    assertEquals(3, group.size());
    assertEquals(2, group.students().size(), "two texts");
    String page = SimilarPage.of(similar);
    assertTrue(page.contains("ann") && page.contains("bob") && page.contains("cid"));
    assertFalse(page.contains("dan"));
    assertTrue(page.contains("This does not say that anyone copied"));
    assertTrue(page.contains("for (int row = 0; row &lt; sum.rows(); row++)"), page);
    assertTrue(page.contains("(the same text)"));
  }

  @Test
  void the_starter_is_no_answer_and_a_short_answer_is_said_to_be_short() throws IOException {
    Path starter = Home.path().resolve("exercises/e05_rnn_step/MyRnnStep.java");
    Path solution = Home.path().resolve("solutions/e05_rnn_step/MyRnnStep.java");
    String untouched = Files.readString(starter);
    String written = Files.readString(solution);
    assertEquals(
        List.of(),
        similar(row("ann", "e05", untouched), row("bob", "e05", untouched + "// b")).groups());
    List<SimilarAnswers.Group> groups =
        similar(row("ann", "e05", written), row("bob", "e05", written)).groups();
    assertEquals(1, groups.size());
    assertTrue(groups.get(0).isShort(), () -> "tokens: " + groups.get(0).tokens());
    assertTrue(SimilarPage.of(new SimilarAnswers(groups)).contains("short, so often alike"));
  }

  @Test
  void no_student_s_file_holds_an_answer_of_another_or_a_word_of_it() {
    var rows = new ArrayList<Gradebook.Row>();
    rows.add(row("ann", "e18", ANSWER));
    rows.add(row("bob", "e18", DISGUISED));
    var gradebook = new Gradebook(SampleClass.COLUMNS, rows, 1);
    for (Gradebook.Row row : rows) {
      String all =
          StudentPage.of(gradebook, row)
              + GradescopeJson.of(gradebook, row)
              + JunitXml.of(gradebook, row);
      assertFalse(all.contains("matmul") || all.toLowerCase().contains("similar"), all);
    }
    String index = IndexPage.of(gradebook, SimilarAnswers.of(gradebook));
    assertTrue(index.contains("the same but for names and layout: 1 group"), index);
  }
}
