package unrolled.notebook.book;

import org.commonmark.node.CustomNode;
import org.commonmark.node.Text;

/** A formula inside a line of text. */
final class MathNode extends CustomNode {
  private static final String OPENING = "([“";
  private static final String MARKS = ".,;:!?)]”’";

  final String tex;
  final boolean display;
  private String before = "";
  private String after = "";

  MathNode(String tex, boolean display) {
    this.tex = tex;
    this.display = display;
  }

  /** A browser may end a line beside a formula; these marks must not be alone on the next. */
  void keepMarks() {
    before = takeBefore();
    after = takeAfter();
  }

  String before() {
    return before;
  }

  String after() {
    return after;
  }

  private String takeBefore() {
    if (!(getPrevious() instanceof Text text)) {
      return "";
    }
    String all = text.getLiteral();
    int from = all.length();
    while (from > 0 && OPENING.indexOf(all.charAt(from - 1)) >= 0) {
      from--;
    }
    text.setLiteral(all.substring(0, from));
    return all.substring(from);
  }

  private String takeAfter() {
    if (!(getNext() instanceof Text text)) {
      return "";
    }
    String all = text.getLiteral();
    int to = 0;
    while (to < all.length() && MARKS.indexOf(all.charAt(to)) >= 0) {
      to++;
    }
    text.setLiteral(all.substring(to));
    return all.substring(0, to);
  }
}
