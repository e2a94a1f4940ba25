package unrolled.grade;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import unrolled.player.Clean;

/**
 * The class by a CSV file with a header, in any order and with either separator: what platforms
 * export as their gradebook or their list of participants.
 *
 * @param students in the order of the file
 */
record Roster(List<Student> students) {
  Roster {
    students = List.copyOf(students);
  }

  /**
   * Whose a hand-in is.
   *
   * @param student the roster's; where it is not clear, one who is called like the hand-in
   * @param notes what was not clear
   */
  record Match(Student student, List<String> notes) {}

  /** Of a class of which nothing is known. */
  static Roster none() {
    return new Roster(List.of());
  }

  /**
   * Reads a roster.
   *
   * @throws IllegalArgumentException if it is none; the message is for the user
   */
  static Roster read(Path csv) {
    return new Roster(RosterFile.read(csv));
  }

  /** The student that a hand-in's name means. */
  Student of(String handInName) {
    return find(handInName, List.of(handInName)).student();
  }

  /** The student that a hand-in means, by its own name and what else it is known by. */
  Match find(String name, List<String> aliases) {
    if (students.isEmpty()) {
      return new Match(Student.named(name), List.of());
    }
    for (Student student : students) {
      if (student.key().equals(name)) {
        return new Match(student, List.of());
      }
    }
    Set<Student> several = new LinkedHashSet<>();
    Set<Student> meant = new LinkedHashSet<>();
    for (String alias : aliases) {
      several.addAll(meantBy(alias));
      if (meantBy(alias).size() == 1) {
        meant.addAll(meantBy(alias));
      }
    }
    // Two numbers of two systems may be alike: what points at two students names neither.
    for (String clue : meant.isEmpty() ? clues(name) : List.<String>of()) {
      Set<Student> some = meantBy(clue);
      several.addAll(some);
      if (some.size() == 1) {
        meant.addAll(some);
        break;
      }
    }
    if (meant.size() == 1) {
      return new Match(meant.iterator().next(), List.of());
    }
    return new Match(Student.named(name), List.of(doubt(name, several)));
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
            + " of the roster, and is filed under its own name.";
  }

  /** What a name is made of, longest first: {@code rnn-homework-jdoe} ends in a login. */
  private static List<String> clues(String name) {
    Set<String> clues = new LinkedHashSet<>();
    for (String separator : List.of("_", "-")) {
      String rest = name;
      while (rest.contains(separator)) {
        rest = rest.substring(rest.indexOf(separator) + 1);
        clues.add(rest);
      }
      clues.addAll(Arrays.asList(name.split(separator)));
    }
    clues.removeIf(String::isBlank);
    return List.copyOf(clues);
  }

  private Set<Student> meantBy(String alias) {
    String wanted = squashed(alias);
    if (wanted.isEmpty()) {
      return Set.of();
    }
    return students.stream()
        .filter(student -> names(student).contains(wanted))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All that a student goes by, squashed. */
  private static Set<String> names(Student student) {
    Set<String> names = new LinkedHashSet<>();
    names.add(squashed(student.key()));
    student
        .roster()
        .forEach(
            (header, value) -> {
              String column = squashed(header);
              if (RosterFile.KEYS.stream().anyMatch(keys -> keys.contains(column))) {
                names.add(squashed(value));
                names.add(squashed(value.replaceFirst("@.*", "")));
              }
            });
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
  static String squashed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .toLowerCase(Locale.ROOT);
  }
}
