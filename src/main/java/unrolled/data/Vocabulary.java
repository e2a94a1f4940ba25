package unrolled.data;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The tokens of a corpus and their numbers, 0 to size − 1, in the tokens' natural order: the same
 * corpus gives the same numbers, however it is shuffled.
 */
public final class Vocabulary {
  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();

  private Vocabulary(Collection<String> distinct) {
    tokens = List.copyOf(distinct);
    for (String token : tokens) ids.put(token, ids.size());
  }

  /** The distinct tokens of {@code corpus}. */
  public static Vocabulary of(Collection<String> corpus) {
    return new Vocabulary(new TreeSet<>(corpus));
  }

  /** The distinct characters of {@code text}, each a token. */
  public static Vocabulary ofCharacters(String text) {
    return of(text.codePoints().mapToObj(Character::toString).toList());
  }

  public int size() {
    return tokens.size();
  }

  public String token(int id) {
    return tokens.get(id);
  }

  /** The number of {@code token}, which must be one that the corpus had. */
  public int id(String token) {
    Integer id = ids.get(token);
    if (id == null)
      throw new IllegalArgumentException(
          "\"%s\" is not among the %d tokens of this vocabulary".formatted(token, size()));
    return id;
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
