package unrolled.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A little language in which only the order of the words tells what happened.
 *
 * <pre>{@code
 * the man bit the dog      a person did it to an animal: news
 * the dog bit the man      an animal did it to a person: no news
 * }</pre>
 *
 * <p>For every sentence there is one with the same words and the opposite label. So whatever answer
 * a model gives to a bag of words, it is right for exactly one of the two.
 */
public final class ManBitesDog {
  private static final List<String> PEOPLE =
      List.of("man", "woman", "boy", "girl", "nurse", "king");
  private static final List<String> ANIMALS =
      List.of("dog", "cat", "horse", "goose", "crab", "mule");
  private static final List<String> VERBS = List.of("bit", "chased", "kicked", "licked");

  private ManBitesDog() {}

  /**
   * A sentence and what it is about.
   *
   * @param news 1 if a person acts on an animal, 0 if an animal acts on a person
   */
  public record Sentence(List<String> words, int news) {
    /** The same sentence with {@code word} in front of it. */
    public Sentence after(String word) {
      return new Sentence(Stream.concat(Stream.of(word), words.stream()).toList(), news);
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  /** All 288 sentences: 6 people × 6 animals × 4 verbs × 2 orders. */
  public static List<Sentence> all() {
    List<Sentence> all = new ArrayList<>();
    for (String person : PEOPLE) {
      for (String animal : ANIMALS) {
        for (String verb : VERBS) {
          all.add(new Sentence(List.of("the", person, verb, "the", animal), 1));
          all.add(new Sentence(List.of("the", animal, verb, "the", person), 0));
        }
      }
    }
    return List.copyOf(all);
  }
}
