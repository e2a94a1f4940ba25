package unrolled.grade.intake;

import java.util.List;

/**
 * Whom the name of a hand-in names, before a roster has been asked.
 *
 * @param name what the hand-in is filed under if no roster knows better; no other person there has
 *     it
 * @param shown the name to show for it
 * @param aliases what the person may be called in a roster, the surest first
 * @param number the platform's number of this person, which no other has; empty where there is none
 */
record Who(String name, String shown, List<String> aliases, String number) {
  Who {
    aliases = List.copyOf(aliases);
  }

  /** Whether a roster may have the number: that of a participant in Moodle is in none. */
  boolean hasNumberOfRoster() {
    return !number.isEmpty() && aliases.contains(number);
  }

  /** One of whom no more than this name is known. */
  static Who named(String name) {
    return new Who(name, name, List.of(name), "");
  }
}
