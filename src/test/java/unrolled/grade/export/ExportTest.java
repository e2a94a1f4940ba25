package unrolled.grade.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.grade.sandbox.Level;

@DisabledOnOs(OS.WINDOWS)
class ExportTest {
  static final Course COURSE =
      new Course(List.of("e01", "e05"), OptionalLong.of(7), Level.LIMITS, 3);

  @TempDir Path folder;
  private Path home;
  private Bundle bundle;

  @BeforeEach
  void make_a_small_checkout() throws IOException {
    home = folder.resolve("checkout");
    write("pom.xml", "<project/>");
    write("exercises/e05_rnn_step/RnnStep.java", "contract");
    write("exercises/e05_rnn_step/MyRnnStep.java", "the learner's");
    write("exercises/e06_rnn_sequence/MyRnnSequence.java", "\"e06: not written yet\"");
    write("solutions/e05_rnn_step/MyRnnStep.java", "our answer");
    write("solutions/e05_rnn_step/HiddenRnnStepTest.java", "hidden");
    write("solutions/e05_rnn_step/more/HiddenTrap.java", "no test of ours");
    write("target/classes/unrolled/cli/Main.class", "code");
    write("jars/a.jar", "a");
    write("jars/b.jar", "b");
    bundle =
        new Bundle(
            home,
            home.resolve("solutions"),
            List.of(
                home.resolve("target/classes"),
                home.resolve("jars/a.jar"),
                home.resolve("jars/b.jar")),
            ExportTest.class);
  }

  private void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Path export(Target target) {
    Path out = folder.resolve("out");
    target.write(bundle, COURSE, out);
    return out;
  }

  private static Set<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Set<String> names = new TreeSet<>();
      files.filter(Files::isRegularFile).forEach(f -> names.add(root.relativize(f).toString()));
      return names;
    }
  }

  @Test
  void the_grader_comes_with_its_jars_starters_and_hidden_tests_and_without_answers()
      throws IOException {
    assertEquals(
        Set.of(
            "classes/unrolled/cli/Main.class",
            "exercises/e05_rnn_step/RnnStep.java",
            "exercises/e06_rnn_sequence/MyRnnSequence.java",
            "hidden/e05_rnn_step/HiddenRnnStepTest.java",
            "lib/a.jar",
            "lib/b.jar",
            "pom.xml",
            "unrolled"),
        files(export(Target.SLURM).resolve("grader")));
  }

  @Test
  void the_launcher_keeps_the_order_of_the_class_path() throws IOException {
    String launcher = Files.readString(export(Target.SLURM).resolve("grader/unrolled"));
    assertTrue(
        launcher.contains("-cp \"$home/classes:$home/lib/a.jar:$home/lib/b.jar\""), launcher);
  }

  @Test
  void the_launcher_says_what_is_missing_where_there_is_no_java() throws Exception {
    Path launcher = export(Target.SLURM).resolve("grader/unrolled");
    var builder = new ProcessBuilder("/bin/sh", launcher.toString(), "grade");
    builder.redirectErrorStream(true).environment().put("JAVA_HOME", "/nowhere");
    Process process = builder.start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, process.waitFor());
    assertTrue(words.startsWith("There is no Java here: install a JDK, 17 or newer"), words);
  }

  @ParameterizedTest
  @EnumSource(value = Target.class, names = "GRADESCOPE", mode = EnumSource.Mode.EXCLUDE)
  void what_is_asked_of_the_grader_stands_in_the_files_of_every_system(Target target)
      throws IOException {
    Path out = export(target);
    var all = new StringBuilder();
    for (String file : files(out)) {
      if (!file.startsWith("grader/")) {
        all.append(Files.readString(out.resolve(file)));
      }
    }
    String text = all.toString();
    assertTrue(text.contains("--minimum-sandbox limits --exercises e01,e05 --seed 7"), text);
    assertTrue(text.contains("--hidden"), text);
  }

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"SLURM"})
  void the_scripts_can_be_run_and_a_shell_can_read_them(Target target) throws Exception {
    Path out = export(target);
    for (String script : List.of("submit", "grade.sh", "merge.sh", "grader/unrolled")) {
      assertTrue(Files.isExecutable(out.resolve(script)), script);
      Process shell = new ProcessBuilder("/bin/sh", "-n", out.resolve(script).toString()).start();
      assertEquals(0, shell.waitFor(), script);
    }
  }

  @Test
  void a_gradescope_zip_has_its_two_scripts_at_the_root_and_keeps_that_they_can_be_run()
      throws Exception {
    Path zip = export(Target.GRADESCOPE).resolve("autograder.zip");
    Path unzipped = Files.createDirectory(folder.resolve("unzipped"));
    try (FileSystem files =
        FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
      for (String script : List.of("setup.sh", "run_autograder", "grader/unrolled")) {
        Path file = files.getPath("/", script);
        assertTrue(
            Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE),
            script);
        Path copy = unzipped.resolve(file.getFileName().toString());
        Files.copy(file, copy);
        assertEquals(0, new ProcessBuilder("/bin/sh", "-n", copy.toString()).start().waitFor());
      }
      String run = Files.readString(files.getPath("/run_autograder"));
      assertTrue(run.contains("--minimum-sandbox limits --exercises e01,e05 --seed 7"), run);
      assertTrue(Files.exists(files.getPath("/grader/hidden/e05_rnn_step/HiddenRnnStepTest.java")));
    }
  }

  @Test
  void a_folder_with_something_in_it_is_left_as_it_was() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("mine.txt"), "mine");
    var refusal = assertThrows(IllegalArgumentException.class, () -> export(Target.ACTIONS));
    assertTrue(refusal.getMessage().endsWith("name a new folder or an empty one."));
    assertEquals(Set.of("mine.txt"), files(out));
  }

  @Test
  void an_export_that_cannot_be_finished_leaves_nothing_behind() throws IOException {
    Files.delete(home.resolve("jars/b.jar"));
    assertThrows(UncheckedIOException.class, () -> export(Target.SLURM));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(home), left.toList());
    }
  }

  @Test
  void a_folder_of_hidden_tests_that_is_not_there_is_named() {
    Path nowhere = folder.resolve("nowhere");
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Bundle(home, nowhere, bundle.classPath(), ExportTest.class));
    assertTrue(refusal.getMessage().contains(nowhere.toString()), refusal.getMessage());
  }

  @Test
  void there_is_at_least_one_shard() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Course(List.of(), OptionalLong.empty(), Level.FULL, 0));
  }
}
