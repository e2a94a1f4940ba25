package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void a_number_that_rounds_to_a_whole_one_has_no_point_left_at_its_end() {
    assertEquals("4", Texts.number(3.999999999));
    assertEquals("-100", Texts.number(-100.0000001));
  }

  @Test
  void only_zeros_behind_the_point_are_dropped() {
    assertEquals("123450", Texts.number(123450.3));
    assertEquals("100000", Texts.number(100000.4));
    assertEquals("20.5", Texts.number(20.5));
    assertEquals("1.25000e-09", Texts.number(1.25e-9));
  }

  @Test
  void two_numbers_that_differ_are_told_apart() {
    assertArrayEquals(new String[] {"4", "3.999999999"}, Texts.apart(4, 3.999999999));
  }
}
