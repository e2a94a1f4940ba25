package unrolled.grade.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.grade.CannotGrade;
import unrolled.grade.intake.Delivery;
import unrolled.grade.intake.Shard;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook.Column;

/** Parts of a class as {@code grade} leaves them: a roll and a journal each. */
class MergeTest {
  private static final Merge.Terms STRICT = new Merge.Terms(false, false);
  private static final List<String> CLASS =
      IntStream.range(0, 40).mapToObj("student %02d"::formatted).toList();

  @TempDir Path folder;

  private static Column column(String version) {
    return new Column("e05", "One step", 12, version.repeat(8));
  }

  /** A third of the class hands in each of three answers. */
  private static Result.Key key(String student) {
    int number = Integer.parseInt(student.substring(student.length() - 2));
    return new Result.Key(column("12345678").version(), "work " + number % 3);
  }

  private static Verdict verdict(int points, String printed, String sandbox) {
    var rows = List.of(new Verdict.Row("a test", false, points > 0, ""));
    return new Verdict("e05", rows, points, 12, "", "", "", printed, sandbox, List.of(), "", false);
  }

  private static Verdict verdict(Result.Key key) {
    return verdict(4 * Integer.parseInt(key.answer().substring(5)), "", "full");
  }

  private Path part(String shard) {
    return part(shard, shard.replace('/', '-'), column("12345678"), CLASS, MergeTest::verdict);
  }

  private interface Judge {
    Verdict judge(Result.Key key);
  }

  private Path part(String shard, String name, Column column, List<String> everybody, Judge judge) {
    Path out = folder.resolve(name);
    Shard own = Shard.parse(shard);
    List<Roll.Entry> entries = everybody.stream().filter(own::has).map(MergeTest::entry).toList();
    var roll = new Roll(shard, 7, List.of(column), new TreeSet<>(everybody), entries);
    OutFolder.close(out);
    try (Journal journal = Journal.open(out)) {
      journal.addAll(
          roll.keys().stream()
              .map(key -> new Result(key.version(), key.answer(), judge.judge(key), 0))
              .toList());
    }
    roll.write(out);
    return out;
  }

  private static Roll.Entry entry(String student) {
    var results = new TreeMap<>(Map.of("e05", key(student)));
    return new Roll.Entry(
        Student.named(student), true, List.of("a note"), results, Delivery.UNKNOWN);
  }

  private Gradebook merged(List<Path> parts) {
    return Merge.into(folder.resolve("merged"), parts, STRICT).gradebook();
  }

  private Gradebook single() {
    return merged(List.of(part("1/1")));
  }

  private String refusal(Merge.Terms terms, Path... parts) {
    Path out = folder.resolve("refused");
    String said =
        assertThrows(CannotGrade.class, () -> Merge.into(out, List.of(parts), terms)).getMessage();
    assertFalse(Files.exists(out), "nothing is written");
    return said;
  }

