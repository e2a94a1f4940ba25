package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.exercise.Compiler;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.matrix.Matrix;
import unrolled.player.host.Lambdas;

/** What may have a player that others have had, and what may not. */
@Tag("any-jdk")
class PureComputationTest {
  static List<Exercise> exercises() {
    return Exercise.all();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void our_answer_only_computes(Exercise exercise) throws IOException {
    String name = exercise.folder() + "/My" + exercise.contract().getSimpleName() + ".java";
    Path file = Home.path().resolve("solutions").resolve(name);
    assertTrue(isPure(exercise, Map.of(name, Files.readString(file))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.out.println(x.rows()); System.out.printf(\"%d%n\", b.cols());",
        "double[] sums = new double[3]; java.util.Arrays.fill(sums, 1); double[] t = sums.clone();",
        "var all = new java.util.ArrayList<Double>(); for (double v : b.data()) all.add(v);",
        "if (x.rows() < 0) throw new IllegalArgumentException(\"rows \" + x.rows());",
        "try { x.get(-1, 0); } catch (RuntimeException e) { System.out.println(e.getMessage()); }",
        "record Two(int a, double[] b) {} System.out.println(new Two(1, null));",
        "java.util.function.DoubleUnaryOperator f = v -> v * b.get(0, 0); f.applyAsDouble(2);",
        "double s = java.util.stream.IntStream.range(0, 3).mapToDouble(i -> i * 2.0).sum();",
      })
  void what_learners_write_only_computes(String statements) {
    assertTrue(isPure(statements));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Thread(() -> {}).start();",
        "System.setProperty(\"a\", \"b\");",
        "System.exit(0);",
        "System.gc();",
        "System.out.close();",
        "System.setOut(null);",
        "double r = Math.random();",
        "Object o = new java.util.Random();",
        "Class<?> c = x.getClass();",
        "java.util.Locale.setDefault(java.util.Locale.FRENCH);",
        "try { x.get(0, 0); } catch (Throwable e) { }",
        "try { x.get(0, 0); } catch (StackOverflowError e) { }",
        "try { x.get(0, 0); } finally { System.out.println(); }",
        "synchronized (Matrix.class) { x.get(0, 0); }",
        "String s = \"a\".intern();",
        "int n = Integer.getInteger(\"n\", 1);",
        "var s = java.util.stream.IntStream.range(0, 3).parallel().sum();",
        "var s = java.util.List.of(1).parallelStream().count();",
        "java.util.Arrays.parallelSetAll(new double[3], i -> i);",
        "Runnable r = System::gc;",
        "java.util.function.Supplier<Double> r = Math::random;",
        "class Own extends Thread {} new Own();",
        "class Own { synchronized void f() {} } new Own().f();",
        "class Own { protected void finalize() {} } new Own();",
        "class Own { native void f(); } new Own();",
        "class Own extends java.util.ArrayList<Double> {} new Own().parallelStream();",
      })
  void what_could_leave_something_behind_does_not(String statements) {
    assertFalse(isPure(statements));
  }

  @Test
  void a_class_by_a_name_that_the_process_has_does_not() {
    String contract = "package e05_rnn_step; interface RnnStep {}";
    String player = "package unrolled.player; class Player {}";
    for (var other :
        Map.of("e05_rnn_step/RnnStep.java", contract, "unrolled/player/Player.java", player)
            .entrySet()) {
      var classes = classes(Rnn.EXERCISE, Map.of(other.getKey(), other.getValue()));
      assertFalse(PureComputation.isAllOf(Rnn.EXERCISE, classes), other.getKey());
    }
  }

  private static boolean isPure(String statements) {
    return isPure(Rnn.EXERCISE, Map.of(Rnn.FILE, Rnn.solutionAfter(statements)));
  }

  private static boolean isPure(Exercise exercise, Map<String, String> sources) {
    return PureComputation.isAllOf(exercise, classes(exercise, sources));
  }

  private static Map<String, byte[]> classes(Exercise exercise, Map<String, String> sources) {
    var places = Compiler.places(exercise.contract(), Matrix.class);
    var compiled = Compiler.compile(sources, places);
    assertEquals(List.of(), compiled.errors());
    return Lambdas.asNamedClasses(compiled.classes());
  }
}
