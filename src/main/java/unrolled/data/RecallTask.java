package unrolled.data;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import unrolled.layer.Sequence;

/**
 * The sentence that every tutorial on recurrent networks tells: one word at the beginning decides
 * what comes at the end, and the words between mean nothing.
 *
 * <pre>{@code
 * France and then we saw a long … road I-speak  →  French           gap + 2 words
 * }</pre>
 *
 * <p>Four countries, eight fillers, all equally likely; the answer is asked for after the last
 * word. Baseline: all four languages equally likely, ln 4 = 1.386 nats; chance is right in 1/4.
 *
 * @param gap fillers between the country and the question
 */
public record RecallTask(int gap) implements Task<int[]> {
  private static final List<String> COUNTRIES = List.of("France", "Italy", "Japan", "Greece");
  private static final List<String> LANGUAGES = List.of("French", "Italian", "Japanese", "Greek");
  private static final List<String> FILLERS =
      List.of("and", "then", "we", "saw", "a", "long", "grey", "road");
  private static final String QUESTION = "I-speak";

  public RecallTask {
    Draws.atLeast("RecallTask", "gap", gap, 0);
  }

  /** The words of a sentence, in the order of the input features. */
  public static List<String> words() {
    List<String> all = new ArrayList<>(COUNTRIES);
    all.addAll(FILLERS);
    all.add(QUESTION);
    return List.copyOf(all);
  }

  /** The answers, in the order of the classes. */
  public static List<String> languages() {
    return LANGUAGES;
  }

  /** The numbers of the words that may stand at step {@code t}, from 0 to gap + 1. */
  public int[] choices(int t) {
    if (t < 0 || t > gap + 1) {
      throw new IllegalArgumentException(
          "RecallTask: step %d of a sentence of %d words".formatted(t, gap + 2));
    }
    int fillers = COUNTRIES.size();
    int question = inputSize() - 1;
    if (t == 0) {
      return IntStream.range(0, fillers).toArray();
    }
    return t == gap + 1 ? new int[] {question} : IntStream.range(fillers, question).toArray();
  }

  @Override
  public Batch<int[]> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("RecallTask", gap + 2, count, inputSize());
    int[] countries = Draws.classes(count, COUNTRIES.size(), rng);
    for (int n = 0; n < count; n++) {
      xs.set(0, n, countries[n], 1);
      for (int t = 1; t <= gap; t++) {
        xs.set(t, n, COUNTRIES.size() + rng.nextInt(FILLERS.size()), 1);
      }
      xs.set(gap + 1, n, inputSize() - 1, 1);
    }
    return new Batch<>(xs, countries);
  }

  @Override
  public int inputSize() {
    return COUNTRIES.size() + FILLERS.size() + 1;
  }

  @Override
  public int outputSize() {
    return LANGUAGES.size();
  }

  /** ln 4, of an even guess. */
  @Override
  public double baseline() {
    return Math.log(LANGUAGES.size());
  }
}
