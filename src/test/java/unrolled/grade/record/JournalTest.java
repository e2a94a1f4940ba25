package unrolled.grade.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.grade.CannotGrade;
import unrolled.grade.judge.Verdict;
import unrolled.grade.sandbox.Level;

/** What the journal keeps, and what it says of a file that is not whole. */
class JournalTest {
  @TempDir Path folder;
  private Path file;

  private static Result result(String answer, int points, String sandbox) {
    var rows = List.of(new Verdict.Row("a “test”, \n named", true, points > 0, "1 < 2 — ½"));
    return new Result(
        "v1",
        answer,
        new Verdict(
            "e05", rows, points, 10, "", "", "NoTanh", "", sandbox, List.of("why"), "", false),
        0);
  }

  private static Result.Key key(String answer) {
    return new Result.Key("v1", answer);
  }

  @BeforeEach
  void keep_three_results() {
    file = folder.resolve(Journal.NAME);
    try (Journal journal = Journal.open(folder)) {
      for (String answer : List.of("a", "b", "c")) {
        journal.add(result(answer, 3, "limits"));
      }
    }
  }

  private int entries() {
    try (Journal journal = Journal.open(folder)) {
      return journal.verdicts(Set.of(key("a"), key("b"), key("c"))).size();
    }
  }

  @Test
  void a_result_is_there_for_whoever_opens_it_next() {
    try (Journal journal = Journal.open(folder)) {
      assertEquals("", journal.said());
      assertTrue(journal.holds(key("b"), Level.LIMITS));
      assertFalse(journal.holds(key("d"), Level.PROCESS));
      assertEquals(
          Map.of(key("b"), result("b", 3, "limits").verdict()),
          journal.verdicts(Set.of(key("b"), key("d"))));
    }
  }

  @Test
  void a_result_from_a_weaker_sandbox_than_asked_for_does_not_count() {
    try (Journal journal = Journal.open(folder)) {
      assertFalse(journal.holds(key("a"), Level.FULL));
      journal.add(result("a", 5, "full"));
      journal.add(result("a", 7, "process"));
      assertTrue(journal.holds(key("a"), Level.FULL));
      assertEquals(5, journal.verdicts(Set.of(key("a"))).get(key("a")).points());
    }
  }

  @Test
  void where_nothing_ran_no_sandbox_was_needed() {
    try (Journal journal = Journal.open(folder)) {
      journal.add(new Result("v1", "d", Verdict.unplayed("e05", 10, "It does not compile."), 0));
      assertTrue(journal.holds(key("d"), Level.FULL));
    }
  }

  @Test
  void a_last_line_torn_off_anywhere_is_cut_off_and_said() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int start = new String(whole, 0, whole.length - 1, "ISO-8859-1").lastIndexOf('\n') + 1;
    for (int length = start + 1; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (Journal journal = Journal.open(folder)) {
        assertTrue(
            journal.said().contains("was incomplete (" + (length - start) + " bytes)"),
            journal::said);
        assertFalse(journal.holds(key("c"), Level.PROCESS));
        journal.add(result("c", 3, "limits"));
      }
      assertEquals(3, entries());
    }
  }

  private interface Harm {
    void to(List<String> lines);
  }

  /** What is left after some harm; the file as it was found is kept. */
  private int leftAfter(Harm harm) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    harm.to(lines);
    Files.write(file, lines);
    byte[] found = Files.readAllBytes(file);
    var e = assertThrows(CannotGrade.class, () -> Journal.open(folder));
    assertTrue(e.getMessage().contains("has changed since it was written"), e.getMessage());
    Path aside = folder.resolve("damaged-1-journal.jsonl");
    assertTrue(e.getMessage().contains(aside.getFileName().toString()), e.getMessage());
    assertTrue(Arrays.equals(found, Files.readAllBytes(aside)), "kept as it was");
    return entries();
  }

  @Test
  void from_a_changed_line_on_nothing_is_believed() throws IOException {
    assertEquals(1, leftAfter(l -> l.set(1, l.get(1).replace("\"points\":3", "\"points\":9"))));
  }

  @Test
  void a_lost_line_is_seen() throws IOException {
    assertEquals(0, leftAfter(lines -> lines.remove(0)));
  }

  @Test
  void lines_that_changed_places_are_seen() throws IOException {
    assertEquals(1, leftAfter(lines -> Collections.swap(lines, 1, 2)));
  }

  @Test
  void a_line_from_elsewhere_is_seen() throws IOException {
    assertEquals(3, leftAfter(lines -> lines.add(lines.get(0))));
    assertEquals(3, entries());
  }

  @Test
  void a_second_damage_is_kept_beside_the_first() throws IOException {
    leftAfter(lines -> lines.add("rubbish"));
    Files.writeString(file, "rubbish\n");
    assertThrows(CannotGrade.class, () -> Journal.open(folder));
    assertTrue(Files.exists(folder.resolve("damaged-2-journal.jsonl")));
  }

  @Test
  void only_one_grader_at_a_time_has_it() {
    try (Journal first = Journal.open(folder)) {
      var e = assertThrows(CannotGrade.class, () -> Journal.open(folder));
      assertTrue(e.getMessage().startsWith("Another grader is at work in " + folder));
      first.add(result("d", 1, "full"));
    }
    assertEquals(3, entries());
  }

  @Test
  void an_entry_of_another_grader_is_left_in_peace() throws IOException {
    try (ChainedFile other = ChainedFile.open(file, entry -> {})) {
      other.append("{\"something\":\"else\"}");
    }
    assertEquals(3, entries());
    assertTrue(Files.readString(file).contains("something"));
  }
}
