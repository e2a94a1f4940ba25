package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grading of a small class, undisturbed and disturbed: it ends in the same bytes. */
class GradeCommandTest {
  private static final long BLOCK = 4; // kilobytes

  private static SmallClass small;
  private static SmallClass.Said first;
  private static Path undisturbed;
  private static Map<String, String> expected;

  @TempDir Path folder;

  @BeforeAll
  static void grade(@TempDir Path shared) throws IOException {
    small = new SmallClass(shared);
    undisturbed = shared.resolve("undisturbed");
    first = small.grade(undisturbed);
    expected = SmallClass.reports(undisturbed);
  }

  /** Nothing is lost, and nothing is there twice. */
  private static void assertWhole(Path out) throws IOException {
    assertEquals(Set.of(), differing(SmallClass.reports(out)));
    List<String> judged = SmallClass.judged(out);
    assertEquals(new HashSet<>(judged).size(), judged.size(), "each answer once");
    assertEquals(SmallClass.ANSWERS, judged.size());
  }

  private static Set<String> differing(Map<String, String> reports) {
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(reports.keySet());
    names.removeIf(name -> Objects.equals(expected.get(name), reports.get(name)));
    return names;
  }

  @Test
  void a_class_is_graded() throws IOException {
    assertEquals(0, first.code(), first::text);
    assertTrue(first.text().contains("9/9 hand-ins"), first::text);
    assertTrue(first.text().contains("Students who handed in: 9. Answers judged: 8"), first::text);
    assertTrue(first.text().contains("Protection: "), first::text);
    String table = expected.get("gradebook.csv");
    assertTrue(table.lines().anyMatch(line -> line.matches("\"right 3\",.*\"10\".*")), table);
    assertTrue(table.lines().anyMatch(line -> line.contains("tanh is missing")), table);
    assertWhole(undisturbed);
  }

  @Test
  void grading_again_judges_nothing_and_gives_the_same_bytes() throws IOException {
    SmallClass.Said again = small.grade(undisturbed);
    assertEquals(0, again.code(), again::text);
    assertTrue(again.text().contains("Answers judged: 0; known from before: 8"), again::text);
    assertWhole(undisturbed);
  }

