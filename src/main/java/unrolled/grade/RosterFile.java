package unrolled.grade;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import unrolled.exercise.SourceText;
import unrolled.player.Clean;

/** The CSV file of a roster: which column is what, and one student for each row. */
final class RosterFile {
  private static final int MOST_BYTES = 16 << 20;

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
    try {
      return parse(csv.toString(), SourceText.of(Folder.read(csv, MOST_BYTES)).text());
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no roster " + csv);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the roster " + csv + ": " + e.getMessage());
    }
  }

  private static List<Student> parse(String file, String text) {
    var settings = new CsvParserSettings();
    settings.setDelimiterDetectionEnabled(true, ',', ';', '\t');
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(1 << 16);
    settings.setNullValue("");
    List<String[]> rows;
    try {
      rows = new CsvParser(settings).parseAll(new StringReader(text));
    } catch (TextParsingException e) {
      throw new IllegalArgumentException("the roster " + file + " is not a CSV file");
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("the roster " + file + " is empty");
    }
    List<Map<String, String>> people =
        rows.stream()
            .skip(1)
            .map(row -> row(rows.get(0), row))
            .filter(row -> !isPointsPossible(row))
            .toList();
    return students(file, rows.get(0), people);
  }

  private static Map<String, String> row(String[] header, String[] cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < header.length; i++) {
      String value = i < cells.length && cells[i] != null ? cells[i].strip() : "";
      if (header[i] != null && !value.isEmpty()) {
        row.put(header[i].strip(), value);
      }
    }
    return row;
  }

  /** Canvas puts such a row under the header. */
  private static boolean isPointsPossible(Map<String, String> row) {
    return row.isEmpty() || row.values().stream().anyMatch("Points Possible"::equals);
  }

  private static List<Student> students(
      String file, String[] header, List<Map<String, String>> rows) {
    for (Set<String> keys : KEYS) {
      List<String> values = rows.stream().map(row -> at(row, keys)).toList();
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
              + Clean.line(Arrays.toString(header)));
    }
    return keyed(file, rows, names);
  }

  private static List<Student> keyed(
      String file, List<Map<String, String>> rows, List<String> keys) {
    Map<String, Integer> seen = new HashMap<>();
    var students = new ArrayList<Student>();
    for (int i = 0; i < rows.size(); i++) {
      Integer before = seen.put(keys.get(i), i);
      if (before != null) {
        throw new IllegalArgumentException(
            "the roster %s has %s twice".formatted(file, Clean.line(keys.get(i))));
      }
      String name = name(rows.get(i));
      students.add(new Student(keys.get(i), name.isEmpty() ? keys.get(i) : name, rows.get(i)));
    }
    return students;
  }

  private static String name(Map<String, String> row) {
    String name = at(row, NAMES);
    return name.isEmpty() ? (at(row, FIRST) + " " + at(row, LAST)).strip() : name;
  }

  /** The value in the first column that goes by one of these names. */
  private static String at(Map<String, String> row, Set<String> columns) {
    return row.entrySet().stream()
        .filter(cell -> columns.contains(Roster.squashed(cell.getKey())))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
