package unrolled.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The questions of all notebooks, in one Markdown file whose first lines describe its form.
 *
 * <pre>{@code
 * ## 06
 * ### What is …?
 * - [ ] wrong
 * - [x] right
 * The reason, one sentence. → Heading of the section
 * }</pre>
 */
final class QuizFile {
  private static final int MOST = 6;

  private final Path file;
  private final Map<String, List<Question>> quizzes = new LinkedHashMap<>();

  private String quiz;
  private String text;
  private int textLine;
  private final List<String> choices = new ArrayList<>();
  private int right = -1;
  private boolean explained;

  private QuizFile(Path file) {
    this.file = file;
  }

  static QuizFile read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("quiz: cannot read " + file, e);
    }
    QuizFile questions = new QuizFile(file);
    for (int i = 0; i < lines.size(); i++) {
      questions.take(i + 1, lines.get(i).strip());
    }
    questions.endQuestion();
    questions.requireFilled(lines.size());
    return questions;
  }

  private void take(int number, String line) {
    if (line.startsWith("### ")) {
      endQuestion();
      if (quiz == null) {
        throw new BadQuiz(file, number, "expected “## NN” before the first question");
      }
      text = line.substring(4).strip();
      textLine = number;
    } else if (line.startsWith("## ")) {
      endQuestion();
      requireFilled(number);
      quiz = line.substring(3).strip();
      if (quizzes.put(quiz, new ArrayList<>()) != null) {
        throw new BadQuiz(file, number, "there are two quizzes “" + quiz + "”");
      }
    } else if (text != null && !line.isEmpty()) {
      choiceOrReason(number, line);
    }
  }

  private void choiceOrReason(int number, String line) {
    boolean yes = line.startsWith("- [x] ");
    if (explained) {
      throw new BadQuiz(file, number, "expected a new question after the reason, got: " + line);
    }
    if (yes || line.startsWith("- [ ] ")) {
      if (yes && right >= 0) {
        throw new BadQuiz(file, number, "this question has a right choice already");
      }
      if (yes) {
        right = choices.size();
      }
      String choice = line.substring(6).strip();
      if (choices.contains(choice)) {
        throw new BadQuiz(file, number, "this choice is there already");
      }
      choices.add(choice);
    } else {
      String[] reason = line.split(" → ", -1);
      if (reason.length != 2 || reason[0].isBlank() || reason[1].isBlank()) {
        throw new BadQuiz(file, number, "expected “reason → heading of a section”, got: " + line);
      }
      requireAnswered();
      quizzes
          .get(quiz)
          .add(new Question(text, choices, right, reason[0].strip(), reason[1].strip()));
      explained = true;
    }
  }

  private void requireAnswered() {
    if (choices.size() < 2 || choices.size() > MOST) {
      throw new BadQuiz(
          file,
          textLine,
          "expected 2 to %d choices for “%s”, got %d".formatted(MOST, text, choices.size()));
    }
    if (right < 0) {
      throw new BadQuiz(file, textLine, "“" + text + "” has no right choice: mark one with - [x]");
    }
  }

  private void endQuestion() {
    if (text != null && !explained) {
      requireAnswered();
      throw new BadQuiz(file, textLine, "“" + text + "” has no line “reason → heading”");
    }
    text = null;
    choices.clear();
    right = -1;
    explained = false;
  }

  private void requireFilled(int number) {
    if (quiz != null && quizzes.get(quiz).isEmpty()) {
      throw new BadQuiz(file, number, "the quiz “" + quiz + "” has no question");
    }
  }

  /** The names of all quizzes, in the order of the file. */
  List<String> names() {
    return List.copyOf(quizzes.keySet());
  }

  Quiz quiz(String id) {
    List<Question> questions = quizzes.get(id);
    if (questions == null) {
      throw new IllegalArgumentException(
          "quiz: expected one of %s, got “%s”"
              .formatted(String.join(", ", new TreeSet<>(quizzes.keySet())), id));
    }
    return new Quiz(id, questions);
  }
}
