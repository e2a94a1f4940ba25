package unrolled.notebook.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.NodeList;
import uk.ac.ed.ph.snuggletex.InputError;
import uk.ac.ed.ph.snuggletex.SnuggleEngine;
import uk.ac.ed.ph.snuggletex.SnuggleInput;
import uk.ac.ed.ph.snuggletex.SnuggleSession;

/** LaTeX formulas as MathML, which browsers typeset without any script. */
final class MathMl {
  /** Commands of everyday LaTeX that the library lacks, in terms of those that it has. */
  private static final String PREAMBLE =
      """
      \\newcommand{\\to}{\\rightarrow}
      \\newcommand{\\gets}{\\leftarrow}
      \\newcommand{\\dots}{\\ldots}
      \\newcommand{\\text}[1]{\\mbox{#1}}
      \\newcommand{\\lVert}{\\Vert}
      \\newcommand{\\rVert}{\\Vert}
      \\newcommand{\\lvert}{\\vert}
      \\newcommand{\\rvert}{\\vert}
      \\newcommand{\\tfrac}{\\frac}
      \\newcommand{\\dfrac}{\\frac}
      \\newcommand{\\displaystyle}{}
      \\newcommand{\\big}{}
      \\newcommand{\\Big}{}
      \\newenvironment{aligned}{\\begin{array}{rlrlrl}}{\\end{array}}
      """;

  // Without braces of its own, the library lets a font run on behind its argument.
  private static final Pattern FONT = Pattern.compile("\\\\math(bf|rm|it|sf|tt)\\s*\\{([^{}]*)}");
  private static final Pattern NAME =
      Pattern.compile("\\\\(operatorname|boldsymbol|bm)\\s*\\{([^{}]*)}");
  private static final SnuggleEngine ENGINE = new SnuggleEngine();

  private MathMl() {}

  /**
   * The formula as one {@code math} element.
   *
   * @param tex LaTeX without its dollar signs
   * @param block true for a formula on a line of its own
   * @throws BadFormula when a command is unknown or a bracket is missing
   */
  static String of(String tex, boolean block) {
    return MathMlCore.write(read(tex, block));
  }

  /**
   * A formula on a line of its own, in pieces that go onto further lines where there is no room.
   */
  static String wrapping(String tex) {
    return MathMlPieces.write(read(tex, true), true);
  }

  /** A formula in a cell of a table, in pieces if it is longer than a few letters. */
  static String narrow(String tex) {
    return MathMlPieces.write(read(tex, false), false);
  }

  /** The formula as the library builds it. */
  static NodeList read(String tex, boolean block) {
    SnuggleSession session = ENGINE.createSession();
    parse(session, PREAMBLE, tex);
    String delimiter = block ? "$$" : "$";
    parse(session, delimiter + plain(tex) + delimiter, tex);
    NodeList nodes = session.buildDOMSubtree();
    if (!session.getErrors().isEmpty()) {
      throw new BadFormula(tex, reason(session));
    }
    return nodes;
  }

  private static void parse(SnuggleSession session, String input, String tex) {
    try {
      if (!session.parseInput(new SnuggleInput(input))) {
        throw new BadFormula(tex, reason(session));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!session.getErrors().isEmpty()) {
      throw new BadFormula(tex, reason(session));
    }
  }

  private static String plain(String tex) {
    String named =
        NAME.matcher(tex)
            .replaceAll(
                match -> {
                  String font = match.group(1).equals("operatorname") ? "rm" : "bf";
                  return "\\\\math" + font + "{" + quote(match.group(2)) + "}";
                });
    return FONT.matcher(named)
        .replaceAll(match -> "{\\\\math" + match.group(1) + "{" + quote(match.group(2)) + "}}")
        .replace("\\|", "\\Vert ")
        .strip();
  }

  private static String quote(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static String reason(SnuggleSession session) {
    if (session.getErrors().isEmpty()) {
      return "it is not complete.";
    }
    InputError error = session.getErrors().get(0);
    String at = error.getSlice() == null ? "" : error.getSlice().extract().toString();
    String detail = at.length() > 60 ? at.substring(0, 60) + "…" : at;
    return "the library stops at " + detail + " (" + error.getErrorCode() + ").";
  }
}
