package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frame of an exercise, in a checkout that has none. */
class NewCommandTest {
  private static final String HOME = "unrolled.home";

  @TempDir Path home;
  @TempDir Path classes;
  private final String before = System.getProperty(HOME);
  private final Path original = Checkout.home();
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void check_out() throws IOException {
    Files.createDirectories(home.resolve("exercises"));
    Files.copy(original.resolve("exercises/reference.py"), home.resolve("exercises/reference.py"));
    System.setProperty(HOME, home.toString());
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
  }

  @AfterEach
  void put_back() {
    System.setOut(outBefore);
    System.setErr(errBefore);
    if (before == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, before);
    }
  }

  @Test
  void it_writes_all_files_says_what_is_left_and_compiles() throws IOException {
    assertEquals(0, Main.execute("new", "e19", "Set a latch", "--notebook", "07"));
    assertEquals(
        List.of(
            "exercises/e19_set_a_latch/MySetALatch.java",
            "exercises/e19_set_a_latch/README.md",
            "exercises/e19_set_a_latch/SetALatch.java",
            "exercises/e19_set_a_latch/SetALatchTest.java",
            "exercises/e19_set_a_latch/hints.md",
            "exercises/e19_set_a_latch/reference.json",
            "exercises/reference.py",
            "solutions/e19_set_a_latch/MySetALatch.java",
            "solutions/e19_set_a_latch/SetALatchSlips.java",
            "solutions/e19_set_a_latch/SetALatchVariants.java"),
        files().stream().map(file -> home.relativize(file).toString()).toList());
    for (Path file : files()) {
      assertFalse(Files.readString(file).contains("${"), file.toString());
      String name = home.relativize(file) + ":";
      assertEquals(!name.equals("exercises/reference.py:"), text().contains(name), name);
    }
    assertTrue(text().contains("SetALatchSlips.java:10: at each place of the answer"), text());
    String script = Files.readString(home.resolve("exercises/reference.py"));
    assertTrue(script.contains("\n\ndef e19_set_a_latch():\n"), script);
    for (String root : List.of("exercises", "solutions")) {
      assertEquals(0, compile(root), text());
    }
  }

  @Test
  void what_cannot_be_is_refused_and_nothing_is_written() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"19", "Set a latch", "07"}, {"e19", "Set a latch", "7"}, {"e19", "1 latch", "07"}
        }) {
      assertEquals(
          Problem.WRONG_USE, Main.execute("new", wrong[0], wrong[1], "--notebook", wrong[2]));
    }
    assertTrue(text().contains("An id is e and two digits, such as e19, not \"19\"."), text());
    assertEquals(1, files().size());
  }

  private int compile(String root) throws IOException {
    var arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.resolve(root).toString()));
    String path = classes.resolve("exercises") + java.io.File.pathSeparator;
    arguments.addAll(List.of("-cp", path + System.getProperty("java.class.path")));
    Files.createDirectories(classes.resolve(root));
    for (Path file : files()) {
      if (file.startsWith(home.resolve(root)) && file.toString().endsWith(".java")) {
        arguments.add(file.toString());
      }
    }
    return ToolProvider.getSystemJavaCompiler()
        .run(null, said, said, arguments.toArray(String[]::new));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
