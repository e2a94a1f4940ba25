package unrolled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The fields of a line of comma-separated values, quoted or not. */
final class Csv {
  private static final Pattern FIELD = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,]*)");

  private Csv() {}

  static List<String> fields(String line) {
    var fields = new ArrayList<String>();
    var matcher = FIELD.matcher(line);
    for (int at = 0; at <= line.length(); at = matcher.end() + 1) {
      matcher.region(at, line.length());
      if (!matcher.lookingAt())
        throw new IllegalArgumentException("not comma-separated values: " + line);
      fields.add(
          matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace("\"\"", "\""));
    }
    return fields;
  }
}
