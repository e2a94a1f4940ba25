package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cells that the compiler refuses in its last step, and classes of the session in one type. */
class LargeCellsTest {
  private final JavaShell shell = new JavaShell();

  @AfterEach
  void close() {
    shell.close();
  }

  private CellException refused(String cell) {
    return assertThrows(CellException.class, () -> shell.run(cell));
  }

  @Test
  void classes_of_the_session_meet_in_one_type() throws CellException {
    shell.run("class A {} class B extends A {} class C extends A {}");
    shell.run("boolean yes = true;\nA pick = yes ? new B() : new C();");
    assertEquals("B", shell.run("pick.getClass().getSimpleName()"));
    shell.run("class X extends RuntimeException {} class Y extends RuntimeException {}");
    String cell =
        "String caught = \"\";\ntry { throw new Y(); }"
            + " catch (X | Y e) { RuntimeException both = e; caught = \"\" + both.getClass(); }";
    shell.run(cell);
    assertTrue(shell.run("caught").toString().endsWith("Y"));
  }

  @Test
  void a_string_that_is_too_long_is_refused_and_the_session_goes_on() throws CellException {
    for (String literal :
        new String[] {'"' + "a".repeat(70_000) + '"', '"' + "ä".repeat(33_000) + '"'}) {
      CellException e = refused("int n = 1; // \"\nString big = " + literal + ";");
      assertEquals("Compile error", e.name());
      assertTrue(e.getMessage().startsWith("line 2: this string constant has "), e.getMessage());
    }
    assertEquals(2, shell.run("1 + 1"));
    assertEquals(60_000, shell.run('"' + "a".repeat(60_000) + "\".length()"));
  }

  @Test
  void code_that_is_too_large_is_refused_and_the_session_goes_on() throws CellException {
    String numbers =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "" + (100_000 + i))
            .collect(Collectors.joining(", "));
    CellException e = refused("int[] all = {" + numbers + "};");
    assertEquals("line 1: code too large", e.getMessage());
    assertTrue(e.lines().get(1).length() < 200, e.lines().get(1));
    assertEquals(2, shell.run("1 + 1"));
    assertTrue(refused("all").getMessage().contains("cannot find symbol: variable all"));
  }

  @Test
  void a_string_counts_as_the_class_file_holds_it() throws CellException {
    assertEquals(60_000, shell.run('"' + "\\n".repeat(60_000) + "\".length()"));
    assertEquals(30_000, shell.run('"' + "\\u00e9".repeat(30_000) + "\".length()"));
    assertEquals(65_534, shell.run('"' + "a".repeat(65_534) + "\".length()"));
    String half = '"' + "a".repeat(40_000) + '"';
    String sum = "int one = 1;\nString two = " + half + " + one + " + half + ";";
    assertTrue(refused(sum).getMessage().startsWith("line 2: this string constant has 80,000 "));
    for (String folded : new String[] {"(%s) + (%s)", "((%s) + ((%s)))", "\"\" + (%s + %s)"}) {
      String message = refused("String s = " + folded.formatted(half, half) + ";").getMessage();
      assertTrue(message.startsWith("line 1: this string constant has 80,000 "), message);
    }
    shell.run("String same(String s) { return s; }");
    String apart = "(same(" + half + ") + same(" + half + ")).length()";
    assertEquals(80_000, shell.run(apart));
    assertEquals(80_001, shell.run("1 + " + half + ".length() + " + half + ".length()"));
  }

  @Test
  void a_statement_that_is_too_large_is_refused_and_the_session_goes_on() throws CellException {
    String many =
        IntStream.range(0, 20_000).mapToObj(i -> "" + i).collect(Collectors.joining(", "));
    CellException e = refused("System.out.println(new int[] {" + many + "}.length);");
    assertEquals("line 1: code too large", e.getMessage());
    assertEquals(2, shell.run("1 + 1"));
  }

  @Test
  void a_session_that_cannot_go_on_says_so() {
    String half = '"' + "a".repeat(40_000) + '"';
    refused("String folded = (true ? " + half + " : \"\") + " + half + ";");
    for (String cell : new String[] {"1 + 1", "System.out.println(1);", "throw new Error();"}) {
      assertEquals("Session broken", refused(cell).name(), cell);
    }
  }

  @Test
  void no_cell_ends_the_process() {
    for (String cell :
        new String[] {"Runtime.getRuntime().exit(3);", "Runtime.getRuntime().halt(3);"}) {
      assertEquals("UnsupportedOperationException", refused(cell).name());
    }
  }
}
