package unrolled.notebook;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays as what is in them: {@code double[4] {1, 0.5, 0.25, 0.125}}; a long one by its first and
 * last entries.
 */
final class ArrayText {
  private static final int MOST = 60; // entries that are written in full
  private static final int ENDS = 20; // of a longer one, at its beginning; half as many at its end
  private static final int WIDTH = 78;

  private ArrayText() {}

  static String of(Object array) {
    int length = Array.getLength(array);
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      if (length > MOST && i == ENDS) {
        entries.add("…");
        i = length - ENDS / 2;
      }
      entries.add(entry(Array.get(array, i)));
    }
    String type = array.getClass().getComponentType().getSimpleName();
    boolean nested = type.endsWith("]");
    return type.replaceFirst("(\\[|$)", "[" + length + "]$1")
        + " {"
        + (nested ? "\n  " + String.join(",\n  ", entries) : wrapped(entries))
        + "}";
  }

  private static String entry(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Numbers.text(((Number) value).doubleValue());
    }
    if (value instanceof String text) {
      return '"' + text + '"';
    }
    return value != null && value.getClass().isArray() ? of(value) : String.valueOf(value);
  }

  private static String wrapped(List<String> entries) {
    StringBuilder text = new StringBuilder();
    int column = 12;
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i) + (i + 1 < entries.size() ? "," : "");
      if (column + entry.length() + 1 > WIDTH) {
        text.append("\n ");
        column = 1;
      }
      text.append(i == 0 ? "" : " ").append(entry);
      column += entry.length() + 1;
    }
    return text.toString();
  }
}
