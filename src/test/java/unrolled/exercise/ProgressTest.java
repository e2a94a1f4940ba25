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
  void hints_come_one_rung_at_a_time_with_their_price_and_then_end() {
    assertTrue(Hints.offer("e05").startsWith("Hint 1 of 3 costs 1 point of experience: "));
    String first = Hints.next("e5");
    assertTrue(first.startsWith("# e05 RNN step, forward: hint 1 of 3\n\n## 1. "), first);
    assertTrue(
        first.endsWith(
            "This hint cost 1 point of experience."
                + " Hint 2 of 3 will cost 1 point of experience."),
        first);
    assertTrue(Hints.next("e05").contains("## 2. "));
    String last = Hints.next("e05");
    assertTrue(last.contains("## 3. ") && last.endsWith("It was the last."), last);
    assertEquals(0, Hints.cost("e05"));
    String all = Hints.next("e05");
    assertTrue(all.startsWith("# e05 RNN step, forward: no more hints\n"), all);
    assertTrue(all.contains("## 1. ") && all.contains("## 2. ") && all.contains("## 3. "));
    assertEquals(3, Progress.open().of("e05").hints());
    assertTrue(Hints.offer("e05").startsWith("You have had all 3 hints."));
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
  void an_exercise_is_unlocked_by_those_it_builds_on_wherever_it_is_asked() {
    String lock = "e10 builds on e05 and e09, not passed yet.";
    assertEquals(Standing.OPEN, Progress.open().state(Exercise.of("e05")));
    assertEquals(Standing.LOCKED, Progress.open().state(Exercise.of("e10")));
    assertTrue(Progress.open().toString().contains("· e10 "));
    assertTrue(Check.run("e10").next().get(0).startsWith(lock));
    assertTrue(Hints.next("e10").contains(lock));
    Progress.open().record(result("e05", true));
    Progress.open().record(result("e09", true));
    assertEquals(Standing.OPEN, Progress.open().state(Exercise.of("e10")));
    assertTrue(Progress.open().toString().contains("○ e10 "));
    assertEquals(List.of(), Check.run("e10").next());
    assertFalse(Hints.next("e10").contains("not passed yet"));
  }

  @Test
  void a_notebook_is_passed_with_its_exercises_and_locked_by_those_of_others() {
    // e07 builds on e01, of notebook 01.
    assertEquals(Standing.LOCKED, state("03"));
    Progress.open().record(result("e01", true));
    assertEquals(Standing.LOCKED, state("09"));
    // e06 builds on e05, which is of the same notebook.
    for (Exercise e : chapter("03").exercises()) {
      assertEquals(Standing.OPEN, state("03"), e.id());
      Progress.open().record(result(e.id(), true));
    }
    assertEquals(Standing.PASSED, state("03"));
    assertEquals(Standing.OPEN, state("09"));
  }

  @Test
  void an_optional_exercise_neither_locks_a_notebook_nor_keeps_it_from_being_passed() {
    // e24 of notebook 09 builds on e10 and e23, and is optional, as e14 of notebook 05 is.
    for (String id : List.of("e05", "e13")) {
      Progress.open().record(result(id, true));
    }
    assertEquals(Standing.LOCKED, Progress.open().state(Exercise.of("e24")));
    assertEquals(Standing.OPEN, state("09"));
    assertEquals(Standing.PASSED, state("05"));
    Progress.open().record(result("e23", true));
    assertEquals(Standing.PASSED, state("09"));
  }

  private static Standing state(String notebook) {
    return Progress.open().state(chapter(notebook));
  }

  private static Chapter chapter(String notebook) {
    return Chapter.all().stream()
        .filter(c -> c.number().equals(notebook))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_pass_says_what_it_earned_and_opened_and_what_is_next() throws IOException {
    Hints.next("e05");
    checkout.answer("return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);");
    String text = Check.run("e05").toString();
    String start =
        """
        e05 RNN step, forward: passed all 14 tests, 10 of 10 points

        Experience: 9 (10 points, less 1 for 1 hint). You have 9 of %d.
        This opens"""
            .formatted(points());
    assertTrue(text.startsWith(start), text);
    String line = text.replaceAll("\\s+", " ");
    for (Exercise e : Exercise.all()) {
      boolean opened = List.of(e.about().buildsOn()).equals(List.of("e05"));
      String sentence = line.substring(line.indexOf("This opens "), line.indexOf("Next: "));
      String named = e.id() + " (" + e.about().title() + ")";
      assertEquals(opened, sentence.contains(named), named);
    }
    assertTrue(line.contains(" Write it in exercises/e"), text);
    assertTrue(text.endsWith("  1 of " + Exercise.all().size() + " passed"), text);
  }

  private static int points() {
    return Exercise.all().stream().mapToInt(e -> e.about().points()).sum();
  }

  @Test
  void the_last_pass_has_nothing_to_go_on_to() {
    Exercise.all().forEach(e -> Progress.open().record(result(e.id(), true)));
    var advice = new Advice(Progress.open(), Chapter.all());
    List<String> next = advice.after(Exercise.of("e18"), result("e18", true));
    assertTrue(next.contains("There is nothing left that is open and not passed."), next + "");
    int all = Exercise.all().size();
    String map = next.get(next.size() - 1);
    assertTrue(map.matches("Map: [✓ ·]+  " + all + " of " + all + " passed"), map);
    assertEquals(all, map.chars().filter(c -> c == '✓').count());
  }

  @Test
  void the_next_is_behind_the_one_that_was_checked_and_never_the_beginning_again() {
    for (String id : List.of("e05", "e09", "e10")) {
      Progress.open().record(result(id, true));
    }
    assertTrue(
        after("e10").contains("Next: e13 (Clip by global norm), notebook 05. "), after("e10"));
    // e26 builds on e25, and e35 on e06 and e23: nothing behind e25 is open, and e01 is far back.
    for (Exercise e : Exercise.all()) {
      if (e.id().compareTo("e13") > 0 && !e.id().equals("e35")) {
        Progress.open().record(result(e.id(), true));
      }
    }
    assertTrue(
        after("e26")
            .contains(
                "Nothing behind e26 is open. Open before it, and not passed yet: e01, e03, e06, e12"
                    + " and e13."),
        after("e26"));
  }

  private static String after(String id) {
    var advice = new Advice(Progress.open(), Chapter.all());
    return String.join("\n", advice.after(Exercise.of(id), result(id, true)));
  }

  @Test
  void what_has_been_passed_is_never_said_to_be_locked() {
    Progress.open().record(result("e10", true));
    assertEquals(Standing.PASSED, Progress.open().state(Exercise.of("e10")));
    assertEquals(List.of(), Check.run("e10").next());
    assertFalse(Hints.next("e10").contains("not passed yet"));
  }

  @Test
  void an_answer_that_is_not_the_learners_is_judged_from_where_the_learner_is_and_not_noted() {
    for (String id : List.of("e01", "e03", "e05", "e09")) {
      Progress.open().record(result(id, true));
    }
    System.setProperty("unrolled.answers", "solutions");
    List<String> next = Check.note(result("e10", true)).next();
    assertEquals("Not noted in your progress, since this answer is not yours.", next.get(0));
    assertTrue(String.join("\n", next).contains("Next: e13 (Clip by global norm)"), next + "");
    assertFalse(
        String.join("\n", Check.note(result("e10", false)).next()).contains("not passed yet"));
    System.setProperty("unrolled.answers", "exercises");
    assertFalse(Progress.open().of("e10").passed());
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
    String text = Progress.open().toString();
    for (String line :
        List.of(
            "○ notebook 01",
            "  ○ e01  One-hot rows                  0 of  5 points",
            "  ✓ e05  RNN step, forward            10 of 10 points",
            "  ○ e18  LSTM step, forward            0 of 15 points",
            "✓ passed, ○ open, · locked by an exercise that it builds on")) {
      assertTrue(text.lines().anyMatch(line::equals), () -> line + "\nin\n" + text);
    }
    String locked = "  · e13  Clip by global norm           0 of 10 points, needs ";
    assertTrue(text.lines().anyMatch(line -> line.startsWith(locked)), text);
    String end =
        """

        Experience: 10 of %d. That is the points of your best checks, less 1 for"""
            .formatted(points());
    assertTrue(text.contains(end), text);
  }

  @Test
  void the_text_fits_a_narrow_terminal() {
    String text = Progress.open().text(40);
    assertTrue(text.lines().allMatch(line -> line.length() <= 40), text);
    assertTrue(text.contains("· e10  RNN step, backward    0/15"), text);
  }

  private static CheckResult result(String id, boolean passed) {
    TestRow row =
        passed ? TestRow.passed("a", "") : TestRow.failed("a", "", new AssertionError("b"));
    return CheckResult.of(Exercise.of(id), List.of(row), Diagnosis.of(""), Duration.ZERO);
  }
}
