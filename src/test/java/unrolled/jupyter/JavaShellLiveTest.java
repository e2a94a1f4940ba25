package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import unrolled.jupyter.JavaShell.Completeness;

/** What happens around a cell: streams, interrupts, help while writing, notices. */
@Timeout(60)
public class JavaShellLiveTest {
  /** A cell's own futures must not wait for the common pool, which may have one thread. */
  private static final Executor APART = task -> new Thread(task).start();

  private final JavaShell shell = new JavaShell();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;

  @AfterEach
  void close() {
    System.setOut(out);
    System.setErr(err);
    System.setIn(in);
    shell.close();
  }

  private String printedTo(java.util.function.Consumer<PrintStream> setter, String cell)
      throws CellException {
    var bytes = new ByteArrayOutputStream();
    setter.accept(new PrintStream(bytes, true));
    shell.run(cell);
    return bytes.toString();
  }

  @Test
  void streams_are_those_of_the_moment() throws CellException {
    shell.run("1 + 1");
    assertEquals("a7", printedTo(System::setOut, "System.out.print(\"a\" + 7)"));
    assertEquals("b", printedTo(System::setErr, "System.err.print(\"b\")"));
    System.setIn(new ByteArrayInputStream("Ada\n".getBytes()));
    assertEquals("Ada", shell.run("new java.util.Scanner(System.in).nextLine()"));
  }

  private void is_interrupted(String cell) throws Exception {
    shell.run("boolean started = false; double x = 0; int kept = 3;");
    var run =
        CompletableFuture.supplyAsync(
            () -> assertThrows(CellException.class, () -> shell.run(cell)).name(), APART);
    while (!run.isDone() && !String.valueOf(System.getProperty("unrolled.test")).equals("on")) {
      Thread.sleep(10);
    }
    shell.interrupt();
    assertEquals("Interrupted", run.get(20, TimeUnit.SECONDS));
    assertEquals(3, shell.run("kept"));
    System.clearProperty("unrolled.test");
  }

  @Test
  void a_busy_loop_is_interrupted() throws Exception {
    is_interrupted("System.setProperty(\"unrolled.test\", \"on\"); while (true) x += 1;");
  }

  @Test
  void a_sleep_is_interrupted() throws Exception {
    is_interrupted("System.setProperty(\"unrolled.test\", \"on\"); Thread.sleep(100_000);");
  }

  @Test
  void a_toString_without_end_is_interrupted() throws Exception {
    Object value =
        shell.run(
            "class Endless { public String toString() { System.setProperty(\"unrolled.test\","
                + " \"on\"); while (true); } }\nnew Endless()");
    var run =
        CompletableFuture.supplyAsync(
            () -> assertThrows(CellException.class, () -> shell.bundle(value)).name(), APART);
    while (!run.isDone() && !String.valueOf(System.getProperty("unrolled.test")).equals("on")) {
      Thread.sleep(10);
    }
    shell.interrupt();
    assertEquals("Interrupted", run.get(20, TimeUnit.SECONDS));
    assertEquals(2, shell.run("1 + 1"));
    System.clearProperty("unrolled.test");
  }

