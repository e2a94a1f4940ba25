package unrolled.notebook.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class MathMlTest {
  private static String inside(String tex) {
    return MathMl.of(tex, false).replaceAll("^<math>|</math>$", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h_t = \\tanh(x_t \\mathbf{W}_x + h_{t-1} \\mathbf{W}_h + b)",
        "c_t = f_t \\odot c_{t-1} + i_t \\odot g_t",
        "\\frac{\\partial L}{\\partial h_{t-1}} = \\sum_{t=1}^{T} \\sigma'(z_t)",
        "\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}",
        "\\begin{bmatrix} 1 & 0 \\\\ 0 & 1 \\end{bmatrix}",
        "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}",
        "\\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{else} \\end{cases}",
        "\\|g\\|_2 \\le \\theta, \\quad \\lVert g \\rVert",
        "\\operatorname{softmax}(z)_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}",
        "W \\in \\mathbb{R}^{D \\times H}, \\mathcal{L} \\to 0, \\dots",
        "\\hat{y}, \\tilde{h}_t, \\bar{x}, W^\\top, \\prod_{k} \\lambda_k, \\nabla, \\approx"
      })
  void the_formulas_of_the_course_are_typeset_as_well_formed_xml(String tex) throws Exception {
    String math = MathMl.of(tex, true);
    assertTrue(math.startsWith("<math display=\"block\">"), math);
    assertFalse(math.contains("mfenced") || math.contains("mstyle"), math);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(math)));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<p>" + MathMl.wrapping(tex) + "</p>")));
  }

  @Test
  void a_formula_on_its_own_line_may_break_at_wide_gaps_and_before_its_operators() {
    String two = MathMl.wrapping("h = 1 \\qquad L = h_3");
    assertEquals(2, two.split("class=\"part\"", -1).length - 1, two);
    assertFalse(two.contains("<mspace") || two.contains("<wbr"), two);
    String one = MathMl.wrapping("n = \\tanh(x W_n + b_n + r (h_{t-1} U_n + b_{hn}))");
    assertEquals(1, one.split("class=\"part\"", -1).length - 1, one);
    // Before =, and before each + in the brackets; the last one is in brackets within brackets.
    assertEquals(4, one.split("<wbr/><math[^>]*><mo form=\"infix\">[=+]</mo>", -1).length - 1, one);
    String kept = MathMl.narrow("(1 - z) h + (1 - z) n");
    assertFalse(kept.contains("<wbr/><math><mo form=\"infix\">−"), kept);
    assertTrue(kept.contains("<wbr/><math><mo form=\"infix\">+"), kept);
  }

  @Test
  void a_bar_over_a_letter_is_no_sign_that_combines_with_a_letter_before_it() {
    String bar = inside("\\bar{x}");
    assertTrue(bar.contains("<mo stretchy=\"false\">\u00AF</mo>"), bar);
    assertFalse(bar.contains("\u0304"), bar);
  }

  @Test
  void bold_and_upright_letters_are_letters_of_their_own() {
    assertTrue(inside("\\mathbf{W}_x").contains("<mi>𝐖</mi>"));
    assertTrue(inside("\\mathbf{W}_x").contains("<mi>x</mi>"));
    assertTrue(inside("\\mathrm{diag}(h)").contains("<mi mathvariant=\"normal\">diag</mi>"));
    assertTrue(inside("\\mathbb{R}").contains("<mi>ℝ</mi>"));
  }

  @Test
  void a_font_ends_with_its_braces() {
    assertTrue(inside("\\mathbf{W}_x + h").endsWith("<mi>h</mi>"));
  }

  @Test
  void a_prime_and_a_minus_are_the_right_signs() {
    assertTrue(inside("\\sigma'").contains("<mo>′</mo>"));
    assertTrue(inside("a - b").contains("<mo>−</mo>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\nosuch{x}", "\\frac{x}", "\\left( x", "x_", "a & b"})
  void a_bad_formula_is_shown_in_the_message(String tex) {
    String message = assertThrows(BadFormula.class, () -> MathMl.of(tex, false)).getMessage();
    assertTrue(message.startsWith("The formula " + tex + " cannot be typeset: "), message);
  }
}
