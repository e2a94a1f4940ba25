package unrolled.grade.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a class. */
class ShardTest {
  @Test
  void every_student_is_in_exactly_one_part() {
    for (int student = 0; student < 300; student++) {
      String key = "s" + student;
      assertEquals(1, IntStream.rangeClosed(1, 7).filter(i -> new Shard(i, 7).has(key)).count());
      assertTrue(Shard.ALL.has(key));
    }
  }

  @Test
  void the_parts_are_about_as_large() {
    for (int i = 1; i <= 4; i++) {
      Shard part = new Shard(i, 4);
      long size = IntStream.range(0, 4000).filter(s -> part.has("student " + s)).count();
      assertEquals(1000, size, 100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/4", "5/4", "1", "1/0", "-1/4", "a/b", "1/4/2", ""})
  void what_is_no_part_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Shard.parse(text));
  }
}
