package unrolled.notebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One question of a {@link Quiz}.
 *
 * @param choices in the order in which the reader sees them
 * @param right the place of the right one
 * @param why empty until it is said
 * @param heading of the cell that proves the answer
 */
record Question(String text, List<String> choices, int right, String why, String heading) {
  private static final int MOST = 6;

  static Question of(String text, String right, String... wrong) {
    List<String> choices = new ArrayList<>(List.of(wrong));
    choices.add(right);
    if (choices.size() < 2 || choices.size() > MOST)
      throw new IllegalArgumentException(
          "quiz: “%s” needs 2 to %d choices, got %d".formatted(text, MOST, choices.size()));
    if (new HashSet<>(choices).size() < choices.size())
      throw new IllegalArgumentException("quiz: “%s” offers a choice twice".formatted(text));
    // Mixed by the question itself, so that every reader and every run sees the same order.
    Collections.shuffle(choices, new Random(text.hashCode()));
    return new Question(text, List.copyOf(choices), choices.indexOf(right), "", "");
  }

  Question because(String why, String heading) {
    if (why.isBlank() || heading.isBlank())
      throw new IllegalArgumentException(
          "quiz: “%s” needs a reason and the heading of the cell that proves it".formatted(text));
    return new Question(text, choices, right, why, heading);
  }

  Quiz.Reply reply(int number, char letter) {
    int chosen = letter - 'a';
    if (chosen < 0 || chosen >= choices.size())
      throw new IllegalArgumentException(
          "quiz: question %d has the choices a to %s, got %s"
              .formatted(number, letter(choices.size() - 1), letter));
    String verdict = chosen == right ? "✓ %d%s is right" : "✗ %d%s is not right";
    return new Quiz.Reply(
        chosen == right,
        "%s, “%s”. %s"
            .formatted(verdict.formatted(number, letter), choices.get(chosen), pointer()));
  }

  String html() {
    String items =
        choices.stream()
            .map(choice -> "<li>" + Html.escape(choice) + "</li>")
            .collect(Collectors.joining());
    return """
        <li><p>%s</p>
        <ol type="a" style="list-style-type: lower-alpha">%s</ol>
        <details><summary>Answer</summary><p><b>%s</b> — %s</p></details></li>"""
        .formatted(Html.escape(text), items, letter(right), Html.escape(pointer()));
  }

  private String pointer() {
    return "%s: see the cell under “%s”.".formatted(why.replaceAll("[.\\s]+$", ""), heading);
  }

  private static String letter(int choice) {
    return String.valueOf((char) ('a' + choice));
  }

  @Override
  public String toString() {
    return IntStream.range(0, choices.size())
        .mapToObj(c -> "\n   " + letter(c) + ") " + choices.get(c))
        .collect(Collectors.joining("", text, ""));
  }
}
