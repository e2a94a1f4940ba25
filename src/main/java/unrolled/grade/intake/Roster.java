package unrolled.grade.intake;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import unrolled.player.host.Clean;

/**
 * The class by a CSV file with a header, in any order and with either separator: what platforms
 * export as their gradebook or their list of participants.
 *
 * @param students in the order of the file
 * @param notes what to say about the file: a line each
 */
public record Roster(List<Student> students, List<String> notes) {
  /** The letters of Latin alphabets that are not made of another and an accent. */
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("ł", "l"),
          Map.entry("ø", "o"),
          Map.entry("đ", "d"),
          Map.entry("ð", "d"),
          Map.entry("ħ", "h"),
          Map.entry("ı", "i"),
          Map.entry("ŧ", "t"),
          Map.entry("ŋ", "n"),
          Map.entry("ß", "ss"),
          Map.entry("æ", "ae"),
          Map.entry("œ", "oe"),
          Map.entry("þ", "th"));

  /** Copies the lists. */
  public Roster {
    students = List.copyOf(students);
    notes = List.copyOf(notes);
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
    KEY,
    /** By one of those, and by something else that says the same. */
    SEVERAL
  }

  /**
   * Whose a hand-in is.
   *
   * @param student the roster's; where it is not clear, one who is called like the hand-in
   * @param sureness by what it was found
   * @param notes what was not clear
   */
  record Match(Student student, Sureness sureness, List<String> notes) {
    /** Whether it was found by what no two students share. */
    boolean isKeyed() {
      return sureness.compareTo(Sureness.KEY) >= 0;
    }
  }

  /** It is filed under its own name, which is not what the roster knows a student by. */
  Match open(Who who, String... notes) {
    return new Match(
        new Student(ownName(who), who.shown(), Map.of()), Sureness.NONE, List.of(notes));
  }

  /** What a person is filed under that is nobody of the roster for sure. */
  String ownName(Who who) {
    return keyed(who.name()).isEmpty() ? who.name() : doubtful(who.name(), who.shown());
  }

  /** A name for one of several who go by the same; it is no login, ID or address. */
  static String doubtful(String name, String shown) {
    return shown.equals(name) ? name + " (unclear)" : shown + " (" + name + ")";
  }

  /** Of a class of which nothing is known. */
  public static Roster none() {
    return new Roster(List.of(), List.of());
  }

  /**
   * Reads a roster.
   *
   * @throws IllegalArgumentException if it is none; the message is for the user
   */
  public static Roster read(Path csv) {
    return RosterFile.read(csv);
  }

  /** The student that a person is, as far as this person alone can tell. */
  Match find(Who who) {
    if (students.isEmpty()) {
      return open(who);
    }
    Set<Student> several = new LinkedHashSet<>();
    // Two numbers of two systems may be equal: what points at two students names neither.
    List<Student> meant = new ArrayList<>();
    boolean isKeyed = false;
    for (String alias : who.aliases()) {
      Set<Student> keyed = keyed(alias, header -> who.mayStandUnder(header, alias));
      Set<Student> some = keyed.isEmpty() ? called(alias) : keyed;
      several.addAll(some);
      if (some.size() == 1) {
        meant.addAll(some);
        isKeyed |= !keyed.isEmpty();
      }
    }
    if (several.isEmpty()) {
      return byPart(who);
    }
    if (meant.stream().distinct().count() != 1) {
      return open(who, doubt(ownName(who), several));
    }
    Student student = meant.get(0);
    if (isKeyed && meant.size() == 1 && isCalledOtherwise(who, student)) {
      return open(
          who,
          "“%s” has a number of %s of the roster, but another name and address: it is filed under its own name."
              .formatted(Clean.line(ownName(who)), Attribution.shown(student)));
    }
    Sureness keyed = meant.size() > 1 ? Sureness.SEVERAL : Sureness.KEY;
    return new Match(student, isKeyed ? keyed : Sureness.NAME, List.of());
  }

  /** Whether name and address are known on both sides, for one who has only one thing in common. */
  private static boolean isCalledOtherwise(Who who, Student student) {
    boolean isNamed = !student.name().equals(student.key());
    return isNamed
        && who.aliases().size() > 2
        && hasAddress(who.aliases())
        && hasAddress(student.roster().values());
  }

  private static boolean hasAddress(Collection<String> texts) {
    return texts.stream().anyMatch(text -> text.contains("@"));
  }

  private Match byPart(Who who) {
    Set<Student> several = new LinkedHashSet<>();
    Set<Student> meant = byPart(who, several);
    return meant.size() == 1
        ? new Match(meant.iterator().next(), Sureness.PART, List.of())
        : open(who, doubt(ownName(who), several));
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
    return keyed(alias, header -> true);
  }

  private Set<Student> keyed(String alias, Predicate<String> column) {
    return goingBy(alias, student -> keys(student, column));
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

  /** The logins, IDs and addresses of a student in such columns, squashed. */
  private static Set<String> keys(Student student, Predicate<String> column) {
    Set<String> keys = new LinkedHashSet<>();
    // Where the roster has names alone, the key is in none of the columns below.
    if (column.test("")) {
      keys.add(squashed(student.key()));
    }
    student
        .roster()
        .forEach(
            (header, value) -> {
              if (RosterFile.isKey(header) && column.test(header)) {
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
    String name = student.name();
    names.add(squashed(name));
    String separator = name.contains(",") ? "," : " ";
    // Where the last name begins is not written: “Ana de la Cruz” is “de la Cruz Ana”, too.
    for (int cut = name.indexOf(separator); cut > 0; cut = name.indexOf(separator, cut + 1)) {
      names.add(squashed(name.substring(cut + 1) + name.substring(0, cut)));
    }
    names.remove("");
    return names;
  }

  /** Letters and digits alone, without accents and capitals. */
  public static String squashed(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("[^\\p{L}\\p{N}]", "")
            .toLowerCase(Locale.ROOT);
    if (plain.chars().allMatch(letter -> letter < 128)) {
      return plain;
    }
    for (var letter : PLAIN.entrySet()) {
      plain = plain.replace(letter.getKey(), letter.getValue());
    }
    return plain;
  }
}
