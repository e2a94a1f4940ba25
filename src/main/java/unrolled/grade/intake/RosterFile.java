package unrolled.grade.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import unrolled.player.host.Clean;

/** The CSV file of a roster: which column is what, and one student for each row. */
final class RosterFile {
  /** The columns that name one student and no other, the shortest first. */
  private static final List<Set<String>> KEYS =
      List.of(
          Set.of("sisloginid", "login", "loginid", "username", "user", "netid", "githubusername"),
          Set.of("id", "studentid", "sid", "sisuserid", "idnumber", "userid", "identifier"),
          Set.of("email", "emailaddress", "mail"));

  private static final Set<String> NAMES = Set.of("student", "name", "fullname", "studentname");
  private static final Set<String> FIRST = Set.of("firstname", "givenname", "first");
  private static final Set<String> LAST = Set.of("lastname", "surname", "familyname", "last");

  private RosterFile() {}

  /** Whether the column under this header names one student and no other. */
  static boolean isKey(String header) {
    String column = Roster.squashed(header);
    return KEYS.stream().anyMatch(keys -> keys.contains(column));
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is no roster; the message is for the user
   */
  static List<Student> read(Path csv) {
    CsvFile file = CsvFile.read("roster", csv);
    List<CsvFile.Line> people =
        file.lines().stream().filter(line -> !isPointsPossible(line)).toList();
    return students(csv.toString(), file.header(), people);
  }

  /** Canvas puts such a row under the header. */
  private static boolean isPointsPossible(CsvFile.Line line) {
    return line.cells().containsValue("Points Possible");
  }

  private static List<Student> students(String file, List<String> header, List<CsvFile.Line> rows) {
    for (Set<String> keys : KEYS) {
      List<String> values = rows.stream().map(row -> row.at(keys)).toList();
      if (!rows.isEmpty() && values.stream().noneMatch(String::isEmpty)) {
        return keyed(file, rows, values);
      }
    }
    List<String> names = rows.stream().map(RosterFile::name).toList();
    if (rows.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          "the roster %s names no students: it needs a header with a login, an id, an email or a"
                  .formatted(file)
              + " name, filled in for each; its header is "
              + Clean.line(header.toString()));
    }
    return keyed(file, rows, names);
  }

  private static List<Student> keyed(String file, List<CsvFile.Line> rows, List<String> keys) {
    Map<String, Integer> seen = new HashMap<>();
    var students = new ArrayList<Student>();
    for (int i = 0; i < rows.size(); i++) {
      Integer before = seen.put(keys.get(i), i);
      if (before != null) {
        throw new IllegalArgumentException(
            "the roster %s has %s twice".formatted(file, Clean.line(keys.get(i))));
      }
      String name = name(rows.get(i));
      students.add(
          new Student(keys.get(i), name.isEmpty() ? keys.get(i) : name, rows.get(i).cells()));
    }
    return students;
  }

  private static String name(CsvFile.Line row) {
    String name = row.at(NAMES);
    return name.isEmpty() ? (row.at(FIRST) + " " + row.at(LAST)).strip() : name;
  }
}
