package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import unrolled.exercise.Home;

class JShellCommandTest {
  private static final int LONG = 3000;

  @TempDir Path folder;

  private static String run(String typed, String... files) throws Exception {
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    PrintStream before = System.out;
    System.setOut(print);
    try {
      int code = JShellCommand.start(shell -> shell.in(in, null).out(print).err(print), files);
      assertEquals(0, code);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the README tells to type. */
  private static String readme() throws IOException {
    String text = Files.readString(Home.path().resolve("README.md"));
    String after = text.substring(text.indexOf("**JShell.**"));
    String begin = after.substring(after.indexOf("```") + 3);
    return begin.substring(0, begin.indexOf("```")).strip() + "\n";
  }

  @Test
  void what_the_readme_tells_to_type_answers_and_show_cuts_nothing() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.jsh"), "int fromFile = 4711;\n");
    String text = "ab".repeat(LONG / 2);
    String typed = readme() + "fromFile + 1\nshow(\"ab\".repeat(" + LONG / 2 + "))\n/exit\n";
    String said = run(typed, file.toString());
    assertTrue(said.contains("cell ==> LstmCell(3 → 4)"), said);
    assertTrue(said.contains("e05 RNN step, forward"), said);
    assertTrue(said.contains("==> 4712"), said);
    assertTrue(said.contains(text), said);
  }

  @Test
  void a_line_reads_what_is_typed_and_may_close_its_stream() throws Exception {
    String said =
        run(
            "String name = new Scanner(System.in).nextLine()\nAda\n"
                + "System.out.close()\nSystem.out.println(\"Hello \" + name)\n/exit\n");
    assertTrue(said.contains("name ==> \"Ada\""), said);
    assertTrue(said.contains("Hello Ada"), said);
  }

  /** Longer than a preference may be, in which JShell keeps its history. */
  @Test
  void a_long_line_does_not_keep_the_session_from_its_end() throws Exception {
    String said = run("String s = \"" + "ab".repeat(4500) + "\";\ns.length()\n/exit\n");
    assertTrue(said.contains("==> 9000"), said);
    assertFalse(said.contains("Exception"), said);
  }

  @Test
  void a_value_without_a_text_is_no_reason_to_end() throws Exception {
    String said =
        run(
            "class N { public String toString() { return null; } }\nnew N()\n"
                + "class A {} class B extends A {} class C extends A {}\n"
                + "A pick = \"\".isEmpty() ? new B() : new C();\n"
                + "pick.getClass().getSimpleName()\n/exit\n");
    assertTrue(said.contains("==> null"), said);
    assertTrue(said.contains("==> \"B\""), said);
  }

  @Test
  void a_file_that_is_not_there_and_a_notebook_are_refused() {
    for (String name : new String[] {"nowhere.jsh", "01.ipynb"}) {
      var command = new CommandLine(new JShellCommand());
      command.parseArgs(name);
      var e = assertThrows(Problem.class, () -> ((JShellCommand) command.getCommand()).call());
      assertEquals(Problem.WRONG_USE, e.code);
      assertTrue(e.getMessage().contains(name), e::getMessage);
    }
  }

  /** JShell would say nothing, and nothing of what follows. */
  @Test
  void a_file_with_a_constant_that_is_too_long_is_refused() throws IOException {
    String source = "int before = 1;\nString s = \"" + "ab".repeat(35_000) + "\";\n";
    Path file = Files.writeString(folder.resolve("long.jsh"), source);
    var command = new CommandLine(new JShellCommand());
    command.parseArgs(file.toString());
    var e = assertThrows(Problem.class, () -> ((JShellCommand) command.getCommand()).call());
    assertTrue(
        e.getMessage().contains("long.jsh, line 2: this string constant has 70,0"), e::getMessage);
  }

  /** The line of the manual for one's own JShell, as it is written there. */
  @Test
  void the_manuals_line_starts_ones_own_jshell() throws Exception {
    String manual = Files.readString(Home.path().resolve("docs/kernels.md"));
    String after = manual.substring(manual.indexOf("## Your own JShell"));
    String begin = after.substring(after.indexOf("```") + 3);
    String line = begin.substring(0, begin.indexOf("```")).strip();
    var builder = new ProcessBuilder("sh", "-c", line).directory(Home.path().toFile());
    String bin = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", bin, (path, ours) -> ours + ":" + path);
    Process process = builder.redirectErrorStream(true).start();
    try (var typed = process.outputWriter(StandardCharsets.UTF_8)) {
      typed.write("Matrix.row(1, 2).matmul(Matrix.of(new double[][] {{3}, {4}}))\n/exit\n");
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it does not end");
    assertTrue(said.contains("11.0000"), said);
    assertFalse(said.contains("rror"), said);
  }
}
