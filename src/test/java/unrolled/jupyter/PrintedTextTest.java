package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PrintedTextTest {
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final PrintedText text =
      new PrintedText((error, piece) -> taken.add((error ? "err " : "out ") + piece));
  private final PrintStream out = text.stream(false);
  private final PrintStream err = text.stream(true);

  @Test
  void pieces_keep_their_order() {
    out.print("a");
    out.print("b");
    err.print("c");
    out.print("d");
    text.flush();
    assertEquals(List.of("out ab", "err c", "out d"), taken);
  }

  @Test
  void a_stream_that_a_cell_closes_is_open_to_the_next() {
    try (PrintStream closed = out) {
      closed.print("a");
    }
    out.print("b");
    text.flush();
    assertEquals(List.of("out ab"), taken);
  }

  @Test
  void text_is_handed_on_by_itself() throws InterruptedException {
    out.print("a");
    for (int i = 0; i < 500 && taken.isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertEquals(List.of("out a"), taken);
  }

  @Test
  void a_letter_written_byte_by_byte_stays_whole() {
    for (String letter : List.of("ä", "€", "𝄞")) {
      taken.clear();
      out.print("x");
      for (byte b : letter.getBytes(StandardCharsets.UTF_8)) {
        out.write(b);
        text.flush();
      }
      assertEquals("out x|out " + letter, String.join("|", taken));
    }
  }

  @Test
  void many_turns_become_few_messages_and_nothing_is_lost() {
    for (int i = 0; i < 5_000; i++) {
      out.println(i);
      err.println(i);
    }
    text.flush();
    assertTrue(taken.size() < 500, taken.size() + " messages");
    assertEquals(10_000, String.join("", taken).lines().count());
  }
}
