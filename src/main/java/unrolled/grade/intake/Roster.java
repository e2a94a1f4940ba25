package unrolled.grade.intake;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import unrolled.player.host.Clean;

/**
 * The class by a CSV file with a header, in any order and with either separator: what platforms
 * export as their gradebook or their list of participants.
 *
 * @param students in the order of the file
 */
public record Roster(List<Student> students) {
  /** Copies the list. */
  public Roster {
    students = List.copyOf(students);
  }

  /** How a person was found. */
  enum Sureness {
    /** Not at all. */
    NONE,
    /** By a part of the name: {@code rnn-homework-jdoe} ends in a login. */
    PART,
    /** By the name alone, which another person may have, too. */
    NAME,
    /** By a login, an ID or an email address. */
    KEY
  }

  /**
   * Whose a hand-in is.
   *
   * @param student the roster's; where it is not clear, one who is called like the hand-in
   * @param sureness by what it was found
   * @param notes what was not clear
   */
  record Match(Student student, Sureness sureness, List<String> notes) {
    /** It is filed under its own name. */
    static Match open(Who who, String... notes) {
      return new Match(
          new Student(who.name(), who.shown(), Map.of()), Sureness.NONE, List.of(notes));
    }
  }

  /** Of a class of which nothing is known. */
  public static Roster none() {
    return new Roster(List.of());
  }

  /**
   * Reads a roster.
   *
   * @throws IllegalArgumentException if it is none; the message is for the user
   */
  public static Roster read(Path csv) {
    return new Roster(RosterFile.read(csv));
  }

  /** The student that a person is, as far as this person alone can tell. */
  Match find(Who who) {
    if (students.isEmpty()) {
      return Match.open(who);
    }
    Set<Student> several = new LinkedHashSet<>();
    // Two numbers of two systems may be equal: what points at two students names neither.
    Set<Student> meant = new LinkedHashSet<>();
    Sureness sureness = Sureness.NAME;
    for (String alias : who.aliases()) {
      Set<Student> keyed = keyed(alias);
      Set<Student> some = keyed.isEmpty() ? called(alias) : keyed;
      several.addAll(some);
      if (some.size() == 1) {
        meant.addAll(some);
        sureness = keyed.isEmpty() ? sureness : Sureness.KEY;
      }
    }
    if (several.isEmpty()) {
      meant.addAll(byPart(who, several));
      sureness = Sureness.PART;
    }
    if (meant.size() == 1) {
      return new Match(meant.iterator().next(), sureness, List.of());
    }
    return Match.open(who, doubt(who.name(), several));
  }

  /** The one student that a part of the name means, the longest part first. */
  private Set<Student> byPart(Who who, Set<Student> several) {
    for (String alias : who.aliases()) {
      for (String separator : List.of("_", "-")) {
        for (String clue : clues(alias, separator)) {
          Set<Student> some = keyed(clue);
          // The end of “Anna-Lena Schmidt” is another person's name.
          if (some.isEmpty() && separator.equals("_")) {
            some = called(clue);
          }
          several.addAll(some);
          if (some.size() == 1) {
            return some;
          }
        }
      }
    }
    return Set.of();
  }

  /** Those whose key is not among these. */
  List<Student> missing(Collection<String> keys) {
    return students.stream().filter(student -> !keys.contains(student.key())).toList();
  }

  private static String doubt(String name, Set<Student> several) {
    String start = "“" + Clean.line(name) + "” ";
    return several.isEmpty()
        ? start + "is not in the roster."
        : start
            + "may be "
            + several.stream()
                .map(student -> Clean.line(student.name() + " (" + student.key() + ")"))
                .collect(Collectors.joining(" or "))
            + " of the roster: it is filed under its own name.";
  }

  /** What a name is made of, longest first. */
  private static List<String> clues(String name, String separator) {
    Set<String> clues = new LinkedHashSet<>();
    String rest = name;
    while (rest.contains(separator)) {
      rest = rest.substring(rest.indexOf(separator) + 1);
      clues.add(rest);
    }
    clues.addAll(Arrays.asList(name.split(separator)));
    clues.remove(name);
    clues.removeIf(String::isBlank);
    return List.copyOf(clues);
  }

  private Set<Student> keyed(String alias) {
    return goingBy(alias, Roster::keys);
  }

  private Set<Student> called(String alias) {
    return goingBy(alias, Roster::names);
  }

  private Set<Student> goingBy(String alias, Function<Student, Set<String>> what) {
    String wanted = squashed(alias);
    return students.stream()
        .filter(student -> !wanted.isEmpty() && what.apply(student).contains(wanted))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The logins, IDs and addresses of a student, squashed. */
  private static Set<String> keys(Student student) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(squashed(student.key()));
    student
        .roster()
        .forEach(
            (header, value) -> {
              if (RosterFile.isKey(header)) {
                keys.add(squashed(value));
                keys.add(squashed(value.replaceFirst("@.*", "")));
              }
            });
    keys.remove("");
    return keys;
  }

  /** The orders in which a student's name is written, squashed. */
  private static Set<String> names(Student student) {
    Set<String> names = new LinkedHashSet<>();
    names.add(squashed(student.name()));
    int comma = student.name().indexOf(',');
    int gap = student.name().lastIndexOf(' ');
    int cut = comma >= 0 ? comma : gap;
    if (cut > 0) {
      names.add(squashed(student.name().substring(cut + 1) + student.name().substring(0, cut)));
    }
    names.remove("");
    return names;
  }

  /** Letters and digits alone, without accents and capitals. */
  public static String squashed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .toLowerCase(Locale.ROOT);
  }
}
