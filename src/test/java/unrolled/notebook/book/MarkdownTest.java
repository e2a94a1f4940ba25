package unrolled.notebook.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTest {
  @TempDir Path home;

  private String html(String markdown) {
    return new Markdown(new Links(home.resolve("notebooks"), home.resolve("target/book")))
        .html(markdown);
  }

  @Test
  void a_formula_in_a_line_is_read_before_anything_in_it_is_markdown() {
    String html = html("so $a_1 * b_2 * c_3$ and *this*");
    assertTrue(html.contains("<math>"), html);
    assertTrue(html.contains("<em>this</em>"), html);
    assertEquals(1, html.split("<em>").length - 1, html);
  }

  @Test
  void a_formula_on_lines_of_its_own_may_have_lines_that_look_like_a_list() {
    String html = html("text\n\n$$\na\n+ b\n- c\n$$\n\nmore");
    assertTrue(html.contains("<math displaystyle=\"true\">"), html);
    assertFalse(html.contains("<li>"), html);
    assertTrue(html.contains("<p>more</p>"), html);
  }

  @Test
  void money_and_code_are_no_formulas() {
    assertEquals("<p>from $5 to $10, $3</p>\n", html("from $5 to $10, \\$3"));
    assertEquals("<p><code>$x$</code></p>\n", html("`$x$`"));
  }

  @Test
  void a_mark_stays_with_the_formula_before_it_and_a_bracket_with_the_one_behind_it() {
    String html = html("so ($x$), and $y$. More $z$ text");
    assertTrue(html.contains("so <span class=\"kept\">(<math>"), html);
    assertTrue(html.contains("</math>),</span> and <span class=\"kept\"><math>"), html);
    assertTrue(html.contains("</math>.</span> More <math>"), html);
  }

  @Test
  void a_path_may_break_behind_a_slash_in_code_and_in_a_link_and_nothing_else_may() {
    assertTrue(html("`src/my_file.java`").contains("<code>src/<wbr/>my_<wbr/>file.java</code>"));
    assertTrue(html("`h_t + a / b`").contains("<code>h_t + a / b</code>"));
    assertTrue(html("[src/my_file.java](a)").contains(">src/<wbr/>my_<wbr/>file.java</a>"));
    assertTrue(html("`a/$x_1/<b>`").contains("a/<wbr/>$x_<wbr/>1/<wbr/>&lt;b&gt;"));
    assertTrue(html("src/my_file.java & so on").contains("<p>src/my_file.java &amp; so on</p>"));
  }

  @Test
  void a_formula_without_its_end_is_told() {
    assertTrue(
        assertThrows(BadFormula.class, () -> html("$$\na + b\n\ntext"))
            .getMessage()
            .contains("its closing $$ is missing"));
  }

  @Test
  void tables_have_formulas_too() {
    String html = html("| a | b |\n|---|---|\n| $x_1$ | 2 |\n");
    assertTrue(html.contains("<td><math>"), html);
  }

  @Test
  void a_link_to_a_notebook_goes_to_its_page_and_others_to_the_checkout() {
    assertTrue(html("[n](06-silent.ipynb#x)").contains("href=\"06-silent.html#x\""));
    assertTrue(html("[e](../exercises/README.md)").contains("href=\"../../exercises/README.md\""));
    assertTrue(html("[w](https://example.org/a)").contains("href=\"https://example.org/a\""));
    assertTrue(html("[q](#Why-order)").contains("href=\"#Why-order\""));
    assertTrue(html("## Why order").contains("<h2 id=\"Why-order\">"));
  }

  @Test
  void a_picture_is_taken_into_the_page() throws IOException {
    Files.createDirectories(home.resolve("notebooks"));
    Files.writeString(home.resolve("notebooks/a.svg"), "<svg/>");
    assertTrue(html("![a](a.svg)").contains("src=\"data:image/svg+xml;base64,PHN2Zy8+\""));
  }
}
