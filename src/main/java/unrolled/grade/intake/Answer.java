package unrolled.grade.intake;

import java.util.List;
import java.util.SortedMap;

/**
 * An answer to one exercise, as its sources.
 *
 * @param sources the text of each file by its path, {@code e05_rnn_step/MyRnnStep.java}
 * @param others what to take if they do not compile, the best first
 */
public record Answer(SortedMap<String, String> sources, List<Form> others) {
  /**
   * Another form of an answer.
   *
   * @param label which one it is, as the object of a sentence
   * @param sources as those of the answer
   */
  public record Form(String label, SortedMap<String, String> sources) {}

  /** Copies the list. */
  public Answer {
    others = List.copyOf(others);
  }

  /** One of which there is no other form. */
  public Answer(SortedMap<String, String> sources) {
    this(sources, List.of());
  }

  /** The same for the same content, for every student. */
  public String hash() {
    Digest digest = new Digest();
    add(sources, digest);
    others.forEach(form -> add(form.sources(), digest.add(form.label())));
    return digest.hex();
  }

  private static void add(SortedMap<String, String> sources, Digest digest) {
    sources.forEach((path, text) -> digest.add(path).add(text));
  }
}
