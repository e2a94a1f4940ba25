package unrolled.grade.intake;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import unrolled.exercise.SourceText;

/**
 * A CSV file that a teacher has written or a platform has exported: in any encoding, with commas,
 * semicolons or tabs.
 *
 * @param header the first line
 * @param lines the others, without empty ones
 */
public record CsvFile(List<String> header, List<Line> lines) {
  private static final int MOST_BYTES = 16 << 20;

  /**
   * A line below the header.
   *
   * @param number of the line in the file, from 1
   * @param cells those that are not empty, by their header
   */
  public record Line(int number, Map<String, String> cells) {
    /**
     * The value in the first column that goes by one of these names; empty if there is none.
     *
     * @param columns in small letters and without signs
     */
    public String at(Set<String> columns) {
      return cells.entrySet().stream()
          .filter(cell -> columns.contains(Roster.squashed(cell.getKey())))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse("");
    }
  }

  /**
   * Reads one.
   *
   * @param what it is, for messages: {@code roster}
   * @throws IllegalArgumentException if it cannot be read; the message is for the user
   */
  public static CsvFile read(String what, Path path) {
    try {
      return parse(what, path, SourceText.of(Folder.read(path, MOST_BYTES)).text());
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no " + what + " " + path);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read the " + what + " " + path + ": " + e.getMessage());
    }
  }

  private static CsvFile parse(String what, Path path, String text) {
    var settings = new CsvParserSettings();
    settings.setDelimiterDetectionEnabled(true, ',', ';', '\t');
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(1 << 16);
    settings.setNullValue("");
    // Else the number of a line after an empty one depends on when the parser has skipped it.
    settings.setSkipEmptyLines(false);
    settings.setReadInputOnSeparateThread(false);
    var parser = new CsvParser(settings);
    var lines = new ArrayList<Line>();
    try {
      parser.beginParsing(new StringReader(text));
      String[] header = parser.parseNext();
      while (header != null && isBlank(header)) {
        header = parser.parseNext();
      }
      if (header == null) {
        throw new IllegalArgumentException("the " + what + " " + path + " is empty");
      }
      long last = parser.getContext().currentLine();
      for (String[] row = parser.parseNext(); row != null; row = parser.parseNext()) {
        Map<String, String> cells = cells(header, row);
        if (!cells.isEmpty()) {
          lines.add(new Line((int) last + 1, cells));
        }
        last = parser.getContext().currentLine();
      }
      var names = new ArrayList<String>();
      for (String name : header) {
        names.add(name == null ? "" : name.strip());
      }
      return new CsvFile(names, lines);
    } catch (TextParsingException e) {
      throw new IllegalArgumentException("the " + what + " " + path + " is not a CSV file");
    }
  }

  private static boolean isBlank(String[] row) {
    return Stream.of(row).allMatch(cell -> cell == null || cell.isBlank());
  }

  private static Map<String, String> cells(String[] header, String[] row) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < header.length; i++) {
      String value = i < row.length && row[i] != null ? row[i].strip() : "";
      if (header[i] != null && !value.isEmpty()) {
        cells.put(header[i].strip(), value);
      }
    }
    return cells;
  }
}
