package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a class that was typed into a cell. */
class JShellCheckTest {
  @TempDir Path home;
  private Checkout checkout;
  private JShell shell;

  @BeforeEach
  void start() throws IOException {
    checkout = Checkout.in(home);
    shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    eval("import e05_rnn_step.RnnStep;");
    eval("import unrolled.matrix.Matrix;");
    eval("import unrolled.exercise.Check;");
  }

  @AfterEach
  void stop() {
    shell.close();
    checkout.close();
  }

  @Test
  void a_right_class_passes() {
    define("return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);");
    assertEquals("true", eval("Check.run(new MyRnnStep()).passed()"));
    assertTrue(Progress.open().of("e05").passed());
  }

  @Test
  void the_mistake_is_named() {
    define("return x.matmul(Wx).plusRow(b).map(Math::tanh);");
    assertTrue(eval("Check.run(new MyRnnStep()).diagnosis()").contains("hPrev·Wh is missing"));
  }

  @Test
  void handing_the_work_to_the_library_is_seen_in_a_cell_too() {
    define("return new unrolled.cell.RnnCell(2, 3, new java.util.Random(1)).Wx.value;");
    String diagnosis = eval("Check.run(new MyRnnStep()).diagnosis()");
    assertTrue(diagnosis.contains("cannot use unrolled.cell.RnnCell"), diagnosis);
  }

  private void define(String body) {
    eval(
        "public class MyRnnStep implements RnnStep { public Matrix forward("
            + "Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) { "
            + body
            + " } }");
  }

  private String eval(String cell) {
    List<SnippetEvent> events = shell.eval(cell);
    SnippetEvent last = events.get(events.size() - 1);
    assertEquals(
        Snippet.Status.VALID,
        last.status(),
        () ->
            cell
                + shell
                    .diagnostics(last.snippet())
                    .map(d -> d.getMessage(null))
                    .collect(Collectors.joining("\n")));
    assertEquals(null, last.exception(), cell);
    return last.value() == null ? "" : last.value();
  }
}
