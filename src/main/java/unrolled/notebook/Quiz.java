package unrolled.notebook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.exercise.Home;

/**
 * A few questions at the end of a notebook; each answer points at the section that proves it.
 *
 * <p>The questions stand in {@code notebooks/quiz.md}, so that a reader does not see the answers in
 * the cell. In a notebook one chooses with the mouse or the keyboard and is told at once; in JShell
 * {@code answer(2, 'b')} does the same.
 */
public final class Quiz implements Rich {
  private final String id;
  private final List<Question> questions;

  Quiz(String id, List<Question> questions) {
    this.id = id;
    this.questions = List.copyOf(questions);
  }

  /**
   * The quiz of a notebook.
   *
   * @param id the number of the notebook, such as {@code "06"}
   * @throws IllegalArgumentException if there is none; the message names those that there are
   * @throws BadQuiz if the file breaks its own form
   */
  public static Quiz of(String id) {
    return QuizFile.read(file()).quiz(id);
  }

  static Path file() {
    return Home.path().resolve("notebooks").resolve("quiz.md");
  }

  /** The number of the notebook. */
  public String id() {
    return id;
  }

  List<Question> questions() {
    return questions;
  }

  /**
   * Checks an answer.
   *
   * @param number of the question, from 1
   * @param letter of the choice, from a
   */
  public Reply answer(int number, char letter) {
    if (number < 1 || number > questions.size()) {
      throw new IllegalArgumentException(
          "quiz: expected a question from 1 to %d, got %d".formatted(questions.size(), number));
    }
    return questions.get(number - 1).reply(number, Character.toLowerCase(letter));
  }

  @Override
  public Map<String, String> mime() {
    return Map.of("text/html", new QuizHtml(this).html());
  }

  /** The questions and their choices, without the answers. */
  @Override
  public String toString() {
    return IntStream.range(0, questions.size())
        .mapToObj(q -> (q + 1) + ". " + questions.get(q))
        .collect(Collectors.joining("\n", "", "\nTo answer question 2 with b: answer(2, 'b')"));
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
