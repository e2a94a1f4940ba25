package unrolled.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tokens of a corpus and their numbers, 0 to size − 1, in the tokens' natural order: the same
 * corpus gives the same numbers, however it is shuffled.
 *
 * <p>A vocabulary refuses a token that it does not know, unless it was made {@link #withUnknown}.
 */
public final class Vocabulary {
  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();
  private final OptionalInt unknown; // the number of whatever is not known

  private Vocabulary(Collection<String> distinct, OptionalInt unknown) {
    tokens = List.copyOf(distinct);
    this.unknown = unknown;
    for (String token : tokens) {
      ids.put(token, ids.size());
    }
  }

  /** The distinct tokens of {@code corpus}. */
  public static Vocabulary of(Collection<String> corpus) {
    return new Vocabulary(new TreeSet<>(corpus), OptionalInt.empty());
  }

  /** The distinct tokens that {@code corpus} has at least {@code times} times. */
  public static Vocabulary frequent(Collection<String> corpus, int times) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String token : corpus) {
      counts.merge(token, 1, Integer::sum);
    }
    counts.values().removeIf(count -> count < times);
    return new Vocabulary(counts.keySet(), OptionalInt.empty());
  }

  /**
   * These tokens with the same numbers, and {@code token} after them: it stands for every token
   * that is not among them.
   */
  public Vocabulary withUnknown(String token) {
    if (ids.containsKey(token) || unknown.isPresent()) {
      throw new IllegalArgumentException(
          "withUnknown: \"%s\" cannot stand for the unknown: %s"
              .formatted(
                  token,
                  ids.containsKey(token)
                      ? "it is a token already"
                      : "\"" + token(unknown.getAsInt()) + "\" does"));
    }
    List<String> all = new ArrayList<>(tokens);
    all.add(token);
    return new Vocabulary(all, OptionalInt.of(size()));
  }

  /** The number of the token that stands for the unknown; empty if there is none. */
  public OptionalInt unknown() {
    return unknown;
  }

  /** The distinct characters of {@code text}, each a token. */
  public static Vocabulary ofCharacters(String text) {
    return of(text.codePoints().mapToObj(Character::toString).toList());
  }

  public int size() {
    return tokens.size();
  }

  /** All tokens, in the order of their numbers. */
  public List<String> tokens() {
    return tokens;
  }

  public String token(int id) {
    return tokens.get(id);
  }

  /**
   * The number of {@code token}, which must be one that the corpus had, or else there must be a
   * token for the unknown, whose number this then is.
   */
  public int id(String token) {
    Integer id = ids.get(token);
    if (id != null) {
      return id;
    }
    return unknown.orElseThrow(
        () ->
            new IllegalArgumentException(
                "\"%s\" is not among the %d tokens of this vocabulary".formatted(token, size())));
  }

  /** The numbers of {@code tokens}, in order. */
  public int[] encode(List<String> tokens) {
    return tokens.stream().mapToInt(this::id).toArray();
  }

  /** The numbers of the characters of {@code text}, in order. */
  public int[] encodeCharacters(String text) {
    return encode(text.codePoints().mapToObj(Character::toString).toList());
  }

  @Override
  public String toString() {
    return size() + " tokens: " + String.join(" ", tokens).replace("\n", "\\n");
  }
}
