package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final String FIGURES = " 17/68 cells   12.3 s";

  private static String fitted(String name, int width) {
    return ProgressLine.fitted(name, 0.25, FIGURES, width);
  }

  @Test
  void a_wide_terminal_shows_name_bar_and_figures() {
    assertEquals(
        "10-plumbing-decides          ██████░░░░░░░░░░░░░░░░░░   17/68 cells   12.3 s",
        fitted("10-plumbing-decides", 92));
  }

  @Test
  void the_bar_goes_first_and_the_name_is_shortened_next() {
    assertEquals(
        "10-plumbing-decides           17/68 cells   12.3 s", fitted("10-plumbing-decides", 55));
    assertEquals("10-plumb…  17/68 cells   12.3 s", fitted("10-plumbing-decides", 31));
  }

  @Test
  void no_line_is_wider_than_the_terminal() {
    for (int width = 24; width < 120; width++) {
      for (String name : new String[] {"a", "10-plumbing-decides", "x".repeat(90)}) {
        String line = fitted(name, width);
        assertTrue(line.length() <= width, width + ": " + line);
        assertTrue(line.endsWith(FIGURES), line);
      }
    }
  }
}
