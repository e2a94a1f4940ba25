package unrolled.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextBatchesTest {
  private static int[] text(int length) {
    return IntStream.range(100, 100 + length).toArray();
  }

  @Test
  void the_example_of_the_documentation() {
    TextBatches b = new TextBatches(text(13), 2, 3);
    assertEquals(2, b.size());
    assertArrayEquals(new int[][] {{100, 101, 102}, {106, 107, 108}}, b.batch(0).inputs());
    assertArrayEquals(new int[][] {{101, 102, 103}, {107, 108, 109}}, b.batch(0).targets());
    assertArrayEquals(new int[][] {{103, 104, 105}, {109, 110, 111}}, b.batch(1).inputs());
  }

  @Test
  void row_n_goes_on_as_row_n() {
    TextBatches b = new TextBatches(text(200), 3, 7);
    for (int i = 1; i < b.size(); i++) {
      for (int n = 0; n < 3; n++) {
        assertEquals(b.batch(i - 1).targets()[n][6], b.batch(i).inputs()[n][0]);
      }
    }
  }

  @Test
  void a_text_that_fills_no_batch_is_refused() {
    var e = assertThrows(IllegalArgumentException.class, () -> new TextBatches(text(6), 2, 3));
    assertEquals("TextBatches: 2 rows of 3 steps need 7 tokens, got 6", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new TextBatches(text(7), 2, 3).batch(1));
  }
}
