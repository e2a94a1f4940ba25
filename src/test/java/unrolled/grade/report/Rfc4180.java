package unrolled.grade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/** A strict reader of RFC 4180, so that a file is not judged by the library that wrote it. */
final class Rfc4180 {
  private Rfc4180() {}

  static List<List<String>> read(String text) {
    var lines = new ArrayList<List<String>>();
    int at = 0;
    while (at < text.length()) {
      var line = new ArrayList<String>();
      char after;
      do {
        var field = new StringBuilder();
        at = field(text, at, field);
        line.add(field.toString());
        after = text.charAt(at++);
      } while (after == ',');
      assertEquals('\r', after, "a line ends in CR and LF");
      assertEquals('\n', text.charAt(at++));
      lines.add(line);
    }
    return lines;
  }

  private static int field(String text, int at, StringBuilder field) {
    boolean quoted = text.charAt(at) == '"';
    int i = quoted ? at + 1 : at;
    while (true) {
      char c = text.charAt(i);
      if (quoted && c == '"') {
        if (text.charAt(i + 1) != '"') {
          return i + 1;
        }
        i++;
      } else if (!quoted && (c == ',' || c == '\r')) {
        return i;
      } else {
        assertTrue(quoted || c != '"', "a quote inside a field without quotes");
      }
      field.append(text.charAt(i++));
    }
  }
}
