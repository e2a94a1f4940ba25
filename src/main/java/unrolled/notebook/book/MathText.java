package unrolled.notebook.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Formulas as a line of Unicode: h_{t-1} is hₜ₋₁, and what has no such letter is written out. */
final class MathText {
  private static final String PLAIN_LOW = "0123456789+−=()aehijklmnoprstuvx";
  private static final String LOW = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
  private static final String PLAIN_HIGH = "0123456789+−=()abcdefghijklmnoprstuvwxyzT⊤′";
  private static final String HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ′";

  /** Operators with a blank on both sides. */
  private static final Set<String> WIDE =
      Set.of(
          "=", "+", "−", "·", "⋅", "⊙", "×", "←", "→", "≤", "≥", "<", ">", "≈", "∈", "∝", "±", "≠",
          "∘", "⟵");

  private static final String BRACE = "︸";

  private MathText() {}

  /**
   * The formula as text.
   *
   * @throws BadFormula when a command is unknown or a bracket is missing
   */
  static String of(String tex, boolean block) {
    NodeList nodes = MathMl.read(tex, block);
    var parts = new ArrayList<String>();
    for (int i = 0; i < nodes.getLength(); i++) {
      parts.add(text(nodes.item(i)));
    }
    return squeezed(String.join("", parts));
  }

  private static String squeezed(String text) {
    return text.lines()
        // A sign at the beginning, or behind a bracket, belongs to its number.
        .map(line -> line.replaceAll("(^|[(\\[{,=·⋅] ?) *− ", "$1−"))
        .map(line -> line.replaceAll("(?<=\\S) {2,3}(?=\\S)", " ").strip())
        .collect(Collectors.joining("\n"));
  }

  private static String text(Node node) {
    if (!(node instanceof Element element)) {
      return node.getTextContent().replace('-', '−');
    }
    List<Node> parts = MathMlCore.children(element);
    return switch (element.getLocalName()) {
      case "mo" -> operator(element.getTextContent().replace('-', '−'));
      case "mtext" -> element.getTextContent().replace('\u00a0', ' ');
      case "mspace" -> space(element.getAttribute("width"));
      case "msub", "munder" -> under(parts);
      case "msup" -> text(parts.get(0)) + raised(parts.get(1));
      case "mover" -> over(parts);
      case "msubsup", "munderover" ->
          text(parts.get(0)) + lowered(parts.get(1)) + raised(parts.get(2));
      case "mfrac" -> grouped(parts.get(0)) + "/" + grouped(parts.get(1));
      case "msqrt" -> "√" + grouped(element);
      case "mfenced" ->
          element.getAttribute("open")
              + parts.stream().map(MathText::text).collect(Collectors.joining(", "))
              + element.getAttribute("close");
      case "mtable" -> parts.stream().map(MathText::text).collect(Collectors.joining("\n"));
      case "annotation" -> "";
      default -> all(element);
    };
  }

  private static String all(Element element) {
    return MathMlCore.children(element).stream().map(MathText::text).collect(Collectors.joining());
  }

  private static String operator(String text) {
    if (text.equals(",")) {
      return ", ";
    }
    return WIDE.contains(text) ? " " + text + " " : text;
  }

  /** Wide spaces set formulas apart; thin ones set factors apart. */
  private static String space(String width) {
    String number = width.replaceAll("[^0-9.]", "");
    double em = number.isEmpty() ? 0 : Double.parseDouble(number);
    return em >= 1 && width.endsWith("em") ? "    " : " ";
  }

  private static String under(List<Node> parts) {
    String base = text(parts.get(0));
    String below = text(parts.get(1));
    if (below.strip().equals(BRACE)) {
      return base + BRACE;
    }
    return base.endsWith(BRACE)
        ? base.substring(0, base.length() - BRACE.length()) + " [" + below.strip() + "]"
        : base + lowered(parts.get(1));
  }

  private static String over(List<Node> parts) {
    String above = text(parts.get(1));
    boolean bar = above.equals("¯") || above.equals("\u0305") || above.equals("−");
    return text(parts.get(0)) + (bar ? "\u0304" : raised(parts.get(1)));
  }

  private static String lowered(Node node) {
    return script(text(node), PLAIN_LOW, LOW, "_");
  }

  private static String raised(Node node) {
    return script(text(node), PLAIN_HIGH, HIGH, "^");
  }

  /** In small letters if there are all of them. */
  private static String script(String text, String plain, String small, String mark) {
    String close = text.replace(" ", "");
    Function<Integer, Optional<String>> letter =
        c -> Optional.of(plain.indexOf(c)).filter(i -> i >= 0).map(i -> small.substring(i, i + 1));
    List<Optional<String>> letters = close.codePoints().boxed().map(letter).toList();
    if (letters.stream().allMatch(Optional::isPresent)) {
      return letters.stream().map(Optional::orElseThrow).collect(Collectors.joining());
    }
    return mark + (close.length() == 1 ? close : "(" + close + ")");
  }

  private static String grouped(Node node) {
    String text = node instanceof Element e ? all(e).strip() : text(node);
    return text.matches("[\\p{L}\\p{N}.′₀-ₜ]+") ? text : "(" + text + ")";
  }
}
