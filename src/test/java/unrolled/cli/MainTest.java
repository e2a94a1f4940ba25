package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Protection;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookCell.Kind;
import unrolled.notebook.NotebookFile;

class MainTest {
  private static final String HOME = "unrolled.home";

  @TempDir Path home;
  private final String homeBefore = System.getProperty(HOME);
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void make_a_checkout() throws IOException {
    Files.writeString(home.resolve("pom.xml"), "<project><version>7.8</version></project>");
    notebook("01-good", "int a = 1;\na + 1");
    notebook("03-bad", "int a = 1 / 0;");
    System.setProperty(HOME, home.toString());
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void put_back() {
    System.setOut(outBefore);
    System.setErr(errBefore);
    if (homeBefore == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, homeBefore);
    }
  }

  @Test
  void a_kernel_that_does_not_exist_is_one_sentence() throws IOException, InterruptedException {
    // In a JVM of its own: the kernel is chosen once.
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dunrolled.kernel=rubbish",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--version")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("unrolled.kernel: expected auto, scalar or vector, got rubbish", said.strip());
    assertEquals(Problem.WRONG_USE, process.waitFor());
  }

  private void notebook(String name, String code) throws IOException {
    var cell = new NotebookCell("a", Kind.CODE, code, Set.of());
    Path file = Files.createDirectories(home.resolve("notebooks")).resolve(name + ".ipynb");
    Files.writeString(file, NotebookFile.canonical(new Notebook(name, List.of(cell))));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String words() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_good_run_ends_with_0_and_writes_the_book() {
    assertEquals(0, Main.execute("run", "1"), errors());
    assertTrue(words().contains("Notebooks run: 1, failed: 0."), words());
    assertTrue(Files.exists(home.resolve("target/book/01-good.html")));
    assertEquals("", errors());
  }

  @Test
  void a_failing_cell_ends_with_1_is_named_and_is_in_the_book() throws IOException {
    assertEquals(1, Main.execute("run"));
    assertTrue(errors().startsWith("03-bad: cell [1] failed at line 1: int a = 1 / 0;"), errors());
    assertFalse(errors().contains("\tat "), errors());
    assertTrue(Files.readString(home.resolve("target/book/03-bad.html")).contains("/ by zero"));
    assertTrue(Files.exists(home.resolve("target/book/01-good.html")));
  }

  @Test
  void an_unknown_notebook_ends_with_2_and_lists_those_that_exist() {
    assertEquals(2, Main.execute("run", "99"));
    assertEquals("There is no notebook \"99\"; there are: 01-good, 03-bad.\n", errors());
    assertFalse(Files.exists(home.resolve("target")));
  }

  @Test
  void a_notebook_is_known_by_number_name_file_and_path() {
    var names = new NotebookNames(home.resolve("notebooks"), home);
    Path file = home.resolve("notebooks/03-bad.ipynb");
    for (String name : List.of("3", "03", "03-bad", "03-bad.ipynb", "notebooks/03-bad.ipynb")) {
      assertEquals(List.of(file), names.files(List.of(name)), name);
    }
  }

  @Test
  void no_notebooks_at_all_end_with_3() throws IOException {
    Files.delete(home.resolve("notebooks/01-good.ipynb"));
    Files.delete(home.resolve("notebooks/03-bad.ipynb"));
    assertEquals(3, Main.execute("run"));
    assertTrue(errors().startsWith("There are no notebooks in "), errors());
  }

  @Test
  void a_broken_notebook_is_told_in_one_line_before_anything_runs() throws IOException {
    Files.writeString(home.resolve("notebooks/02-broken.ipynb"), "{");
    assertEquals(1, Main.execute("run"));
    assertEquals(1, errors().lines().count(), errors());
    assertTrue(errors().startsWith("02-broken.ipynb cannot be read"), errors());
    assertFalse(Files.exists(home.resolve("target/book")));
  }

  @Test
  void wrong_use_ends_with_2_and_names_the_help() {
    assertEquals(2, Main.execute("nosuch"));
    assertEquals(2, Main.execute("run", "--limit", "soon"));
    assertEquals(2, Main.execute("run", "--limit", "0"));
    assertEquals(2, Main.execute("setup", "piano"));
    assertTrue(errors().contains("Try: ./unrolled run --help"), errors());
    assertTrue(errors().contains("\"piano\" is none of jupyter, kernel,"), errors());
    assertFalse(errors().contains("\tat "), errors());
  }

  @Test
  void setup_says_which_sandbox_works_here() {
    assumeTrue(Protection.here().level() == Level.FULL, "would install something");
    assertEquals(0, Main.execute("setup", "sandbox"));
    assertTrue(words().startsWith("Sandbox: full."), words());
  }

  @Test
  void a_port_in_use_is_told_in_a_sentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(2, Main.execute("--port", String.valueOf(taken.getLocalPort())));
      assertEquals(
          "Port "
              + taken.getLocalPort()
              + " is in use or not allowed; name another one with --port.\n",
          errors());
    }
    assertEquals(2, Main.execute("notebooks", "--port", "70000"));
  }

  @Test
  void the_version_is_that_of_the_pom() {
    assertEquals(0, Main.execute("--version"));
    assertTrue(words().startsWith("Unrolled 7.8\nJava "), words());
  }

  @Test
  void a_file_that_cannot_be_used_is_told_in_a_sentence() {
    var denied = new AccessDeniedException("/shared/progress.json");
    assertEquals("Cannot use /shared/progress.json: you have no permission to.\n", told(denied));
    assertEquals(
        "Cannot use /shared/progress.json: you have no permission to.\n",
        told(new UncheckedIOException(denied)));
    assertEquals(
        "Cannot write progress.json: you have no permission to.\n",
        told(new UncheckedIOException("cannot write progress.json", denied)));
    assertEquals(
        "No space left on device\n",
        told(new UncheckedIOException(new IOException("No space left on device"))));
  }

  private String told(Exception e) {
    err.reset();
    assertEquals(3, Main.execute(new CommandLine(new Failing(e)).setCommandName("x")));
    return errors();
  }

  @Command
  private record Failing(Exception with) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw with;
    }
  }

  @Test
  void format_rewrites_what_is_not_canonical_and_nothing_else() throws IOException {
    Path file = home.resolve("notebooks/01-good.ipynb");
    String canonical = Files.readString(file);
    Files.writeString(file, canonical.replace("null", "5"));
    assertEquals(0, Main.execute("format", "01-good"), errors());
    assertEquals(canonical, Files.readString(file));
    assertEquals("rewritten: 01-good.ipynb\nnotebooks: 1, rewritten: 1\n", words());
  }
}
