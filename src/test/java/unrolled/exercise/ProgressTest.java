package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  @TempDir Path home;
  private Checkout checkout;

  @BeforeEach
  void check_out() throws IOException {
    checkout = Checkout.in(home);
  }

  @AfterEach
  void put_back() {
    checkout.close();
  }

  @Test
  void the_best_check_stands() {
    Progress.open().record(result("e05", true));
    Progress.open().record(result("e05", false));
    assertEquals(new Progress.Entry(true, 10, 0, 0), Progress.open().of("e05"));
    assertEquals(10, Progress.open().experience());
  }

  @Test
  void hints_come_one_rung_at_a_time_and_are_noted() {
    assertTrue(Hints.next("e05").startsWith("## 1. "));
    assertTrue(Hints.next("e05").startsWith("## 2. "));
    assertTrue(Hints.next("e05").startsWith("## 3. "));
    String all = Hints.next("e05");
    assertTrue(all.contains("## 1. ") && all.contains("## 2. ") && all.contains("## 3. "));
    assertEquals(3, Progress.open().of("e05").hints());
  }

  @Test
  void a_hint_costs_a_point_before_the_exercise_is_passed_and_none_after() {
    Hints.next("e05");
    Progress.open().record(result("e05", true));
    assertEquals(9, Progress.open().experience());
    Hints.next("e05");
    assertEquals(9, Progress.open().experience());
  }

  @Test
  void an_exercise_is_unlocked_by_those_it_builds_on() {
    assertTrue(Progress.open().isUnlocked(Exercise.of("e05")));
    assertFalse(Progress.open().isUnlocked(Exercise.of("e10")));
    Progress.open().record(result("e05", true));
    assertTrue(Progress.open().isUnlocked(Exercise.of("e10")));
  }

  @Test
  void a_damaged_file_is_kept_aside_and_progress_begins_anew() throws IOException {
    for (String damage : List.of("{ \"e05\": {", "", "[1]", "{\"e05\": null}")) {
      Files.writeString(home.resolve("progress.json"), damage);
      assertEquals(0, Progress.open().experience(), damage);
      assertFalse(Files.exists(home.resolve("progress.json")));
    }
    Progress.open().record(result("e05", true));
    assertEquals(10, Progress.open().experience());
    long kept =
        Gate.files(home).stream()
            .filter(file -> file.getFileName().toString().startsWith("progress-damaged-"))
            .count();
    assertEquals(4, kept);
  }

  @Test
  void writing_leaves_nothing_but_the_file() {
    Progress.open().record(result("e05", true));
    assertEquals(
        List.of("exercises", "progress.json"),
        Gate.files(home).stream().map(file -> file.getFileName().toString()).toList());
  }

  @Test
  void the_text_says_how_far_each_exercise_is() {
    Progress.open().record(result("e05", true));
    List<String> lines = Progress.open().toString().lines().toList();
    assertEquals("e01  One-hot rows                 open     0 of  5 points", lines.get(0));
    assertEquals("e05  RNN step, forward            passed  10 of 10 points", lines.get(1));
    assertEquals("e10  RNN step, backward           open     0 of 15 points", lines.get(2));
    assertEquals("e13  Clip by global norm          locked   0 of 10 points", lines.get(3));
    assertEquals("experience: 10", lines.get(5));
  }

  private static CheckResult result(String id, boolean passed) {
    TestRow row =
        passed ? TestRow.passed("a", "") : TestRow.failed("a", "", new AssertionError("b"));
    return CheckResult.of(Exercise.of(id), List.of(row), Diagnosis.of(""), Duration.ZERO);
  }
}
