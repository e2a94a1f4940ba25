package unrolled.notebook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One question of a {@link Quiz}.
 *
 * @param choices in the order in which the reader sees them
 * @param right the place of the right one, from 0
 * @param why one sentence
 * @param heading of the section that proves the answer
 */
record Question(String text, List<String> choices, int right, String why, String heading) {
  Question {
    choices = List.copyOf(choices);
  }

  Quiz.Reply reply(int number, char letter) {
    int chosen = letter - 'a';
    if (chosen < 0 || chosen >= choices.size()) {
      throw new IllegalArgumentException(
          "quiz: question %d has the choices a to %s, got %s"
              .formatted(number, letter(choices.size() - 1), letter));
    }
    return new Quiz.Reply(
        chosen == right,
        "%s %d%s, “%s”. %s See the section “%s”."
            .formatted(verdict(chosen), number, letter, choices.get(chosen), why, heading));
  }

  String verdict(int chosen) {
    return chosen == right ? "✓ Right:" : "✗ Not right:";
  }

  static String letter(int choice) {
    return String.valueOf((char) ('a' + choice));
  }

  @Override
  public String toString() {
    return IntStream.range(0, choices.size())
        .mapToObj(c -> "\n   " + letter(c) + ") " + choices.get(c))
        .collect(Collectors.joining("", text, ""));
  }
}
