package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.exercise.Home;

/** What students are given, and what they are not. */
@Tag("any-jdk")
class HandoutTest {
  private static Path copy;

  @TempDir Path folder;

  /**
   * Those whose slips are computed: of all of them it takes minutes, and {@code .ci/run} does it.
   */
  private static final Set<String> COMPUTED = Set.of("e03", "e05", "e21");

  @BeforeAll
  static void make(@TempDir Path shared) {
    copy = shared.resolve("copy");
    Handout.make(
        Home.path(),
        copy,
        exercise -> COMPUTED.contains(exercise.id()) ? exercise.slipsFile() : new byte[0]);
  }

  @Test
  void nothing_of_the_solutions_is_in_it() throws IOException {
    assertEquals(List.of(), Leaks.in(copy));
  }

  @Test
  void nothing_of_the_solutions_is_in_its_history() throws Exception {
    assumeTrue(canRunGit(), "there is no git here");
    HandoutCommand.commit(copy);
    Path history = copy.resolve(".git");
    assertTrue(Files.isDirectory(history.resolve("objects")));
    assertEquals(List.of(), Leaks.in(history));
    Process log = new ProcessBuilder("git", "log", "--format=%s").directory(copy.toFile()).start();
    assertEquals("The workbook\n", new String(log.getInputStream().readAllBytes()));
  }

  /** The other side of the two above: what is hidden in any of these ways is found. */
  @Test
  void a_solution_is_found_wherever_it_is_put() throws IOException {
    byte[] solution =
        Files.readAllBytes(Home.path().resolve("solutions/e18_lstm_step/MyLstmStep.java"));
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("a.txt"));
      out.write(solution);
    }
    byte[] slips =
        HandoutTest.class.getResourceAsStream("/e05_rnn_step/RnnStepSlips.class").readAllBytes();
    List<byte[]> hidden =
        List.of(solution, zip.toByteArray(), packed(solution, GZIPOutputStream::new), slips);
    for (int i = 0; i < hidden.size(); i++) {
      Path place = Files.createDirectory(folder.resolve("place" + i));
      Files.write(place.resolve("x"), hidden.get(i));
      assertFalse(Leaks.in(place).isEmpty(), "place " + i);
    }
    Path objects = Files.createDirectories(folder.resolve("history/.git/objects/0a"));
    Files.write(objects.resolve("b".repeat(38)), packed(solution, DeflaterOutputStream::new));
    assertFalse(Leaks.in(folder.resolve("history")).isEmpty());
  }

  private interface Packer {
    OutputStream into(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] bytes, Packer packer) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = packer.into(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void it_holds_the_library_the_notebooks_and_every_exercise_as_it_is_here() throws IOException {
    for (String name : List.of("src/main", "exercises", "notebooks")) {
      Set<String> more = files(copy.resolve(name));
      more.removeAll(files(Home.path().resolve(name)));
      more.removeIf(file -> file.endsWith("/slips.bin"));
      assertEquals(Set.of(), more);
    }
    Set<String> missing = files(Home.path().resolve("exercises"));
    missing.removeAll(files(copy.resolve("exercises")));
    missing.removeIf(file -> file.equals("TEACHING.md"));
    assertEquals(Set.of(), missing);
    assertFalse(Files.readString(copy.resolve("README.md")).contains("solutions"));
    assertTrue(Files.isExecutable(copy.resolve("unrolled")));
  }

  /** Or it would not compile. */
  @Test
  void whatever_its_tests_import_of_ours_is_in_it() throws IOException {
    Pattern ours =
        Pattern.compile("(?m)^import (?:static )?(unrolled(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*)");
    Set<String> here = new TreeSet<>();
    for (String root : List.of("src/main/java", "src/test/java")) {
      here.addAll(files(copy.resolve(root)));
    }
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (String file : files(copy.resolve("src/test/java"))) {
      String source = Files.readString(copy.resolve("src/test/java").resolve(file));
      for (MatchResult match : ours.matcher(source).results().toList()) {
        found++;
        if (!here.contains(match.group(1).replace('.', '/') + ".java")) {
          missing.add(file + ": " + match.group(1));
        }
      }
    }
    assertTrue(found > 0);
    assertEquals(Set.of(), missing);
  }

  @Test
  void a_folder_with_something_in_it_is_left_alone() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    var error = assertThrows(Problem.class, () -> Handout.make(Home.path(), folder));
    assertEquals(folder + " is there already, and is not empty.", error.getMessage());
    assertEquals(Set.of("mine"), files(folder));
    assertEquals("mine", Files.readString(mine));
  }

  @Test
  void a_teachers_own_answer_stops_it_and_nothing_is_left_half_made() throws IOException {
    Path answer = copy.resolve("exercises/e05_rnn_step/MyRnnStep.java");
    String starter = Files.readString(answer);
    Files.writeString(answer, starter.replace("not written yet", "done"));
    String before = System.getProperty("unrolled.home");
    System.setProperty("unrolled.home", copy.toString());
    try {
      Path second = folder.resolve("second");
      var error = assertThrows(Problem.class, () -> Handout.make(copy, second));
      assertEquals(
          "exercises/e05_rnn_step/MyRnnStep.java holds an answer, which students must not get:"
              + " git restore exercises/e05_rnn_step/MyRnnStep.java, or take the answer out.",
          error.getMessage());
      assertEquals(Set.of(), names(folder));
    } finally {
      Files.writeString(answer, starter);
      if (before == null) {
        System.clearProperty("unrolled.home");
      } else {
        System.setProperty("unrolled.home", before);
      }
    }
  }

  private static boolean canRunGit() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toSet());
    }
  }
}
