package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavaShellTest {
  private final JavaShell shell = new JavaShell();

  @AfterEach
  void close() {
    shell.close();
  }

  private List<String> error(String cell) {
    return assertThrows(CellException.class, () -> shell.run(cell)).lines();
  }

  @Test
  void the_last_expression_is_the_value() throws CellException {
    assertEquals(12, shell.run("int x = 5;\nint y = 7;\nx + y // the sum"));
  }

  @Test
  void a_value_is_the_object_itself() throws CellException {
    Object list = shell.run("var l = new java.util.ArrayList<Integer>(); l");
    assertSame(list, shell.run("l"));
  }

  @Test
  void null_is_a_value_and_a_declaration_is_none() throws CellException {
    assertNull(shell.run("String s = null; s"));
    assertSame(JavaShell.NOTHING, shell.run("int x = 5;"));
    assertSame(JavaShell.NOTHING, shell.run("x = 6"));
    assertSame(JavaShell.NOTHING, shell.run("System.out.print(\"\")"));
    assertSame(JavaShell.NOTHING, shell.run("void v() {}\nv()"));
    assertSame(JavaShell.NOTHING, shell.run("x;\nint y = 1;"));
    assertSame(JavaShell.NOTHING, shell.run("\n// nothing here\n"));
  }

  @Test
  void this_projects_classes_are_there() throws CellException {
    assertEquals("{text/plain=7}", shell.run("unrolled.notebook.Show.bundle(7).toString()"));
  }

  @Test
  void a_cell_may_use_what_it_declares_further_down() throws CellException {
    assertEquals(
        8, shell.run("int f(int x) { return g(x); }\nint g(int x) { return 2 * x; }\nf(4)"));
    shell.run(
        "sealed interface S permits A, B {}\nrecord A() implements S {}\nrecord B() implements S {}");
    assertEquals("A[]", shell.run("new A().toString()"));
  }

  @Test
  void what_is_missing_is_named_when_it_is_needed() throws CellException {
    shell.run("int f(int x) { return g(x); }");
    assertEquals(
        List.of(
            "not defined yet: method g(int), line 1: int f(int x) { return g(x); }",
            "    f, an earlier cell, line 1: int f(int x) { return g(x); }",
            "    this cell, line 2: f(1)"),
        error("\nf(1)"));
  }

  @Test
  void a_compile_error_has_its_line_and_a_mark() {
    assertEquals(
        List.of(
            "line 3: cannot find symbol: variable fooo",
            "    int b = 2 * fooo;",
            "                ^^^^"),
        error("int a = 1;\n\n\tint b = 2 * fooo;\nint c = 3;"));
  }

  @Test
  void a_missing_semicolon_is_marked_where_it_is_missing() {
    assertEquals(
        List.of("line 1: ';' expected", "    int i = 0", "             ^"),
        error("int i = 0\ni++"));
  }

  @Test
  void lambdas_and_casts_are_told_without_the_JDKs_inner_names() {
    assertEquals(
        List.of(
            "java.lang.ArithmeticException: / by zero",
            "    a lambda, this cell, line 1: java.util.List.of(1).forEach(x -> { int y = x / 0; })",
            "    this cell, line 1: java.util.List.of(1).forEach(x -> { int y = x / 0; })"),
        error("java.util.List.of(1).forEach(x -> { int y = x / 0; })"));
    assertEquals(
        "java.lang.ClassCastException: class P cannot be cast to class java.lang.String",
        error("record P() {}\nObject p = new P(); (String) p").get(0));
  }

  @Test
  void a_cell_that_ends_too_early_says_so() {
    assertTrue(error("int a = 1;\nfor (;;) {").get(0).startsWith("line 2: the cell ends in the"));
  }

  @Test
  void a_run_time_error_has_its_causes_and_the_lines_of_the_cell() throws CellException {
    shell.run("class Bad extends RuntimeException { Bad(Throwable t) { super(\"bad\", t); } }");
    assertEquals(
        List.of(
            "Bad: bad",
            "    f, this cell, line 4: catch (ArithmeticException e) { throw new Bad(e); }",
            "    this cell, line 6: f(0)",
            "Caused by: java.lang.ArithmeticException: / by zero",
            "    f, this cell, line 3: try { return 1 / x; }",
            "    this cell, line 6: f(0)"),
        error(
            "// a comment\nint f(int x) {\n  try { return 1 / x; }\n"
                + "  catch (ArithmeticException e) { throw new Bad(e); }\n}\nf(0)"));
  }

  @Test
  void comments_above_a_statement_do_not_move_its_line() {
    assertEquals(
        "    this cell, line 4: int y = 1 / 0;",
        error("int x;\n/* a */\n// b\nint y = 1 / 0;").get(1));
    assertEquals("    this cell, line 3: 1 / 0", error("// a\n// b\n1 / 0").get(1));
  }

  @Test
  void library_frames_are_shown_up_to_the_cell() {
    List<String> lines = error("Integer.parseInt(\"x\")");
    assertEquals("java.lang.NumberFormatException: For input string: \"x\"", lines.get(0));
    assertTrue(lines.get(1).contains("at java.base/java.lang.NumberFormat"), lines::toString);
    assertEquals("    this cell, line 1: Integer.parseInt(\"x\")", lines.get(lines.size() - 1));
  }

  @Test
  void the_exception_itself_is_the_cause() {
    var e = assertThrows(CellException.class, () -> shell.run("throw new Error(\"e\");"));
    assertSame(Error.class, e.getCause().getClass());
    assertEquals("Error", e.name());
  }

  @Test
  void endless_recursion_is_told_briefly_and_survived() throws CellException {
    List<String> lines = error("int f(int x) { return f(x + 1); }\nf(0)");
    assertEquals("java.lang.StackOverflowError", lines.get(0));
    assertTrue(lines.size() < 12, lines::toString);
    assertEquals(3, shell.run("1 + 2"));
  }

  @Test
  void a_value_whose_toString_fails_is_still_a_value() throws CellException {
    Object broken =
        shell.run("class Loop { public String toString() { return \"\" + this; } }\nnew Loop()");
    assertEquals(
        "A value of Loop: its toString() failed with java.lang.StackOverflowError",
        shell.bundle(broken).get("text/plain"));
    assertEquals(3, shell.run("1 + 2"));
  }

  @Test
  void what_came_before_the_failing_statement_stays() throws CellException {
    error("int kept = 4;\nthrow new RuntimeException();");
    assertEquals(4, shell.run("kept"));
  }

  @Test
  void a_magic_is_refused_in_one_line() {
    assertEquals(1, error("// get it\n%maven a:b:c").size());
    assertTrue(error("%maven a:b:c").get(0).startsWith("%maven a:b:c is a command of one kernel"));
  }

  @Test
  void a_remainder_at_the_start_of_a_line_is_no_magic() throws CellException {
    assertEquals(2, shell.run("17\n  % 5"));
  }

  @Test
  void exit_ends_the_cell_and_not_the_session() throws CellException {
    assertTrue(
        error("void f() { System.exit(3); }\nf()")
            .get(0)
            .contains("System.exit(3): a session cannot be ended"));
    assertTrue(
        error("Runtime.getRuntime().exit(4)")
            .get(0)
            .contains("Runtime.exit(4): a session cannot be ended"));
    assertTrue(
        error("java.util.function.IntConsumer end = Runtime.getRuntime()::halt;\nend.accept(5);")
            .get(0)
            .contains("Runtime.halt(5): a session cannot be ended"));
    assertTrue(
        error("java.util.stream.IntStream.of(6).forEach(System::exit)")
            .get(0)
            .contains("System.exit(6): a session cannot be ended"));
    assertEquals(3, shell.run("1 + 2"));
  }

  @Test
  void where_jshell_is_at_fault_there_is_advice() throws CellException {
    String cell =
        "sealed interface S permits A, B {}\n"
            + "non-sealed class A implements S {}\nfinal class B implements S {}\nnew A() != null";
    if (Runtime.version().feature() == 17) {
      List<String> lines = error(cell);
      String advice = lines.get(lines.size() - 1);
      assertTrue(advice.contains("write the class inside the sealed interface, as in"), advice);
      String inside = advice.substring(advice.indexOf("interface S"));
      shell.run("sealed " + inside + "\nnew S.A()");
    } else {
      assertEquals(true, shell.run(cell));
    }
    assertTrue(error("Object none = System.out.flush();").get(0).contains("cannot be conv"));
    if (Runtime.version().feature() < 25) {
      List<String> refused = error("\nclass Object {}");
      assertTrue(refused.get(0).startsWith("line 2: a class of its own named Object would break"));
    } else {
      shell.run("class Object {}");
    }
    assertEquals(2, shell.run("1 + 1"));
    assertEquals("x", shell.run("String s = \"x\";\ns"));
  }

  @Test
  void an_abstract_method_outside_a_class_does_not_wait_for_itself() throws CellException {
    assertEquals(
        List.of("line 2: f has no body; outside a class every method needs one"),
        error("int n = 1;\nabstract int f(int n);"));
    shell.run("int f(int n) { return 2 * n; }");
    assertEquals(6, shell.run("f(3)"));
  }

  @Test
  void a_statement_that_JShell_runs_in_two_methods_is_told_once() {
    List<String> lines = error("var x = new Object() { int z = Integer.parseInt(\"q\"); };");
    assertEquals(
        List.of(
            "    a constructor, this cell, line 1: var x = new Object() { int z ="
                + " Integer.parseInt(\"q\"); };",
            "    this cell, line 1: var x = new Object() { int z = Integer.parseInt(\"q\"); };"),
        lines.subList(lines.size() - 2, lines.size()));
    assertFalse(String.join("", lines).contains("do_it$"));
  }

  @Test
  void windows_line_ends_count_once() {
    assertEquals("    this cell, line 3: 1 / x", error("\r\nint x = 0;\r\n1 / x").get(1));
  }

  @Test
  void a_test_that_fails_in_a_cell_is_told_by_its_message() {
    List<String> lines = error("org.junit.jupiter.api.Assertions.assertEquals(1, 2)");
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(0).endsWith("expected: <1> but was: <2>"), lines::toString);
  }

  @Test
  void the_vector_module_is_visible_where_the_JVM_has_it() throws CellException {
    shell.run("import jdk.incubator.vector.DoubleVector;");
  }
}
