package unrolled.grade.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.player.host.Clean;

/** The CSV file of a roster: which column is what, and one student for each row. */
final class RosterFile {
  private static final List<String> LOGINS =
      List.of(
          "login",
          "login id",
          "SIS login id",
          "username",
          "user",
          "net id",
          "GitHub username",
          "Anmeldename",
          "Benutzername",
          "Kennung");
  private static final List<String> IDS =
      List.of(
          "id",
          "student id",
          "sid",
          "SIS user id",
          "id number",
          "user id",
          "identifier",
          "Matrikelnummer",
          "ID-Nummer");
  private static final List<String> ADDRESSES =
      List.of("email", "email address", "mail", "E-Mail-Adresse");
  private static final List<String> NAMES =
      List.of("name", "student", "full name", "student name", "Vollständiger Name");
  private static final List<String> FIRST = List.of("first name", "given name", "first", "Vorname");
  private static final List<String> LAST =
      List.of("last name", "surname", "family name", "last", "Nachname", "Familienname");

  /** The columns that name one student and no other, the shortest first. */
  private static final List<Set<String>> KEYS =
      List.of(columns(LOGINS), columns(IDS), columns(ADDRESSES));

  /** In Canvas, what a teacher sees the course as; everybody's export has a row for it. */
  private static final String TEST_STUDENT = "Student, Test";

  private final String file;
  private final List<String> notes = new ArrayList<>();

  private RosterFile(String file) {
    this.file = file;
  }

  /** Whether the column under this header names one student and no other. */
  static boolean isKey(String header) {
    String column = Roster.squashed(header);
    return KEYS.stream().anyMatch(keys -> keys.contains(column));
  }

  private static Set<String> columns(List<String> headers) {
    return headers.stream().map(Roster::squashed).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is no roster; the message is for the user
   */
  static Roster read(Path csv) {
    CsvFile file = CsvFile.read("roster", csv);
    List<CsvFile.Line> people =
        file.lines().stream().filter(line -> !isPointsPossible(line)).toList();
    return new RosterFile(csv.toString()).roster(file.header(), people);
  }

  /** Canvas puts such a row under the header. */
  private static boolean isPointsPossible(CsvFile.Line line) {
    return line.cells().containsValue("Points Possible");
  }

  private static boolean isTestStudent(CsvFile.Line line) {
    return line.cells().getOrDefault("Student", "").equals(TEST_STUDENT);
  }

  private Roster roster(List<String> header, List<CsvFile.Line> people) {
    List<CsvFile.Line> rows = people.stream().filter(line -> !isTestStudent(line)).toList();
    if (rows.size() < people.size()) {
      notes.add("The roster has Canvas's “%s”, who is left out.".formatted(TEST_STUDENT));
    }
    return new Roster(students(header, rows), notes);
  }

  private List<Student> students(List<String> header, List<CsvFile.Line> rows) {
    for (Set<String> keys : KEYS) {
      List<String> values = rows.stream().map(row -> row.at(keys)).toList();
      if (!rows.isEmpty() && values.stream().noneMatch(String::isEmpty)) {
        return keyed(rows, values);
      }
    }
    List<String> names = rows.stream().map(RosterFile::name).toList();
    if (rows.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(noStudents(header));
    }
    return keyed(rows, names);
  }

  private String noStudents(List<String> header) {
    return """
        the roster %s names no students: it needs a header with a login, an id, an email or a name, \
        filled in for each; its header is %s. Read are %s, with small letters or capitals; write one \
        of them into the header"""
        .formatted(
            file,
            Clean.line(header.toString()),
            Stream.of(LOGINS, IDS, ADDRESSES, NAMES, FIRST, LAST)
                .flatMap(List::stream)
                .collect(Collectors.joining(", ")));
  }

  /** Of the same row twice one is taken; two rows with one key are two people or a slip. */
  private List<Student> keyed(List<CsvFile.Line> rows, List<String> keys) {
    Map<String, CsvFile.Line> seen = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      CsvFile.Line row = rows.get(i);
      CsvFile.Line before = seen.putIfAbsent(keys.get(i), row);
      if (before != null && !before.cells().equals(row.cells())) {
        throw new IllegalArgumentException(
            "the roster %s has %s twice, in lines %d and %d, which differ: take one of them out, or give each its own"
                .formatted(file, Clean.line(keys.get(i)), before.number(), row.number()));
      }
      if (before != null) {
        notes.add(
            "The roster has %s twice, in lines %d and %d, which are the same: one is taken."
                .formatted(Clean.line(keys.get(i)), before.number(), row.number()));
      }
    }
    return seen.entrySet().stream().map(one -> student(one.getKey(), one.getValue())).toList();
  }

  private static Student student(String key, CsvFile.Line row) {
    String name = name(row);
    return new Student(key, name.isEmpty() ? key : name, row.cells());
  }

  private static String name(CsvFile.Line row) {
    String name = row.at(columns(NAMES));
    return name.isEmpty() ? (row.at(columns(FIRST)) + " " + row.at(columns(LAST))).strip() : name;
  }
}
