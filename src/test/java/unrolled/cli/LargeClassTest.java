package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every honest answer of a class of 200 has its full marks, in its owner's row, whatever happens.
 */
@Tag("slow")
@Tag("any-jdk")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeClassTest {
  private static final int KILLS = 10;
  private static final int FREEZES = 2;
  private static final long FREEZE_MILLISECONDS = 5_000;

  private LargeClass large;

  @BeforeAll
  void collect(@TempDir Path folder) throws IOException {
    large = new LargeClass(folder);
    assertTrue(large.right.size() >= LargeClass.SIZE, "a row for each person");
  }

  private List<String> command(Path submissions, Path out, int jobs) {
    return List.of(
        "grade",
        submissions.toString(),
        "--out=" + out,
        "--exercises=e05",
        "--minimum-sandbox=process",
        "--roster=" + large.roster,
        "--jobs=" + jobs);
  }

  /** Who has full marks, of those who handed in; a row each. */
  private static Map<String, Boolean> marks(Path out) throws IOException {
    Map<String, Boolean> marks = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("gradebook.csv"))) {
      String[] fields = line.split("\",\"");
      if (fields[2].equals("yes")) {
        marks.put(fields[0].substring(1), fields[4].equals("" + LargeClass.FULL));
      }
    }
    return marks;
  }

  private void assertEverybodyHasTheirs(Path out) throws IOException {
    Map<String, Boolean> marks = marks(out);
    Map<String, String> differing = new TreeMap<>();
    Stream.concat(large.right.keySet().stream(), marks.keySet().stream())
        .filter(key -> !Objects.equals(large.right.get(key), marks.get(key)))
        .forEach(key -> differing.put(key, large.right.get(key) + ", but " + marks.get(key)));
    assertEquals(Map.of(), differing);
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, 3"})
  void every_honest_answer_has_its_marks_in_its_owner_s_row(
      boolean isZip, int jobs, @TempDir Path out) throws IOException {
    Path from = isZip ? large.zip : large.submissions;
    SmallClass.Said said = SmallClass.run(command(from, out.resolve("results"), jobs));
    assertEquals(0, said.code(), said::text);
    assertEverybodyHasTheirs(out.resolve("results"));
  }

  @Test
  void also_when_the_grader_is_killed_and_the_machine_is_stopped(@TempDir Path folder)
      throws Exception {
    Path out = folder.resolve("results");
    var random = new Random(15);
    int frozen = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> command = SmallClass.java();
      command.addAll(command(large.submissions, out, 2));
      Process grader =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
      int before = SmallClass.judged(out).size();
      while (grader.isAlive() && SmallClass.judged(out).size() == before) {
        Thread.sleep(5);
      }
      if (frozen < FREEZES && grader.isAlive()) {
        frozen++;
        freeze(grader);
      }
      Thread.sleep(random.nextInt(200));
      grader.destroyForcibly().waitFor();
    }
    assertEquals(FREEZES, frozen);
    SmallClass.Said last = SmallClass.run(command(large.submissions, out, 2));
    assertEquals(0, last.code(), last::text);
    assertEverybodyHasTheirs(out);
    List<String> judged = SmallClass.judged(out);
    assertEquals(new HashSet<>(judged).size(), judged.size(), "each answer once");
  }

  private static void freeze(Process grader) throws Exception {
    List<ProcessHandle> all =
        Stream.concat(grader.descendants(), Stream.of(grader.toHandle())).toList();
    signal("-STOP", all);
    Thread.sleep(FREEZE_MILLISECONDS);
    signal("-CONT", all);
  }

  private static void signal(String signal, List<ProcessHandle> processes) throws Exception {
    var command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File("/dev/null"))
        .start()
        .waitFor();
  }
}
