package unrolled.notebook.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Exercise;

class PlainTextTest {
  @Test
  void formulas_become_unicode() {
    Map.ofEntries(
            Map.entry("h_{t-1} W_h", "hₜ₋₁ Wₕ".replace(" ", "")),
            Map.entry("x\\,W_x + b", "x Wₓ + b"),
            Map.entry("dz = dh \\odot (1 - h^2)", "dz = dh ⊙ (1 − h²)"),
            Map.entry("a^\\top", "aᵀ"),
            Map.entry("\\frac{a + b}{2}", "(a + b)/2"),
            Map.entry("\\sqrt{\\sum_k v_k^2}", "√(∑ₖvₖ²)"),
            Map.entry("\\partial L / \\partial h", "∂L/∂h"),
            Map.entry("g^{(k)} \\leftarrow g^{(k)}", "g⁽ᵏ⁾ ← g⁽ᵏ⁾"),
            Map.entry("z_f", "z_f"),
            Map.entry("(0.5, -0.1)", "(0.5, −0.1)"),
            Map.entry("\\underbrace{1 + 2}_{= 3}", "1 + 2 [= 3]"))
        .forEach((tex, text) -> assertEquals(text, MathText.of(tex, false), tex));
  }

  @Test
  void marks_of_Markdown_and_dollars_are_gone_from_every_hint_and_statement() throws IOException {
    for (Exercise exercise : Exercise.all()) {
      for (String name : new String[] {"README.md", "hints.md"}) {
        Path file = exercise.path().resolve(name);
        String text = PlainText.of(Files.readString(file), 80);
        assertFalse(text.contains("$") || text.contains("\\") || text.contains("**"), text);
        assertFalse(text.contains("|---") || text.startsWith("#"), text);
      }
    }
  }

  @Test
  void a_table_has_columns_and_code_keeps_its_lines() {
    String text =
        PlainText.of("| a | b |\n|---|---|\n| `one` | $x_1$ |\n\n```\nz =  1\ny\n```\n", 80);
    assertEquals("    a    b\n    one  x₁\n\n    z =  1\n    y", text);
  }

  @Test
  void lines_are_as_long_as_the_screen_is_wide() {
    String text = PlainText.of("word ".repeat(30) + "\nword\n", 40);
    assertTrue(text.lines().allMatch(line -> line.length() <= 40), text);
    assertEquals(31, text.split("\\s+").length);
  }
}
