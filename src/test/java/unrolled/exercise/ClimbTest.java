package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A test that was planned and did not pass has failed, whatever became of it. */
class ClimbTest {
  @Test
  void tests_that_never_ran_have_failed() {
    List<TestRow> rows = climb(Unready.class);
    assertEquals(2, rows.size());
    assertFalse(rows.get(0).passed() || rows.get(1).passed());
    assertEquals("did not run: nothing is ready", rows.get(0).message());
  }

  @Test
  void skipped_and_given_up_tests_have_failed() {
    List<TestRow> rows = climb(Shy.class);
    assertEquals(
        List.of("b gives up", "c is right", "a is skipped"),
        rows.stream().map(TestRow::name).toList());
    assertEquals(List.of(false, true, false), rows.stream().map(TestRow::passed).toList());
  }

  @Test
  void a_class_without_tests_is_no_pass() {
    assertThrows(IllegalStateException.class, () -> climb(Empty.class));
  }

  private static List<TestRow> climb(Class<?> tests) {
    return Climb.up(tests, new Trial(Object::new, 1));
  }

  @Graded
  @Disabled("run by the climb alone")
  static class Empty {}

  @Graded
  static class Unready {
    @BeforeAll
    static void start() {
      fail("nothing is ready");
    }

    @Test
    void one() {}

    @Test
    void two() {}
  }

  @Graded
  static class Shy {
    @Test
    @Order(1)
    @Disabled("not today")
    void a_is_skipped() {}

    @Test
    @Order(2)
    void b_gives_up() {
      Assumptions.assumeTrue(false, "no");
    }

    @Test
    @Order(3)
    void c_is_right() {}
  }
}
