package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QuizTest {
  private static Quiz quiz() {
    return new Quiz("Order & more")
        .ask("What does a <bag> keep?", "the counts", "the order", "100 % of it")
        .because("Sorting changes nothing.", "Shift by one")
        .ask("And an RNN?", "the order", "nothing")
        .because("It reads in turn", "Two sentences");
  }

  @Test
  void exactly_one_letter_of_each_question_is_right() {
    long first = "abc".chars().filter(c -> quiz().answer(1, (char) c).right()).count();
    long second = "AB".chars().filter(c -> quiz().answer(2, (char) c).right()).count();
    assertEquals(List.of(1L, 1L), List.of(first, second));
  }

  @Test
  void the_right_choice_is_the_one_that_was_given_first() {
    for (char letter : "abc".toCharArray()) {
      Quiz.Reply reply = quiz().answer(1, letter);
      assertEquals(reply.right(), reply.text().contains("the counts"), reply.text());
      assertEquals(
          reply.right() ? "✓ 1" + letter + " is right" : "✗ 1" + letter + " is not right",
          reply.text().split(",")[0]);
    }
  }

  @Test
  void a_reply_gives_the_reason_and_points_at_the_cell() {
    assertTrue(
        quiz()
            .answer(1, 'b')
            .text()
            .endsWith("Sorting changes nothing: see the cell under “Shift by one”."));
  }

  @Test
  void the_order_is_the_same_every_time_but_not_always_the_given_one() {
    assertEquals(quiz().toString(), quiz().toString());
    Set<String> right = new TreeSet<>();
    for (int q = 0; q < 20; q++) {
      Quiz one = new Quiz("q").ask("Number " + q + "?", "r", "s", "t").because("so", "there");
      for (char c : "abc".toCharArray()) if (one.answer(1, c).right()) right.add("" + c);
    }
    assertEquals(Set.of("a", "b", "c"), right);
  }

  @Test
  void the_text_does_not_give_the_answers_away() {
    String text = quiz().toString();
    assertTrue(text.startsWith("Quiz: Order & more\n1. What does a <bag> keep?\n   a) "), text);
    assertTrue(text.contains("\n2. And an RNN?\n"), text);
    assertFalse(text.contains("Sorting"), text);
  }

  @Test
  void the_page_folds_each_answer_away() {
    var page = Xml.of(quiz());
    var details = Xml.all(page, "details", "");
    assertEquals(2, details.size());
    assertFalse(details.get(0).hasAttribute("open"));
    String right = details.get(0).getElementsByTagName("b").item(0).getTextContent();
    assertTrue(quiz().answer(1, right.charAt(0)).right());
    assertTrue(page.getDocumentElement().getTextContent().contains("What does a <bag> keep?"));
  }

  @Test
  void what_is_not_there_cannot_be_answered() {
    assertEquals(
        "quiz: expected a question from 1 to 2, got 3",
        assertThrows(IllegalArgumentException.class, () -> quiz().answer(3, 'a')).getMessage());
    assertEquals(
        "quiz: question 2 has the choices a to b, got c",
        assertThrows(IllegalArgumentException.class, () -> quiz().answer(2, 'c')).getMessage());
  }

  @Test
  void an_author_is_told_what_is_missing() {
    Quiz unproved = new Quiz("q").ask("Why?", "a", "b");
    assertThrows(IllegalStateException.class, unproved::mime);
    assertThrows(IllegalStateException.class, () -> unproved.ask("Again?", "a", "b"));
    assertThrows(IllegalStateException.class, () -> new Quiz("q").because("so", "there"));
    assertThrows(IllegalStateException.class, () -> new Quiz("q").mime());
    assertThrows(IllegalArgumentException.class, () -> new Quiz("q").ask("Why?", "a"));
    assertThrows(IllegalArgumentException.class, () -> new Quiz("q").ask("Why?", "a", "a"));
  }

  @Test
  void a_term_is_shown_and_recorded() {
    Term term = new Term("hidden state", "what \"h\" < holds");
    assertEquals("hidden state: what \"h\" < holds", term.toString());
    assertEquals(1, Xml.all(Xml.of(term), "dfn", "").size());
    var json =
        JsonParser.parseString(term.mime().get("application/vnd.unrolled.term+json"))
            .getAsJsonObject();
    assertEquals("hidden state", json.get("term").getAsString());
    assertEquals("what \"h\" < holds", json.get("meaning").getAsString());
    assertThrows(IllegalArgumentException.class, () -> new Term(" ", "x"));
  }
}