  @Test
  void another_seed_is_another_version_and_is_judged() throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectory(out);
    Files.copy(undisturbed.resolve("journal.jsonl"), out.resolve("journal.jsonl"));
    assertTrue(small.grade(out, "--seed", "2").text().contains("Answers judged: 8"));
    assertTrue(small.grade(out).text().contains("Answers judged: 0"));
    assertEquals(Set.of(), differing(SmallClass.reports(out)));
  }

  @Tag("any-jdk")
  @Test
  void a_grader_killed_at_any_moment_loses_nothing() throws Exception {
    Path out = folder.resolve("out");
    Random random = new Random(System.nanoTime());
    for (int lines : new int[] {0, 2, 5, SmallClass.ANSWERS}) {
      Process grader = small.start(out);
      while (grader.isAlive() && SmallClass.judged(out).size() < lines) {
        Thread.sleep(2);
      }
      Thread.sleep(random.nextInt(lines == 0 ? 1500 : 60));
      grader.destroyForcibly().waitFor();
    }
    SmallClass.Said last = small.grade(out);
    assertEquals(0, last.code(), last::text);
    assertWhole(out);
  }

  @Tag("any-jdk")
  @Test
  void what_a_killed_grader_left_is_cleared_away_and_a_living_one_is_left_alone() throws Exception {
    Path temporary = Files.createTempDirectory("unrolled-test-");
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    String there = "-Djava.io.tmpdir=" + temporary;
    try {
      Process killed = small.start(folder.resolve("killed"), there);
      Path left = newStage(killed, temporary, Set.of());
      killed.destroyForcibly().waitFor();
      assertTrue(Files.exists(left.resolve("player.jar")), "it was on the stage");
      Path old = Files.createDirectory(temporary.resolve("unrolled-stage-old"));
      Files.setLastModifiedTime(old, FileTime.fromMillis(0));
      Path fresh = Files.createDirectory(temporary.resolve("unrolled-stage-fresh"));
      Process living = small.start(folder.resolve("living"), there);
      Path inUse = newStage(living, temporary, Set.of(left, old, fresh));
      assertTrue(run("kill", "-STOP", Long.toString(living.pid())));
      assertEquals(0, small.start(folder.resolve("next"), there).waitFor());
      assertEquals(Set.of(fresh, inUse), stages(temporary));
      assertTrue(run("kill", "-CONT", Long.toString(living.pid())));
      assertEquals(0, living.waitFor());
      assertEquals(Set.of(fresh), stages(temporary));
    } finally {
      try (Stream<Path> files = Files.walk(temporary)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static Set<Path> stages(Path temporary) throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(path -> path.getFileName().toString().startsWith("unrolled-stage-"))
          .collect(Collectors.toSet());
    }
  }

  /** The stage that this grader sets, as soon as its first jar is there. */
  private static Path newStage(Process grader, Path temporary, Set<Path> known) throws Exception {
    while (true) {
      Set<Path> stages = stages(temporary);
      stages.removeAll(known);
      stages.removeIf(stage -> Files.notExists(stage.resolve("e05.jar")));
      if (!stages.isEmpty()) {
        return stages.iterator().next();
      }
      assertTrue(grader.isAlive(), "it ended without a stage");
      Thread.sleep(2);
    }
  }

  @Tag("any-jdk")
  @Test
  void two_graders_do_not_meet_in_one_folder() throws Exception {
    Path out = folder.resolve("out");
    Process grader = small.start(out);
    while (grader.isAlive() && SmallClass.judged(out).isEmpty()) {
      Thread.sleep(2);
    }
    SmallClass.Said second = small.grade(out);
    assertEquals(Problem.FAILED, second.code(), second::text);
    assertTrue(second.text().contains("Another grader is at work in " + out), second::text);
    assertEquals(0, grader.waitFor());
    assertWhole(out);
  }

  @Tag("any-jdk")
  @Test
  void a_player_that_somebody_kills_is_replaced() throws Exception {
    Path out = folder.resolve("out");
    Thread killer = new Thread(() -> killPlayers(out, new Random(System.nanoTime())));
    killer.start();
    SmallClass.Said said = small.grade(out);
    killer.interrupt();
    killer.join();
    assertEquals(0, said.code(), said::text);
    assertWhole(out);
  }

  /** Two of them, once the judging has begun: a killed probe would only weaken the sandbox. */
  private static void killPlayers(Path out, Random random) {
    int killed = 0;
    while (killed < 2 && !Thread.currentThread().isInterrupted()) {
      var player = players().findAny();
      if (player.isPresent() && random.nextInt(3) == 0 && !SmallClass.judged(out).isEmpty()) {
        killed += player.get().destroyForcibly() ? 1 : 0;
      }
      rest();
    }
  }

  /** Looking without a pause takes a processor from those that are looked at. */
  private static void rest() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As a laptop is whose lid was closed; longer than a call or a test may take. */
  @Tag("any-jdk")
  @Test
  void a_machine_that_was_stopped_costs_nobody_points() throws Exception {
    Path out = folder.resolve("out");
    Process grader = small.start(out);
    while (grader.isAlive() && SmallClass.judged(out).isEmpty()) {
      Thread.sleep(2);
    }
    List<ProcessHandle> all =
        Stream.concat(grader.descendants(), Stream.of(grader.toHandle())).toList();
    for (ProcessHandle process : all) {
      run("kill", "-STOP", Long.toString(process.pid()));
    }
    Thread.sleep(6000);
    for (ProcessHandle process : all) {
      run("kill", "-CONT", Long.toString(process.pid()));
    }
    assertEquals(0, grader.waitFor());
    assertWhole(out);
  }

  @Tag("any-jdk")
  @Test
  void a_player_that_was_stopped_costs_nobody_points() throws Exception {
    Path out = folder.resolve("out");
    Thread stopper = new Thread(() -> signalPlayer(out, "-STOP"));
    stopper.start();
    SmallClass.Said said = small.grade(out);
    stopper.interrupt();
    stopper.join();
    assertEquals(0, said.code(), said::text);
    assertWhole(out);
  }

  /** The first that is met once the judging has begun. */
  private static void signalPlayer(Path out, String signal) {
    while (!Thread.currentThread().isInterrupted()) {
      var player = players().findAny();
      if (player.isPresent() && !SmallClass.judged(out).isEmpty()) {
        try {
          run("kill", signal, Long.toString(player.get().pid()));
        } catch (Exception e) {
          throw new AssertionError(e);
        }
        return;
      }
      rest();
    }
  }

  private static Stream<ProcessHandle> players() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").endsWith(" unrolled.player.Player"));
  }

  @Test
  void results_are_not_written_among_the_submissions() {
    SmallClass.Said said = small.grade(small.submissions.resolve("results"));
    assertEquals(Problem.WRONG_USE, said.code(), said::text);
    assertTrue(said.text().contains("is inside the folder of the submissions"), said::text);
    assertFalse(Files.exists(small.submissions.resolve("results")));
  }

  @Test
  void one_student_is_judged_again_on_demand_and_the_new_result_counts() throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectory(out);
    Files.copy(undisturbed.resolve("journal.jsonl"), out.resolve("journal.jsonl"));
    SmallClass.Said again = small.grade(out, "--again", "right 3,no tanh");
    assertTrue(again.text().contains("Answers judged: 2; known from before: 6"), again::text);
    // The same text as that of "copy", who comes first.
    again = small.grade(out, "--again", "right 0");
    assertTrue(again.text().contains("Answers judged: 1; known from before: 7"), again::text);
    assertTrue(small.grade(out, "--again", "timeouts").text().contains("Answers judged: 0"));
    assertEquals(Set.of(), differing(SmallClass.reports(out)));
    String unknown = small.grade(out, "--again", "Nobody").text();
    assertTrue(unknown.contains("Nothing was handed in by Nobody: "), unknown);
  }

  @Test
  void a_login_is_enough_to_judge_again_and_who_is_not_on_the_roster_is_named() throws IOException {
    Path canvas = Files.createDirectory(folder.resolve("canvas"));
    List<String> names = List.of("doejane_4711_98765", "poebob_4712_98766");
    for (int i = 0; i < names.size(); i++) {
      Path answer = small.submissions.resolve("right " + i + "/e05_rnn_step/MyRnnStep.java");
      Files.copy(answer, canvas.resolve(names.get(i) + "_MyRnnStep.java"));
    }
    Path roster =
        Files.writeString(
            folder.resolve("roster.csv"),
            "login,name\npoebob,\"Poe, Bob\"\n" + "x,\"Ray, X\"\ny,\"Ray, Y\"\n");
    List<String> command = new ArrayList<>(small.command(folder.resolve("out")));
    command.set(1, canvas.toString());
    command.addAll(List.of("--roster", roster.toString()));
    SmallClass.Said first = SmallClass.run(command);
    assertTrue(first.text().contains("Not matched with the roster: doejane"), first::text);
    assertFalse(first.text().contains("with the roster: doejane_4711; "), first::text);
    assertTrue(first.text().contains("Nothing from: Ray, X; Ray, Y."), first::text);
    command.addAll(List.of("--again", "doejane"));
    SmallClass.Said again = SmallClass.run(command);
    assertTrue(again.text().contains("Answers judged: 1; known from before: 1"), again::text);
    assertFalse(again.text().contains("Nothing was handed in by"), again::text);
  }

  @Test
  void what_came_after_the_due_date_is_said_and_so_is_whose_time_is_unknown() throws IOException {
    Path class3 = folder.resolve("class/submitted");
    String answer =
        Files.readString(small.submissions.resolve("right 3/e05_rnn_step/MyRnnStep.java"));
    for (String name : List.of("ann", "bob", "cid")) {
      Files.createDirectories(class3.resolve(name + "/week3"));
      Files.writeString(class3.resolve(name + "/week3/MyRnnStep.java"), answer);
    }
    Files.writeString(class3.resolve("ann/week3/timestamp.txt"), "2026-10-01 15:59:00 UTC");
    Files.writeString(class3.resolve("bob/week3/timestamp.txt"), "2026-10-01 18:13:00 UTC");
    Path out = folder.resolve("out");
    Files.createDirectory(out);
    Files.copy(undisturbed.resolve("journal.jsonl"), out.resolve("journal.jsonl"));
    List<String> command = new ArrayList<>(small.command(out, "--due", "2026-10-01T18:00+02:00"));
    command.set(1, folder.resolve("class").toString());
    SmallClass.Said said = SmallClass.run(command);
    assertEquals(0, said.code(), said::text);
    assertTrue(
        said.text()
            .contains(
                "The time of 1 of 3 hand-ins is not known, and they are taken to be in time: cid."),
        said::text);
    List<String> table = SmallClass.reports(out).get("gradebook.csv").lines().toList();
    assertTrue(table.get(1).startsWith("\"ann\",\"ann\",\"yes\",\"no\",\"10\""), table.get(1));
    assertTrue(table.get(2).startsWith("\"bob\",\"bob\",\"yes\",\"yes\",\"10\""), table.get(2));
    assertTrue(table.get(2).contains("It was handed in 2 h 13 min after the due date."));
    assertTrue(table.get(2).endsWith("\"2026-10-01T18:13:00Z\",\"e05\""), table.get(2));
    assertTrue(table.get(3).startsWith("\"cid\",\"cid\",\"yes\",\"no\",\"10\""), table.get(3));
    command.set(command.size() - 1, "soon");
    assertEquals(Problem.WRONG_USE, SmallClass.run(command).code());
  }

  @Test
  void points_that_the_teacher_sets_survive_every_regrading() throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectory(out);
    Files.copy(undisturbed.resolve("journal.jsonl"), out.resolve("journal.jsonl"));
    Path list = out.resolve("overrides.csv");
    String lines = "student,exercise,points,reason\nright 3,e05,4,late\nnobody,e05,1,who?\n";
    Files.writeString(list, lines);
    for (String[] more : new String[][] {{}, {"--again", "right 3"}}) {
      SmallClass.Said said = small.grade(out, more);
      assertEquals(0, said.code(), said::text);
      assertTrue(said.text().contains("Points that you have set in overrides.csv: 1."));
      assertTrue(said.text().contains("overrides.csv, line 3, is left out: there is no student"));
      String table = SmallClass.reports(out).get("gradebook.csv");
      assertTrue(table.contains("\"right 3\",\"right 3\",\"yes\",\"no\",\"4\","), table);
      assertTrue(table.contains("e05 4 instead of 10: late"), table);
      assertEquals(lines, Files.readString(list));
    }
    Files.delete(list);
    small.grade(out);
    assertEquals(Set.of(), differing(SmallClass.reports(out)));
    Files.writeString(list, "no such header\n");
    SmallClass.Said refused = small.grade(out);
    assertEquals(Problem.WRONG_USE, refused.code(), refused::text);
    assertTrue(refused.text().contains("needs the header student,exercise,points,reason"));
  }

  @Tag("any-jdk")
  @ParameterizedTest
  @ValueSource(strings = {"journal.jsonl", "roll.json", "report"})
  void a_full_disk_is_said_and_the_next_run_goes_on(String what) throws Exception {
    long kilobytes = roomUpTo(what);
    Path out = Files.createDirectory(folder.resolve("out"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", out.toString()),
        "only root can mount a small disk");
    try {
      SmallClass.Said full = small.grade(out);
      assertEquals(Problem.FAILED, full.code(), full::text);
      assertTrue(full.text().contains("No space left on device"), full::text);
      assertTrue(full.text().contains(what), full::text);
      assertTrue(full.text().contains("run the same command again"), full::text);
      assertFalse(full.text().contains("\tat "), full::text);
      int kept = SmallClass.judged(out).size();
      assertTrue(kept > 0, "something is kept");
      assertTrue(run("mount", "-o", "remount,size=4m", out.toString()));
      SmallClass.Said last = small.grade(out);
      assertEquals(0, last.code(), last::text);
      assertTrue(last.text().contains("known from before: " + kept), last::text);
      assertWhole(out);
    } finally {
      run("umount", out.toString());
    }
  }

  /** A disk on which all that is written before has room, and this has not. */
  private long roomUpTo(String what) throws IOException {
    long journal = kilobytes("journal.jsonl");
    long roll = kilobytes("roll.json");
    return switch (what) {
      case "journal.jsonl" -> journal / 2;
      case "roll.json" -> journal;
      default -> journal + roll + BLOCK;
    };
  }

  /** What a file of the undisturbed run takes on a disk with whole blocks. */
  private long kilobytes(String file) throws IOException {
    long block = BLOCK * 1024;
    return (Files.size(undisturbed.resolve(file)) + block - 1) / block * BLOCK;
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such command here.
    }
  }

  @Test
  void a_torn_journal_is_mended_and_said() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    String journal = Files.readString(undisturbed.resolve("journal.jsonl"));
    Files.writeString(out.resolve("journal.jsonl"), journal.substring(0, journal.length() - 9));
    SmallClass.Said said = small.grade(out);
    assertEquals(0, said.code(), said::text);
    assertTrue(said.text().contains("was incomplete"), said::text);
    assertTrue(said.text().contains("Answers judged: 1; known from before: 7"), said::text);
    assertWhole(out);
  }

  @Test
  void hidden_tests_that_do_not_compile_are_told_with_their_line() throws IOException {
    Path hidden = Files.createDirectories(folder.resolve("hidden/e05_rnn_step"));
    Files.writeString(
        hidden.resolve("HiddenRnnStepTest.java"), "package e05_rnn_step;\nclas Hidden {}\n");
    SmallClass.Said said = small.grade(folder.resolve("out"), "--hidden", hidden.toString());
    assertEquals(Problem.FAILED, said.code(), said::text);
    assertTrue(said.text().contains("e05_rnn_step/HiddenRnnStepTest.java:2: "), said::text);
    assertFalse(Files.exists(folder.resolve("out")), "nothing is begun");
  }

  @Test
  void a_teachers_secret_makes_other_numbers() throws IOException {
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    Files.writeString(hidden.resolve("secret.txt"), "known to one teacher alone");
    Path out = folder.resolve("out");
    SmallClass.Said said = small.grade(out, "--hidden", hidden.toString());
    assertEquals(0, said.code(), said::text);
    SmallClass.Said again = small.grade(out);
    assertTrue(again.text().contains("Answers judged: 8; known from before: 0"), again::text);
  }

  @ParameterizedTest
  @CsvSource({
    "--exercises, e99, There is no exercise \"e99\"; there are",
    "--shard, 3/2, There is no shard 3/2",
    "--minimum-sandbox, strong, There is no sandbox",
    "--hidden, nowhere, There is no folder",
    "--jobs, 0, There can be 1 to",
    "--seed, x, Invalid value for option '--seed': 'x' is not a whole number",
    "--roster, nowhere.csv, There is no roster"
  })
  void what_makes_no_sense_is_refused_in_a_sentence(String option, String value, String sentence) {
    var command = new ArrayList<>(List.of("grade", small.submissions.toString()));
    command.addAll(List.of("--out", folder.resolve("out").toString(), option, value));
    SmallClass.Said said = SmallClass.run(command);
    assertEquals(Problem.WRONG_USE, said.code(), said::text);
    assertTrue(said.text().startsWith(sentence), said::text);
    assertFalse(Files.exists(folder.resolve("out")), "nothing is begun");
  }

  @Test
  void hand_ins_that_are_not_there_are_told() {
    SmallClass.Said said =
        SmallClass.run(List.of("grade", folder.resolve("nowhere").toString(), "--out", "out"));
    assertEquals(Problem.WRONG_USE, said.code(), said::text);
    assertTrue(said.text().startsWith("There is no " + folder.resolve("nowhere")), said::text);
  }

  @Test
  void a_folder_that_is_open_to_everybody_is_closed_and_that_is_said() throws IOException {
    Path out = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxr-x"));
    SmallClass.Said said = small.grade(out);
    assertEquals(0, said.code(), said::text);
    assertTrue(said.text().contains(out + " was open to every user"), said::text);
    assertEquals("rwxrwx---", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
    assertFalse(small.grade(out).text().contains("was open"), "said once");
    assertWhole(out);
  }

  @Test
  void an_open_folder_with_other_things_in_it_is_refused() throws IOException {
    Path out = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(out.resolve("thesis.tex"), "");
    SmallClass.Said said = small.grade(out);
    assertEquals(Problem.FAILED, said.code(), said::text);
    assertTrue(said.text().startsWith(out + " is open to every user"), said::text);
    assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
  }

  @Test
  void a_folder_that_cannot_be_written_is_told() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    SmallClass.Said said = small.grade(file);
    assertEquals(Problem.FAILED, said.code(), said::text);
    assertTrue(said.text().startsWith("Cannot use " + file.resolve("journal.jsonl")), said::text);
    said = small.grade(file.resolve("results"));
    assertEquals(Problem.FAILED, said.code(), said::text);
    assertFalse(said.text().contains("Exception"), said::text);
  }
}
