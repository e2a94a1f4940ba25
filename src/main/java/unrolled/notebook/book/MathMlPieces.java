package unrolled.notebook.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import unrolled.notebook.Html;

/**
 * A formula on a line of its own, cut into pieces.
 *
 * <p>No browser breaks the line of a formula, and half of a long one would be out of sight on a
 * telephone. So what stands between two wide gaps is a part, and a part that is long is cut before
 * its operators: each piece is a formula of its own, and a line may end behind it.
 */
final class MathMlPieces {
  private static final int LONG = 22; // letters that fit a telephone for sure
  private static final int NARROW = 8; // letters that fit a cell of a table on it
  private static final int SHORT = 5; // letters in brackets that stay together
  private static final Set<String> GAPS = Set.of("1em", "2em");
  private static final Set<String> OPERATORS = Set.of("=", "+", "-", "≈");

  private final List<StringBuilder> pieces = new ArrayList<>(List.of(new StringBuilder()));
  private boolean opened = true; // nothing stands before what comes, or only an opening bracket

  private MathMlPieces() {}

  /**
   * The pieces of the formula.
   *
   * @param display whether it has the page to itself, or a cell of a table
   */
  static String write(NodeList formula, boolean display) {
    var parts = new ArrayList<List<Node>>(List.of(new ArrayList<>()));
    for (int i = 0; i < formula.getLength(); i++) {
      for (Node node : MathMlCore.children((Element) formula.item(i))) {
        if (node instanceof Element e && GAPS.contains(e.getAttribute("width"))) {
          parts.add(new ArrayList<>());
        } else {
          parts.get(parts.size() - 1).add(node);
        }
      }
    }
    return parts.stream().map(part -> part(part, display)).collect(Collectors.joining(" "));
  }

  private static String part(List<Node> nodes, boolean display) {
    var pieces = new MathMlPieces();
    int length = nodes.stream().mapToInt(node -> node.getTextContent().length()).sum();
    nodes.forEach(node -> pieces.add(node, length > (display ? LONG : NARROW)));
    String math = display ? "<math displaystyle=\"true\">" : "<math>";
    String all =
        pieces.pieces.stream()
            .map(piece -> math + piece + "</math>")
            .collect(Collectors.joining("<wbr/>"));
    return display ? "<span class=\"part\">" + all + "</span>" : all;
  }

  private void add(Node node, boolean cut) {
    String name = node instanceof Element ? node.getLocalName() : "";
    if (cut && name.equals("mo") && OPERATORS.contains(node.getTextContent())) {
      operator(node.getTextContent());
    } else if (cut && name.equals("mfenced") && isLoose((Element) node)) {
      fenced((Element) node);
    } else if (cut && name.equals("mrow")) {
      MathMlCore.children((Element) node).forEach(child -> add(child, true));
    } else {
      last().append(MathMlCore.write(node));
      opened = false;
    }
  }

  /** Whether a line may end between the brackets: not in (1 − z). */
  private static boolean isLoose(Element fenced) {
    return fenced.getTextContent().length() > SHORT && !MathMlCore.isTall(fenced);
  }

  private void operator(String text) {
    if (!opened) {
      pieces.add(new StringBuilder());
    }
    // At the head of a piece it would be taken for a sign, and stand too near to what follows.
    last().append(opened ? "<mo>" : "<mo form=\"infix\">");
    last().append(Html.escape(text.replace('-', '−'))).append("</mo>");
    opened = true;
  }

  private void fenced(Element element) {
    MathMlCore.fence(element.getAttribute("open"), false, last());
    opened = true;
    boolean first = true;
    for (Node child : MathMlCore.children(element)) {
      last().append(first ? "" : "<mo>,</mo>");
      add(child, true);
      first = false;
    }
    MathMlCore.fence(element.getAttribute("close"), false, last());
    opened = false;
  }

  private StringBuilder last() {
    return pieces.get(pieces.size() - 1);
  }
}
