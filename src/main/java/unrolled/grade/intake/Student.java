package unrolled.grade.intake;

import java.util.Map;
import java.util.TreeMap;

/**
 * One of the class.
 *
 * @param key what the hand-in is found by and results are filed under; no two students share one
 * @param name the name to show; the key where no roster gives another
 * @param roster the student's row of the roster, by its header; empty without a roster
 */
public record Student(String key, String name, Map<String, String> roster) {
  private static final int LONGEST_NAME = 40;

  /** Copies the roster. */
  public Student {
    roster = Map.copyOf(roster);
  }

  /** One of whom nothing is known but the name on the hand-in. */
  public static Student named(String key) {
    return new Student(key, key, Map.of());
  }

  /** The roster's entry under a header, whatever its case; empty if there is none. */
  public String entry(String header) {
    var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(roster);
    return anyCase.getOrDefault(header, "");
  }

  /**
   * A name for files about the student: harmless in every file system and address, and no other's.
   */
  public String fileName() {
    String plain = key.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-+|-+$", "");
    String start = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    String hash = new Digest().add(key).hex().substring(0, 8);
    return (start.isEmpty() ? "student" : start) + "-" + hash;
  }
}
