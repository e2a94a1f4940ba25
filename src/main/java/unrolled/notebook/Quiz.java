package unrolled.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A few questions at the end of a notebook; each answer points at the cell that proves it.
 *
 * <pre>{@code
 * new Quiz("Order is information")
 *     .ask("What does a bag of words keep?", "the counts", "the order", "the grammar")
 *     .because("Sorting the words changes nothing it sees", "Shift by one")
 * }</pre>
 *
 * <p>The first choice given is the right one; the reader sees them in another order, the same every
 * time. {@link #answer} checks an answer in JShell or in a cell; a notebook also unfolds it.
 */
public final class Quiz implements Rich {
  private final String title;
  private final List<Question> questions = new ArrayList<>();

  public Quiz(String title) {
    this.title = title;
  }

  /** Adds a question; {@code wrong} are the choices beside the right one, one to five of them. */
  public Quiz ask(String question, String right, String... wrong) {
    requireExplained("ask");
    questions.add(Question.of(question, right, wrong));
    return this;
  }

  /**
   * Says why the answer to the last question is what it is.
   *
   * @param why one sentence
   * @param heading of the cell that proves it
   */
  public Quiz because(String why, String heading) {
    if (questions.isEmpty())
      throw new IllegalStateException("quiz: because(…) comes after ask(…), got no question");
    int last = questions.size() - 1;
    questions.set(last, questions.get(last).because(why, heading));
    return this;
  }

  /**
   * Checks an answer.
   *
   * @param number of the question, from 1
   * @param letter of the choice, from a
   */
  public Reply answer(int number, char letter) {
    requireExplained("answer");
    if (number < 1 || number > questions.size())
      throw new IllegalArgumentException(
          "quiz: expected a question from 1 to %d, got %d".formatted(questions.size(), number));
    return questions.get(number - 1).reply(number, Character.toLowerCase(letter));
  }

  @Override
  public Map<String, String> mime() {
    requireExplained("show");
    String items =
        questions.stream().map(Question::html).collect(Collectors.joining("\n", "\n", "\n"));
    return Map.of(
        "text/html",
        "<section class=\"unrolled-quiz\">\n<h4>Quiz: %s</h4>\n<ol>%s</ol>\n</section>"
            .formatted(Html.escape(title), items));
  }

  /** The questions and their choices, without the answers. */
  @Override
  public String toString() {
    return IntStream.range(0, questions.size())
        .mapToObj(q -> (q + 1) + ". " + questions.get(q))
        .collect(
            Collectors.joining(
                "\n", "Quiz: " + title + "\n", "\nAnswer with quiz.answer(1, 'a')."));
  }

  private void requireExplained(String operation) {
    if (operation.equals("ask") && questions.isEmpty()) return;
    if (questions.isEmpty())
      throw new IllegalStateException("quiz: " + operation + " needs at least one question");
    Question last = questions.get(questions.size() - 1);
    if (last.why().isEmpty())
      throw new IllegalStateException(
          "quiz: “%s” has no because(why, heading)".formatted(last.text()));
  }

  /**
   * What a reader who answered is told.
   *
   * @param right whether the answer is
   * @param text the reply in words
   */
  public record Reply(boolean right, String text) implements Rich {
    @Override
    public Map<String, String> mime() {
      return Map.of("text/html", "<p class=\"unrolled-reply\">" + Html.escape(text) + "</p>");
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
