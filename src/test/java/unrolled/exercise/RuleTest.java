package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e03_add_product.AddProduct;
import e05_rnn_step.RnnStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;

/** What an answer may use, and what not. */
class RuleTest {
  private static final Exercise RNN = Exercise.of("e05");

  private static Optional<String> problem(String body) {
    return problem(RNN, answer("", body, ""));
  }

  private static Optional<String> problem(Exercise exercise, String source) {
    var compiled =
        Compiler.compile(
            Map.of("MyRnnStep.java", source),
            Compiler.places(Matrix.class, RnnStep.class, AddProduct.class, RuleTest.class));
    assertEquals(List.of(), compiled.errors());
    return Rule.problem(exercise, compiled.classes());
  }

  private static String answer(String members, String body, String more) {
    return """
        package e05_rnn_step;
        import unrolled.matrix.Matrix;
        public final class MyRnnStep implements RnnStep {
          %s
          public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
            %s
            return new Matrix(x.rows(), b.cols());
          }
        }
        %s
        """
        .formatted(members, body, more);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { x.rows(); } catch (Exception e) { System.out.println(e); e.printStackTrace(); }",
        "if (x == null) { throw new RuntimeException(\"no\"); }",
        "if (x == null) { throw new Error(\"no\"); }",
        "if (x == null) { throw new java.util.IllegalFormatWidthException(3); }",
        "if (x == null) { throw new java.security.InvalidParameterException(); }",
        "Runnable r = () -> {}; r.run();",
        "try { ((java.util.concurrent.Callable<Integer>) () -> 1).call(); } catch (Exception e) { }",
        "java.util.concurrent.Executors.newFixedThreadPool(2).shutdown();",
        "new java.util.concurrent.atomic.AtomicInteger().getAndIncrement();",
        "new java.util.concurrent.atomic.DoubleAdder().add(1);",
        "new java.util.concurrent.ConcurrentHashMap<String, Matrix>().put(\"x\", x);",
        "java.util.logging.Logger.getLogger(\"MyRnnStep\").info(\"x is \" + x.shape());",
        "new Thread(() -> {}).start();",
        "try { Thread.sleep(1); } catch (InterruptedException e) { }",
        "new java.util.Timer(true).cancel();",
        "System.exit(1);",
        "Runtime.getRuntime().availableProcessors();",
        "System.out.println(getClass().getSimpleName() + System.getProperty(\"java.version\"));",
        "Object all = java.lang.reflect.Array.newInstance(Matrix.class, 3);",
        "assert Matrix.class.isInstance(x);",
        "new java.util.Scanner(\"1 2\").nextInt();",
        "var out = new java.io.StringWriter(); new java.io.PrintWriter(out).println(x);",
        "java.time.Instant.now(); new java.text.DecimalFormat(\"0.0\").format(1);",
        "record Pair(int a, String b) {} enum Gate { I, F } System.out.println(new Pair(1, \"b\"));",
        "int n = switch (x.rows()) { case 1 -> 2; default -> 3; }; String s = \"n \" + n;",
        "double s = java.util.stream.IntStream.range(0, 3).mapToDouble(i -> Math.tanh(i)).sum();",
      })
  void whatever_computes_is_allowed(String body) {
    assertEquals(Optional.empty(), problem(body));
  }

  @Test
  void more_classes_a_main_method_and_own_exceptions_are_allowed() {
    String main = "public static void main(String[] all) { System.exit(all.length); }";
    String more =
        """
        record Affine(Matrix W) { Matrix of(Matrix x) { return x.matmul(W); } }
        class MyRnnStep2 extends IllegalArgumentException {}
        abstract class Squash { abstract double of(double v); }
        """;
    assertEquals(Optional.empty(), problem(RNN, answer(main, "new Affine(Wx).of(x);", more)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new java.io.FileWriter(\"a\")| java.io.FileWriter: that needs files",
        "java.nio.file.Files.exists(java.nio.file.Path.of(\"a\"))| java.nio.file.Files,",
        "new java.net.Socket()| java.net.Socket: that needs a network",
        "new ProcessBuilder(\"ls\").start()| java.lang.ProcessBuilder: that starts other programs",
        "Runtime.getRuntime().exec(\"ls\")| java.lang.Runtime.exec: that starts other programs",
        "Class.forName(\"a\")| java.lang.Class.forName: that uses reflection",
        "getClass().getMethods()| java.lang.Class.getMethods: that uses reflection",
        "getClass().getClassLoader()| java.lang.Class.getClassLoader: that uses reflection",
        "java.lang.invoke.MethodHandles.lookup().findClass(\"a\")| MethodHandles.lookup",
        "System.loadLibrary(\"a\")| java.lang.System.loadLibrary: that needs a library that is no",
        "new java.awt.Point(1, 2)| java.awt.Point: that needs a screen",
        "new unrolled.cell.RnnCell(2, 3, new java.util.Random(1))| unrolled.cell.RnnCell: that would",
        "unrolled.nn.Parameter.class| unrolled.nn.Parameter: that would do the exercise for you",
        "unrolled.exercise.Check.run(\"e05\")| unrolled.exercise.Check",
        "e10_rnn_step_backward.RnnStepBackward.h(x, hPrev, Wx, Wh, b)| e10_rnn_step_backward.RnnS",
        "new RnnStepTest()| e05_rnn_step.RnnStepTest: that would",
      })
  void what_hands_the_answer_over_or_cannot_work_is_named_with_what_to_use_instead(
      String expression, String said) {
    String body = "try { var unused = " + expression + "; } catch (Exception e) { }";
    if (expression.startsWith("System.load")) {
      body = expression + ";";
    }
    String problem = problem(body).orElse("");
    assertTrue(problem.startsWith("e05 cannot use "), problem);
    assertTrue(problem.contains(said), problem);
    assertEquals(1, problem.lines().count(), problem);
    assertTrue(problem.split("\\. ").length > 1, "says what to use instead: " + problem);
  }

  @Test
  void the_sentence_as_a_whole() {
    assertEquals(
        "e05 cannot use unrolled.cell.RnnCell, unrolled.nn.Parameter: that would do the exercise for you, or is not available where answers are graded. Write the step yourself with"
            + " unrolled.matrix.Matrix and the JDK; that is what the exercise is for.",
        problem("Matrix W = new unrolled.cell.RnnCell(2, 3, new java.util.Random(1)).Wx.value;")
            .orElseThrow());
  }

  @Test
  void native_methods_and_a_contract_of_ones_own_are_refused() {
    String problem = problem(RNN, answer("native void go();", "", "")).orElseThrow();
    assertTrue(problem.contains("the native method go: that needs a library"), problem);
    String contract =
        "interface RnnStep { Matrix forward(Matrix a, Matrix b, Matrix c, Matrix d, Matrix e); }";
    assertEquals(
        "e05_rnn_step.RnnStep is there already: leave it out, and write only your own classes.",
        problem(RNN, answer("", "", contract)).orElseThrow());
  }

  @Test
  void a_contract_can_take_methods_away() {
    String source =
        """
        package unrolled.exercise;
        import unrolled.matrix.Matrix;
        final class MySum implements SumOfTwo {
          public Matrix sum(Matrix a, Matrix b) { return %s; }
        }
        """;
    var sum = new Exercise("e99", "unrolled.exercise", SumOfTwo.class);
    String refused = problem(sum, source.formatted("a.plus(b).map(Math::tanh)")).orElseThrow();
    assertEquals(
        "e99 must be written without Matrix.plus, Math.tanh: building that is what the exercise is"
            + " for. Write it with loops over get and set, or over data().",
        refused);
    assertEquals(Optional.empty(), problem(sum, source.formatted("a.minus(b.scale(-1))")));
  }

  @Test
  void a_contract_on_arrays_can_take_the_whole_class_away() {
    String source =
        """
        package e03_add_product;
        final class MyAddProduct implements AddProduct {
          public double[] addProduct(int m, int k, int n, double[] a, double[] b, double[] c) {
            return %s;
          }
        }
        """;
    Exercise product = Exercise.of("e03");
    String matrix =
        "unrolled.matrix.Matrix.wrap(m, k, a).matmul(unrolled.matrix.Matrix.wrap(k, n, b)).data()";
    assertEquals(
        "e03 must be written without Matrix: building that is what the exercise is for. Write it"
            + " with loops over the arrays.",
        problem(product, source.formatted(matrix)).orElseThrow());
    String steps = "unrolled.experiment.MatmulSteps.all().get(\"naive\").product(m, a, b)";
    assertTrue(
        problem(product, source.formatted(steps))
            .orElseThrow()
            .endsWith(
                "Write the step yourself with loops over the arrays and the JDK; that is what the"
                    + " exercise is for."));
    assertEquals(Optional.empty(), problem(product, source.formatted("c.clone()")));
  }

  static List<Exercise> exercises() {
    return Exercise.all();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void the_solution_of_every_exercise_keeps_the_rule(Exercise exercise) {
    var file = Gate.solution(exercise).resolve(Gate.answerName(exercise) + ".java");
    var compiled = Compiler.compile(List.of(file), Matrix.class, exercise.contract());
    assertEquals(Optional.empty(), Rule.problem(exercise, compiled.classes()));
  }
}

/** A contract that takes methods away. */
@About(
    title = "Sum of two",
    notebook = "03",
    without = {"Matrix.plus", "Math.tanh"})
interface SumOfTwo {
  Matrix sum(Matrix a, Matrix b);
}
