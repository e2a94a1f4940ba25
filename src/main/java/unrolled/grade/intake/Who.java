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
 * @param column the one column of a roster that may hold the number, squashed; empty if any may
 * @param notes what is doubtful about it: a line each
 */
record Who(
    String name,
    String shown,
    List<String> aliases,
    String number,
    String column,
    List<String> notes) {
  Who {
    aliases = List.copyOf(aliases);
    notes = List.copyOf(notes);
  }

  /** One whose number may be in any column, and of whom nothing is doubtful. */
  Who(String name, String shown, List<String> aliases, String number) {
    this(name, shown, aliases, number, "", List.of());
  }

  /** Whether a roster may have the number: that of a participant in Moodle is in none. */
  boolean hasNumberOfRoster() {
    return !number.isEmpty() && aliases.contains(number);
  }

  /** Whether an alias may stand under this header: the number only in its own column. */
  boolean mayStandUnder(String header, String alias) {
    return column.isEmpty() || !alias.equals(number) || Roster.squashed(header).equals(column);
  }

  /** One of whom no more than this name is known. */
  static Who named(String name) {
    return new Who(name, name, List.of(name), "");
  }
}
