package unrolled.experiment;

import java.util.List;
import unrolled.data.Vocabulary;
import unrolled.layer.Sequence;

/** How texts of different lengths become one batch. */
public enum Padding {
  /** Zeros behind the shorter ones, and the layer is told where each ends. */
  LENGTHS("lengths given"),
  /** Zeros behind, which the layer reads like anything else. */
  BEHIND("zeros behind"),
  /** Zeros in front, which the layer reads like anything else. */
  FRONT("zeros in front");

  private final String label;

  Padding(String label) {
    this.label = label;
  }

  /** What a chart calls it. */
  public String label() {
    return label;
  }

  /** The characters of {@code texts} as unit vectors, all as many steps as the longest has. */
  public Sequence batch(List<String> texts, Vocabulary characters) {
    int[] lengths = texts.stream().mapToInt(String::length).toArray();
    int longest = texts.stream().mapToInt(String::length).max().orElse(0);
    Sequence xs = new Sequence(longest, texts.size(), characters.size());
    for (int n = 0; n < texts.size(); n++) {
      int[] ids = characters.encodeCharacters(texts.get(n));
      int first = this == FRONT ? longest - ids.length : 0;
      for (int t = 0; t < ids.length; t++) {
        xs.set(first + t, n, ids[t], 1);
      }
    }
    return this == LENGTHS ? xs.withLengths(lengths) : xs;
  }
}
