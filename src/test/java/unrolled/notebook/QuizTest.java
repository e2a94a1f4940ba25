package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.exercise.Home;

class QuizTest {
  private static final String GOOD =
      """
      # Some text
      about the form: `## NN`.
      ## 01
      ### What does a <bag> keep?
      - [ ] the order
      - [x] the counts
      - [ ] 100 % of it

      Sorting changes nothing. → Shift & see
      ### And an RNN?
      - [x] the order
      - [ ] nothing
      It reads in turn. → Two sentences
      """;

  @TempDir Path folder;

  private QuizFile file(String text) throws IOException {
    return QuizFile.read(Files.writeString(folder.resolve("quiz.md"), text));
  }

  private Quiz quiz() throws IOException {
    return file(GOOD).quiz("01");
  }

  private String refused(String text) {
    return assertThrows(BadQuiz.class, () -> file(text)).getMessage();
  }

  @Test
  void one_letter_of_each_question_is_right() throws IOException {
    Quiz quiz = quiz();
    long first = "abc".chars().filter(c -> quiz.answer(1, (char) c).right()).count();
    long second = "AB".chars().filter(c -> quiz.answer(2, (char) c).right()).count();
    assertEquals(List.of(1L, 1L), List.of(first, second));
    assertTrue(quiz.answer(1, 'b').right());
  }

  @Test
  void a_reply_gives_the_reason_and_points_at_the_section() throws IOException {
    assertEquals(
        "✓ Right: 1b, “the counts”. Sorting changes nothing. See the section “Shift & see”.",
        quiz().answer(1, 'b').text());
    assertTrue(quiz().answer(1, 'C').text().startsWith("✗ Not right: 1c, “100 % of it”."));
  }

  @Test
  void the_text_does_not_give_the_answers_away() throws IOException {
    String text = quiz().toString();
    assertTrue(text.startsWith("1. What does a <bag> keep?\n   a) the order\n"), text);
    assertFalse(text.contains("Sorting"), text);
    assertTrue(text.endsWith("answer(2, 'b')"), text);
  }

  @Test
  void the_page_has_a_choice_and_a_hidden_reply_for_each_and_no_script() throws IOException {
    var page = Xml.of(quiz());
    assertEquals(5, Xml.all(page, "input", "").size());
    for (var reply : Xml.all(page, "div", "reply")) {
      assertTrue(reply.hasAttribute("hidden"));
    }
    String html = quiz().mime().get("text/html");
    assertFalse(html.contains("<script"), html);
    assertTrue(html.contains("<a href=\"#Shift-&amp;-see\">"), html);
    assertFalse(html.equals(quiz().mime().get("text/html")), "two quizzes on a page share names");
  }

  @Test
  void what_is_not_there_cannot_be_answered() {
    assertEquals(
        "quiz: expected a question from 1 to 2, got 3",
        assertThrows(IllegalArgumentException.class, () -> quiz().answer(3, 'a')).getMessage());
    assertEquals(
        "quiz: question 2 has the choices a to b, got c",
        assertThrows(IllegalArgumentException.class, () -> quiz().answer(2, 'c')).getMessage());
    assertEquals(
        "quiz: expected one of 01, got “7”",
        assertThrows(IllegalArgumentException.class, () -> file(GOOD).quiz("7")).getMessage());
  }

  @Test
  void a_file_that_breaks_its_form_is_refused_with_its_line() {
    assertEquals(
        "quiz.md, line 4: “What does a <bag> keep?” has no right choice: mark one with - [x]",
        refused(GOOD.replace("- [x] the counts", "- [ ] the counts")));
    assertEquals(
        "quiz.md, line 5: this question has a right choice already".replace("line 5", "line 6"),
        refused(GOOD.replace("- [ ] the order", "- [x] the order")));
    assertTrue(refused(GOOD.replace(" → Two sentences", "")).contains("reason → heading"));
    assertTrue(
        refused(GOOD.replace("It reads in turn. → Two sentences\n", "")).contains("has no line"));
    assertTrue(refused(GOOD.replace("- [ ] nothing\n", "")).contains("2 to 6 choices"));
    assertTrue(refused(GOOD.replace("- [ ] nothing", "- [ ] the order")).contains("there already"));
    assertTrue(refused(GOOD.replace("## 01\n", "")).contains("## NN"));
    assertTrue(refused(GOOD + "## 01\n").contains("two quizzes"));
    assertTrue(refused(GOOD + "## 02\n").contains("has no question"));
  }

  @Test
  void the_questions_of_the_notebooks_point_at_sections_that_are_there() {
    QuizFile all = QuizFile.read(Quiz.file());
    for (Path path : NotebookFile.in(Home.path().resolve("notebooks"))) {
      Notebook notebook = NotebookFile.read(path);
      String id = notebook.name().substring(0, 2);
      Set<String> headings =
          notebook.cells().stream()
              .filter(cell -> cell.kind() == NotebookCell.Kind.MARKDOWN)
              .flatMap(cell -> cell.source().lines())
              .filter(line -> line.startsWith("## "))
              .map(line -> line.substring(3))
              .collect(Collectors.toSet());
      assertTrue(
          notebook.cells().stream()
              .anyMatch(cell -> cell.source().contains("quiz(\"" + id + "\")")),
          notebook.name());
      for (Question question : all.quiz(id).questions()) {
        assertTrue(headings.contains(question.heading()), question.heading());
      }
    }
  }

  @Test
  void the_right_choice_has_no_place_of_its_own() {
    QuizFile all = QuizFile.read(Quiz.file());
    for (String name : all.names()) {
      if (all.quiz(name).questions().size() > 1) {
        assertTrue(
            all.quiz(name).questions().stream().map(Question::right).distinct().count() > 1, name);
      }
    }
  }

  @Test
  void a_term_is_shown_and_recorded() {
    Term term = new Term("hidden state", "what \"h\" < holds", "h");
    assertEquals("hidden state: what \"h\" < holds  h", term.toString());
    assertEquals(1, Xml.all(Xml.of(term), "dfn", "").size());
    var json =
        JsonParser.parseString(term.mime().get("application/vnd.unrolled.term+json"))
            .getAsJsonObject();
    assertEquals("hidden state", json.get("term").getAsString());
    assertEquals("what \"h\" < holds", json.get("meaning").getAsString());
    assertEquals("h", json.get("code").getAsString());
    assertThrows(IllegalArgumentException.class, () -> new Term(" ", "x", "y"));
    assertThrows(IllegalArgumentException.class, () -> new Term("x", "y", ""));
  }
}
