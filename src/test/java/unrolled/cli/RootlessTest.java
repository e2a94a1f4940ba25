package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grading in a container whose root is nobody outside, and which makes no containers itself. */
class RootlessTest {
  private static final List<String> CONTAINER =
      List.of(
          ("bwrap --dev-bind / / --proc /proc --unshare-user --unshare-pid --disable-userns"
                  + " --uid 0 --gid 0")
              .split(" "));

  @TempDir Path folder;
  private SmallClass small;
  private Path out;

  @BeforeEach
  void hand_in() throws Exception {
    var can = new ArrayList<>(CONTAINER);
    can.add("true");
    assumeTrue(run(can).code() == 0, "no container can be made here");
    small = new SmallClass(folder);
    out = folder.resolve("out");
  }

  private SmallClass.Said run(List<String> command) throws Exception {
    Path said = folder.resolve("said.txt");
    try {
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start()
              .waitFor();
      return new SmallClass.Said(code, Files.readString(said));
    } catch (IOException e) {
      return new SmallClass.Said(-1, e.getMessage());
    }
  }

  private SmallClass.Said grade(String minimum) throws Exception {
    var command = new ArrayList<>(CONTAINER);
    command.addAll(SmallClass.java());
    command.addAll(small.command(out));
    command.replaceAll(word -> word.equals("process") ? minimum : word);
    return run(command);
  }

  @Test
  void the_full_sandbox_cannot_be_had_and_nothing_is_run() throws Exception {
    SmallClass.Said said = grade("full");
    assertEquals(Problem.MISSING, said.code(), said::text);
    assertTrue(
        said.text()
            .contains(
                "The sandbox full does not work here: a player does not start in it (bwrap: "),
        said::text);
    assertTrue(said.text().contains("Nothing was run."), said::text);
    assertFalse(said.text().contains("\tat "), said::text);
    assertEquals(List.of(), SmallClass.judged(out));
    assertFalse(Files.exists(out.resolve("gradebook.csv")));
  }

  @Test
  void with_a_lower_minimum_every_result_says_what_there_was_and_why() throws Exception {
    SmallClass.Said said = grade("limits");
    assertEquals(0, said.code(), said::text);
    assertTrue(said.text().contains("Protection: limits."), said::text);
    List<String> ran =
        Files.readAllLines(out.resolve("gradebook.csv")).stream()
            .filter(line -> line.contains("\"limits\""))
            .toList();
    assertEquals(7, ran.size(), ran::toString);
    for (String line : ran) {
      assertTrue(line.contains("The sandbox full does not work here"), line);
      assertTrue(line.contains("The code runs as the grader's own user"), line);
    }
  }
}