  /** Library code that no JDK from 20 on can stop, until it has had its time. */
  public static void deaf() {
    System.setProperty("unrolled.test", "on");
    for (long end = System.nanoTime() + 30_000_000_000L; System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
  }

  @Test
  void code_that_cannot_be_stopped_is_told() throws Exception {
    var run =
        CompletableFuture.supplyAsync(
            () ->
                assertThrows(
                        CellException.class,
                        () -> shell.run("unrolled.jupyter.JavaShellLiveTest.deaf();"))
                    .lines(),
            APART);
    awaitStart();
    shell.interrupt();
    // Up to JDK 19 it is stopped at once, and there is nothing to tell.
    boolean told = String.join(" ", run.get(20, TimeUnit.SECONDS)).contains("restart the kernel");
    assertEquals(Runtime.version().feature() >= 20, told);
  }

  @Test
  void a_name_that_is_missing_is_noted_where_it_is_used() throws CellException {
    assertEquals(
        "Note: f cannot run yet; not defined yet: method gg(int), line 3: return gg(x); }",
        printedTo(System::setErr, "// a\nint f(int x) {\n return gg(x); }").strip());
  }

  @Test
  void a_method_that_another_type_of_its_variable_stops_is_told() throws CellException {
    shell.run("int v = 3;\nint twice() {\n return 2 * v; }");
    String reason = "no longer compiles: bad operand types for binary operator '*'";
    String note = printedTo(System::setErr, "String v = \"three\";");
    assertTrue(
        note.contains("Note: twice, declared earlier, cannot run any more; " + reason), note);
    CellException failed = assertThrows(CellException.class, () -> shell.run("twice()"));
    assertTrue(failed.lines().get(0).startsWith("twice " + reason), failed.lines()::toString);
    assertEquals("", printedTo(System::setErr, "int other = 1;"));
    shell.run("int v = 4;");
    assertEquals(8, shell.run("twice()"));
  }

  @Test
  void variables_that_a_new_class_makes_void_are_named() throws CellException {
    shell.run("class A {}\nA a = new A(); var b = new A(); int c = 1;");
    String rest = ", which emptied variables; run the cells again that set these: ";
    assertEquals(
        "Note: class A was defined again" + rest + "a, b",
        printedTo(System::setErr, "class A { int z; }").strip());
    assertEquals("", printedTo(System::setErr, "class B {}"));
    shell.run("record P(int x) {}\nP p = new P(1), q = p;");
    assertEquals(
        "Note: record P was defined again" + rest + "q",
        printedTo(System::setErr, "record P(int x, int y) {}\nP p = new P(1, 2);").strip(),
        "p is set in the same cell");
    shell.run("import java.util.*;\nList<A> all = List.of();");
    assertEquals(
        "Note: import java.awt.List changed what a name means" + rest + "all",
        printedTo(System::setErr, "import java.awt.List;").strip());
    shell.run("Number n = 1;");
    String hides = printedTo(System::setErr, "class Number {}");
    assertTrue(hides.startsWith("Note: Number now hides java.lang.Number in every"), hides);
    assertTrue(hides.contains("Note: Number now means what this cell declares" + rest), hides);
  }

  @Test
  void completion_knows_the_session_and_the_cell() throws CellException {
    shell.run("String word = \"abc\";");
    Suggestions s = shell.complete("int n = word.len", 16);
    assertEquals("length()", s.texts().get(0));
    assertEquals(13, s.from());
    assertEquals(16, s.to());
    assertTrue(shell.complete("String here = \"\";\nhere.isBl", 26).texts().contains("isBlank()"));
    assertTrue(
        shell.complete("int f() { return 1; }\nword.toUpp", 32).texts().contains("toUpperCase("));
    assertEquals(0, shell.complete("nothingLikeThis.x", 17).texts().size());
  }

  @Test
  void completion_in_a_string_offers_exercises_and_nothing_else() {
    Suggestions s = shell.complete("int n = 1;\ncheck(\"e0", 20);
    assertTrue(s.texts().contains("e05"), s::toString);
    assertTrue(s.texts().stream().allMatch(id -> id.matches("e0\\d")), s::toString);
    assertEquals(18, s.from());
    assertEquals(20, s.to());
    for (String code :
        List.of("\"Mat", "show(\"e0", "\"\"\"\nMat", "check(\"e05\"); x = \"\\\"Mat")) {
      assertEquals(List.of(), shell.complete(code, code.length()).texts(), code);
    }
    for (String code : List.of("// \"\nMat", "/* \" */ Mat", "char c = '\"'; Mat", "\"a\" + Mat")) {
      assertTrue(shell.complete(code, code.length()).texts().contains("Math"), code);
    }
  }

  @Test
  void inspection_gives_parameters_and_documentation_of_this_projects_classes()
      throws CellException {
    shell.run("import unrolled.cell.*;\nimport unrolled.matrix.*;\nimport unrolled.layer.*;");
    String type = shell.inspect("new LstmCell", 12);
    assertTrue(type.startsWith("unrolled.cell.LstmCell\nThe long short-term memory cell"), type);
    String maker = shell.inspect("new LstmCell(3, 4, rng)", 13);
    assertTrue(maker.contains("LstmCell(int inputSize, int hiddenSize, "), maker);
    assertTrue(maker.contains("\nWeights and biases uniform"), maker);
    String method = shell.inspect("var m = Matrix.row(1, 2);\nm.matmul(m)", 30);
    assertTrue(method.startsWith("Matrix Matrix.matmul(Matrix b)\nThe product"), method);
    String generic = shell.inspect("new Unrolled<>(", 15);
    assertTrue(generic.matches("(?s)Unrolled<.*>\\(Cell<S> cell\\)(\n.*)?"), generic);
    assertFalse(generic.contains("Any cell, carried through time"), generic);
    String jdk = shell.inspect("\"a\".isBlank(", 12);
    assertTrue(jdk.startsWith("boolean String.isBlank()"), jdk);
  }

  @Test
  void inspection_gives_signatures_and_types() throws CellException {
    shell.run("java.util.List<String> names = new java.util.ArrayList<>();");
    assertEquals("java.util.List<String> names", shell.inspect("int n = names.size();", 10));
    assertTrue(shell.inspect("Math.floorMod(1, 2)", 8).contains("int Math.floorMod(int x, int y)"));
    assertEquals("", shell.inspect("nothing", 3));
    assertEquals("", shell.inspect("", 0));
  }

  @Test
  void a_cell_knows_whether_it_is_complete() {
    assertEquals(Completeness.COMPLETE, shell.isComplete("int x = 5;\nx"));
    assertEquals(Completeness.COMPLETE, shell.isComplete(""));
    assertEquals(Completeness.INCOMPLETE, shell.isComplete("int x = 5;\nfor (;;) {"));
    assertEquals(Completeness.INVALID, shell.isComplete("%maven"));
  }

  @Test
  void what_does_not_stop_is_left_behind_and_said() throws Exception {
    shell.run("var door = new java.net.ServerSocket(0);");
    String cell =
        "System.setProperty(\"unrolled.test\", \"on\");\n"
            + "var caller = door.accept(); // no interrupt reaches it";
    assertEquals(
        List.of(
            "Interrupted.",
            "The code did not stop and runs on in the background.",
            "To end it, restart the kernel; its variables are then lost."),
        interrupted(cell));
    assertEquals(2, shell.run("1 + 1"));
    shell.run("door.close();");
  }

  @Test
  void one_thread_runs_a_session_until_it_is_stopped() throws CellException {
    shell.run("var lock = new java.util.concurrent.locks.ReentrantLock();\nlock.lock();");
    shell.run(
        "var own = new ThreadLocal<Integer>();\nown.set(5);\nThread.currentThread().interrupt();");
    assertEquals(5, shell.run("lock.unlock();\nThread.sleep(1);\nown.get()"));
  }

  private List<String> interrupted(String cell) throws Exception {
    var run =
        CompletableFuture.supplyAsync(
            () -> assertThrows(CellException.class, () -> shell.run(cell)).lines(), APART);
    awaitStart();
    Thread.sleep(300);
    shell.interrupt();
    return run.get(20, TimeUnit.SECONDS);
  }

  @Test
  void a_stop_reaches_the_threads_that_the_cell_has_started() throws Exception {
    String started = "System.setProperty(\"unrolled.test\", \"on\");\n";
    String cell =
        "long n = 0;\nvar t = new Thread(() -> { while (true) n++; });\nt.start();\n"
            + started
            + "t.join();";
    assertEquals(List.of("Interrupted."), interrupted(cell));
    assertEquals(false, shell.run("t.isAlive()"));
    String pooled =
        "var f = java.util.concurrent.CompletableFuture.runAsync("
            + "() -> { while (true) Math.sin(1); });\n"
            + started
            + "f.get();";
    assertEquals(List.of("Interrupted."), interrupted(pooled));
    assertEquals(true, shell.run("f.isDone()"));
    assertEquals(7, shell.run("java.util.concurrent.CompletableFuture.supplyAsync(() -> 7).get()"));
  }

  @Test
  void what_runs_on_after_a_stop_is_named() throws Exception {
    String cell =
        "var door = new java.net.ServerSocket(0);\n"
            + "var t = new Thread(() -> { try { door.accept(); } catch (Exception e) { } }, \"ours\");\n"
            + "t.start();\nSystem.setProperty(\"unrolled.test\", \"on\");\nt.join();";
    assertEquals(
        List.of(
            "Interrupted.",
            "What it has started did not stop and runs on: thread ours.",
            "To end it, restart the kernel; its variables are then lost."),
        interrupted(cell));
    assertEquals(
        List.of("Interrupted.", "What was started earlier goes on: thread ours."),
        interrupted("System.setProperty(\"unrolled.test\", \"on\");\nThread.sleep(60_000);"));
    shell.run("door.close();");
  }

  @Test
  void a_handler_of_ones_own_is_told_what_ends_a_thread() throws CellException {
    var before = Thread.getDefaultUncaughtExceptionHandler();
    try {
      String printed =
          printedTo(
              System::setErr,
              "Thread.setDefaultUncaughtExceptionHandler("
                  + "(t, e) -> System.err.print(\"own: \" + e.getMessage()));\n"
                  + "var t = new Thread(() -> { throw new IllegalStateException(\"why\"); });\n"
                  + "t.start();\nt.join();");
      assertEquals("own: why", printed);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void an_exception_that_cannot_say_what_it_is_has_its_name_at_least() throws CellException {
    shell.run(
        "class Mute extends RuntimeException {"
            + " public String getMessage() { throw new IllegalStateException(); } }");
    CellException e = assertThrows(CellException.class, () -> shell.run("throw new Mute();"));
    String whose = "Mute, whose text cannot be read: java.lang.IllegalStateException";
    assertTrue(e.lines().get(0).endsWith(whose), e.lines()::toString);
    String printed =
        printedTo(
            System::setErr,
            "var t = new Thread(() -> { throw new Mute(); }, \"mine\");\nt.start();\nt.join();");
    assertEquals("Exception in thread \"mine\": " + whose, printed.strip());
  }

  private static void awaitStart() throws InterruptedException {
    while (System.clearProperty("unrolled.test") == null) {
      Thread.sleep(10);
    }
  }

  @Test
  void what_ends_a_thread_is_printed() throws CellException {
    String printed =
        printedTo(
            System::setErr,
            "var t = new Thread(() -> { throw new IllegalStateException(\"why\"); }, \"mine\");\n"
                + "t.start();\nt.join();");
    assertEquals(
        "Exception in thread \"mine\": java.lang.IllegalStateException: why", printed.strip());
  }

  @Test
  void an_open_comment_is_told() throws CellException {
    String cell = "int a = 1;\n/* forgot to close\nint b = 2;\nb";
    assertEquals(
        "line 2: the comment that begins here is not closed: write */ at its end",
        assertThrows(CellException.class, () -> shell.run(cell)).getMessage());
    assertThrows(CellException.class, () -> shell.run("int c = 3; /* tail"));
    assertEquals(3, shell.run("/* closed */ 1 + \"/*\".length() /* too */"));
  }
}
