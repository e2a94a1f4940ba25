package unrolled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import unrolled.cell.LstmCell;
import unrolled.exercise.Home;
import unrolled.layer.Gru;
import unrolled.layer.Lstm;
import unrolled.layer.Stacked;
import unrolled.train.Adam;

/** The table of one-liners in docs/in-your-own-program.md, and how networks name themselves. */
class OneLinersTest {
  private final Random rng = new Random(1);

  @Test
  void the_counts_of_the_page_are_those_of_the_layers() throws IOException {
    String page = Files.readString(Home.path().resolve("docs/in-your-own-program.md"));
    for (String row :
        List.of(
            "`new Stacked<>(List.of(new Lstm(300, 128, rng), new Lstm(128, 128, rng)))` | %,d | 351,232 |"
                .formatted(4 * 128 * (300 + 128 + 2) + 4 * 128 * (128 + 128 + 2)),
            "read `layer.forward(xs)` | %1$,d | %1$,d |".formatted(4 * 64 * (300 + 64 + 1)),
            "`new Gru(300, 64, rng)`, read `layer.last().h()` | %,d | %,d |"
                .formatted(3 * 64 * (300 + 64 + 2), 3 * 64 * (300 + 64 + 1) + 64))) {
      assertTrue(page.contains(row), row);
    }
  }

  @Test
  void a_network_says_its_sizes_and_how_many_numbers_it_learns() {
    assertEquals("LstmCell(3 → 4), 128 parameters", new LstmCell(3, 4, rng).toString());
    assertEquals("Lstm(300 → 64), 93,440 parameters", new Lstm(300, 64, rng).toString());
    assertEquals("Gru(300 → 64), 70,144 parameters", new Gru(300, 64, rng).toString());
    assertEquals(
        "Stacked(300 → 128), 351,232 parameters",
        new Stacked<>(List.of(new Lstm(300, 128, rng), new Lstm(128, 128, rng))).toString());
    assertEquals("Adam, rate 0.01", new Adam(0.01).toString());
  }
}
