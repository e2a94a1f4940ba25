package unrolled.notebook.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import unrolled.notebook.Html;

/**
 * Writes MathML in the part of it that all browsers draw.
 *
 * <p>MathML Core has neither fences ({@code mfenced}) nor fonts ({@code mathvariant} other than
 * {@code normal}): brackets become operators, and a bold W becomes the letter 𝐖.
 */
final class MathMlCore {
  private static final Map<String, Integer> LETTERS =
      Map.of(
          "bold", 0x1D400,
          "italic", 0x1D434,
          "script", 0x1D49C,
          "fraktur", 0x1D504,
          "double-struck", 0x1D538,
          "sans-serif", 0x1D5A0,
          "monospace", 0x1D670);
  private static final Map<String, Integer> DIGITS =
      Map.of("bold", 0x1D7CE, "double-struck", 0x1D7D8, "monospace", 0x1D7F6);

  /** What makes the brackets around it grow. */
  private static final List<String> TALL =
      List.of("mfrac", "mtable", "msqrt", "munderover", "munder");

  /** What the library sets over a letter: it belongs to a letter before it, and here is none. */
  private static final String COMBINING_BAR = "\u0304";

  private static final String MACRON = "\u00AF";
  private static final Set<String> BARS = Set.of("|", "‖", COMBINING_BAR);

  /** Letters that Unicode had before it had the alphabets. */
  private static final Map<Integer, String> OLDER =
      Map.ofEntries(
          Map.entry(0x1D49D, "ℬ"),
          Map.entry(0x1D4A0, "ℰ"),
          Map.entry(0x1D4A1, "ℱ"),
          Map.entry(0x1D4A3, "ℋ"),
          Map.entry(0x1D4A4, "ℐ"),
          Map.entry(0x1D4A7, "ℒ"),
          Map.entry(0x1D4A8, "ℳ"),
          Map.entry(0x1D4AD, "ℛ"),
          Map.entry(0x1D53A, "ℂ"),
          Map.entry(0x1D53F, "ℍ"),
          Map.entry(0x1D545, "ℕ"),
          Map.entry(0x1D547, "ℙ"),
          Map.entry(0x1D548, "ℚ"),
          Map.entry(0x1D549, "ℝ"),
          Map.entry(0x1D551, "ℤ"));

  private MathMlCore() {}

  static String write(NodeList nodes) {
    var out = new StringBuilder();
    for (int i = 0; i < nodes.getLength(); i++) {
      node(nodes.item(i), "", out);
    }
    return out.toString();
  }

  /** A single node. */
  static String write(Node node) {
    var out = new StringBuilder();
    node(node, "", out);
    return out.toString();
  }

  private static void node(Node node, String font, StringBuilder out) {
    if (node instanceof Element element) {
      element(element, font, out);
    } else {
      out.append(Html.escape(styled(node.getTextContent(), font).replace('-', '−')));
    }
  }

  private static void element(Element element, String outer, StringBuilder out) {
    String own = element.getAttribute("mathvariant");
    String font = own.isEmpty() ? outer : own;
    switch (element.getLocalName()) {
      case "mfenced" -> fenced(element, font, out);
      case "mstyle" -> style(element, font, out);
      case "mi" -> identifier(element, font, out);
      case "mo" -> operator(element.getTextContent(), out);
      default -> plain(element, font, out);
    }
  }

  private static void plain(Element element, String font, StringBuilder out) {
    String name = element.getLocalName();
    out.append('<').append(name);
    for (String attribute : List.of("display", "accent", "accentunder", "width")) {
      if (element.hasAttribute(attribute)) {
        attribute(attribute, element.getAttribute(attribute), out);
      }
    }
    if (element.hasAttribute("columnalign")) {
      attribute("style", "text-align:" + element.getAttribute("columnalign"), out);
    }
    out.append('>');
    children(element).forEach(child -> node(child, font, out));
    out.append("</").append(name).append('>');
  }

  private static void attribute(String name, String value, StringBuilder out) {
    out.append(' ').append(name).append("=\"").append(Html.escape(value)).append('"');
  }

  private static void fenced(Element element, String font, StringBuilder out) {
    boolean tall = isTall(element);
    out.append("<mrow>");
    fence(element.getAttribute("open"), tall, out);
    boolean first = true;
    for (Node child : children(element)) {
      out.append(first ? "" : "<mo>,</mo>");
      node(child, font, out);
      first = false;
    }
    fence(element.getAttribute("close"), tall, out);
    out.append("</mrow>");
  }

  static boolean isTall(Element element) {
    return TALL.stream().anyMatch(n -> element.getElementsByTagNameNS("*", n).getLength() > 0);
  }

  static void fence(String bracket, boolean tall, StringBuilder out) {
    if (!bracket.isEmpty()) {
      out.append("<mo fence=\"true\" stretchy=\"").append(tall).append("\">");
      out.append(Html.escape(bracket)).append("</mo>");
    }
  }

  /** Upright letters in a row are one word, such as diag. */
  private static void style(Element element, String font, StringBuilder out) {
    List<Node> children = children(element);
    boolean word =
        font.equals("normal")
            && children.stream()
                .allMatch(c -> c instanceof Element e && "mi".equals(e.getLocalName()));
    out.append("<mrow>");
    if (word) {
      out.append("<mi mathvariant=\"normal\">")
          .append(Html.escape(element.getTextContent()))
          .append("</mi>");
    } else {
      children.forEach(child -> node(child, font, out));
    }
    out.append("</mrow>");
  }

  private static void identifier(Element element, String font, StringBuilder out) {
    String text = element.getTextContent();
    if (text.equals("'")) {
      out.append("<mo>′</mo>");
      return;
    }
    out.append(font.equals("normal") ? "<mi mathvariant=\"normal\">" : "<mi>")
        .append(Html.escape(styled(text, font)))
        .append("</mi>");
  }

  private static void operator(String text, StringBuilder out) {
    // A bar that has no partner would grow with whatever is beside it.
    out.append(BARS.contains(text) ? "<mo stretchy=\"false\">" : "<mo>");
    out.append(Html.escape(text.replace('-', '−').replace(COMBINING_BAR, MACRON))).append("</mo>");
  }

  private static String styled(String text, String font) {
    var styled = new StringBuilder();
    text.codePoints().forEach(c -> styled.append(letter(c, font)));
    return styled.toString();
  }

  private static String letter(int c, String font) {
    int at = c;
    if (LETTERS.containsKey(font) && c >= 'A' && c <= 'Z') {
      at = LETTERS.get(font) + c - 'A';
    } else if (LETTERS.containsKey(font) && c >= 'a' && c <= 'z' && !font.equals("script")) {
      at = LETTERS.get(font) + 26 + c - 'a';
    } else if (DIGITS.containsKey(font) && c >= '0' && c <= '9') {
      at = DIGITS.get(font) + c - '0';
    }
    return OLDER.getOrDefault(at, Character.toString(at));
  }

  static List<Node> children(Element element) {
    var children = new ArrayList<Node>();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      children.add(child);
    }
    return children;
  }
}
