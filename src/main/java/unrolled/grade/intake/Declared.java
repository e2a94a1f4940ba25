package unrolled.grade.intake;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A piece of a notebook's cell.
 *
 * @param cell the number of the code cell, from 1
 * @param tags of the cell
 * @param part what stands there
 */
record Declared(int cell, Set<String> tags, Snippets.Part part) {
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

  boolean is(Snippets.Kind kind) {
    return part.kind() == kind;
  }

  /** The code without what is said of it. */
  String code() {
    return COMMENT.matcher(part.source()).replaceAll(" ");
  }

  boolean isMember() {
    return is(Snippets.Kind.METHOD) || is(Snippets.Kind.VARIABLE);
  }

  /** What no two can have at a time: the later one takes the place of the earlier. */
  String key() {
    return is(Snippets.Kind.METHOD) ? signature() : part.name();
  }

  private String signature() {
    int body = part.source().indexOf('{');
    return body < 0 ? part.source() : part.source().substring(0, body);
  }

  /** What to call it in a list. */
  String shown() {
    return is(Snippets.Kind.CODE) ? code().strip().replaceFirst(";$", "") : part.name();
  }
}
