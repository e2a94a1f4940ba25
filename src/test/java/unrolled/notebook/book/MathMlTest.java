package unrolled.notebook.book;

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