  @Test
  void parts_in_any_order_make_what_a_single_run_makes() {
    Gradebook single = single();
    assertEquals(40, single.rows().size());
    List<Path> parts = new ArrayList<>(List.of(part("1/4"), part("2/4"), part("3/4"), part("4/4")));
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(parts, new Random(seed));
      assertEquals(single, merged(parts));
    }
  }

  @Test
  void a_part_that_is_there_twice_counts_once() throws IOException {
    Path first = part("1/2");
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (String file : List.of(Roll.NAME, Journal.NAME)) {
      Files.copy(first.resolve(file), copy.resolve(file));
    }
    assertEquals(single(), merged(List.of(first, part("2/2"), copy, first)));
  }

  @Test
  void parts_of_different_divisions_may_overlap() {
    assertEquals(single(), merged(List.of(part("2/3"), part("1/2"), part("2/2"), part("3/5"))));
  }

  @Test
  void what_is_merged_can_be_merged_again() {
    Path half = folder.resolve("half");
    Merge.into(half, List.of(part("1/4"), part("2/4")), new Merge.Terms(true, false));
    assertEquals(single(), merged(List.of(half, part("3/4"), part("4/4"))));
  }

  @Test
  void merging_again_into_the_same_folder_changes_nothing() throws IOException {
    List<Path> parts = List.of(part("1/2"), part("2/2"));
    merged(parts);
    String journal = Files.readString(folder.resolve("merged").resolve(Journal.NAME));
    String roll = Files.readString(folder.resolve("merged").resolve(Roll.NAME));
    assertEquals(3, journal.lines().count());
    merged(List.of(parts.get(1), parts.get(0)));
    assertEquals(journal, Files.readString(folder.resolve("merged").resolve(Journal.NAME)));
    assertEquals(roll, Files.readString(folder.resolve("merged").resolve(Roll.NAME)));
  }

  @Test
  void missing_parts_are_named_with_how_many_they_leave_out() {
    Path first = part("1/4");
    Path third = part("3/4");
    long missing =
        CLASS.stream().filter(s -> new Shard(2, 4).has(s) || new Shard(4, 4).has(s)).count();
    String said = missing + " of 40 students were not graded, those of shard 2/4, 4/4.";
    assertTrue(refusal(STRICT, third, first).startsWith(said));
    Path out = folder.resolve("merged");
    var partial = Merge.into(out, List.of(first, third), new Merge.Terms(true, false));
    assertEquals(List.of(said), partial.notes());
    assertEquals(40 - missing, partial.gradebook().rows().size());
  }

  @Test
  void who_handed_in_after_their_part_was_graded_is_missing() {
    List<String> later = new ArrayList<>(CLASS);
    later.addAll(IntStream.range(40, 60).mapToObj("student %02d"::formatted).toList());
    Path early = part("1/2");
    Path late = part("2/2", "late", column("12345678"), later, MergeTest::verdict);
    String said = refusal(STRICT, early, late);
    assertTrue(said.contains(" of 60 students were not graded, those of shard 1/2."), said);
  }

  @Test
  void two_verdicts_on_one_answer_are_refused_and_both_named() {
    Path one = part("1/2");
    Judge kinder = key -> verdict(12, "", "full");
    Path other = part("2/2", "kinder", column("12345678"), CLASS, kinder);
    String said = refusal(STRICT, one, other);
    assertTrue(said.contains(one + " and " + other + " contradict each other"), said);
    assertTrue(said.contains("e05: 0 and 12 points (student 00, student 03"), said);
    Path out = folder.resolve("merged");
    var lower = new Merge.Terms(false, true);
    assertEquals(single(), Merge.into(out, List.of(other, one), lower).gradebook());
  }

  @Test
  void verdicts_that_differ_in_protection_or_print_alone_agree_on_the_best_protected() {
    Judge weaker = key -> verdict(verdict(key).points(), "printed the time", "limits");
    Path one = part("1/2", "weak", column("12345678"), CLASS, weaker);
    assertEquals(single(), merged(List.of(one, part("2/2"))));
  }

  @Test
  void parts_that_were_graded_with_other_tests_are_refused_and_both_named() {
    Path one = part("1/2");
    Path other = part("2/2", "other", column("abcdefgh"), CLASS, MergeTest::verdict);
    String said = refusal(STRICT, one, other);
    assertTrue(said.contains(one + " and " + other + " do not fit together"), said);
    assertTrue(said.contains("e05 12345678 with seed 7, and e05 abcdefgh with seed 7"), said);
  }

  @Test
  void a_student_with_two_hand_ins_is_refused_and_both_places_named() throws IOException {
    Path whole = part("1/1");
    Path half = part("1/2");
    Path roll = half.resolve(Roll.NAME);
    Files.writeString(roll, Files.readString(roll).replace("a note", "another note"));
    String said = refusal(STRICT, half, whole);
    assertTrue(said.contains("is in " + whole + " and in " + half), said);
  }

  @Test
  void a_part_that_was_not_graded_to_its_end_is_named() throws IOException {
    Path unfinished = part("1/2");
    Files.delete(unfinished.resolve(Roll.NAME));
    assertTrue(refusal(STRICT, unfinished, part("2/2")).startsWith(unfinished + " holds no part"));
  }

  @Test
  void a_part_without_its_journal_or_with_too_short_a_one_is_named() throws IOException {
    Path part = part("1/1");
    Path journal = part.resolve(Journal.NAME);
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, lines.get(0) + "\n");
    assertTrue(refusal(STRICT, part).contains("The journal in " + part + " lacks results"));
    Files.delete(journal);
    assertTrue(refusal(STRICT, part).startsWith(part + " has no journal"));
  }

  @Test
  void a_roll_that_cannot_be_read_is_named() throws IOException {
    Path part = part("1/1");
    for (String damaged : List.of("", "{", "{\"shard\": \"1/1\"}", "[]")) {
      Files.writeString(part.resolve(Roll.NAME), damaged);
      String said = refusal(STRICT, part);
      assertTrue(said.contains(Roll.NAME + " is damaged"), damaged + ": " + said);
    }
  }
}
