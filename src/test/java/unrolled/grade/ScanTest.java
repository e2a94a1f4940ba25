package unrolled.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.exercise.Compiler;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;

/** What the scan lets through, and what not. */
class ScanTest {
  private static Optional<String> scan(String source) {
    try (Stage stage = Stage.set(List.of(Rnn.EXERCISE))) {
      var compiled = Compiler.compile(Map.of(Rnn.FILE, source), stage.classPath(Rnn.EXERCISE));
      assertEquals(List.of(), compiled.errors());
      return Scan.problem(Rnn.EXERCISE, compiled.classes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.exit(0);",
        "System\\u002eexit(0);",
        "Runtime.getRuntime();",
        "new Thread(() -> {}).start();",
        "new java.util.Timer();",
        "try { getClass().getMethods(); } finally { }",
        "java.util.List.of(1).parallelStream().forEach(i -> System.setProperty(\"a\", \"b\"));",
        "java.util.function.IntConsumer c = System::exit;",
        "try { new java.io.FileWriter(\"a\"); } catch (java.io.IOException e) { }",
        "try { new java.util.Formatter(\"a\"); } catch (java.io.IOException e) { }",
        "try { new java.io.PrintStream(\"a\"); } catch (java.io.IOException e) { }",
        "java.util.concurrent.ForkJoinPool.commonPool();",
        "getClass().getClassLoader();"
      })
  void what_reaches_out_is_refused(String statement) {
    assertTrue(scan(Rnn.zerosAfter(statement)).isPresent());
  }

  @Test
  void a_refusal_names_what_was_used() {
    String problem = scan(Rnn.zerosAfter("System.exit(0);")).orElseThrow();
    assertTrue(problem.contains("java.lang.System.exit"), problem);
  }

  static List<Exercise> exercises() {
    return Exercise.all();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void the_solution_and_the_start_of_every_exercise_pass(Exercise exercise) throws Exception {
    for (String place : new String[] {"solutions", "exercises"}) {
      Path folder = Home.path().resolve(place).resolve(exercise.folder());
      var sources = new TreeMap<String, String>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.getFileName().toString().startsWith("My")).toList()) {
          sources.put(exercise.folder() + "/" + file.getFileName(), Files.readString(file));
        }
      }
      try (Stage stage = Stage.set(List.of(exercise))) {
        var work = new Submission.Work(sources);
        assertEquals(
            "",
            Compilation.of(
                    exercise,
                    work,
                    stage.compilers(new Sandbox(Level.PROCESS, false)),
                    stage.classPath(exercise))
                .problem());
      }
    }
  }

  @Test
  void the_language_itself_is_allowed() {
    String source =
        Rnn.zerosAfter(
            """
            record Pair(int a, String b) {}
            enum Gate { I, F }
            var list = new java.util.ArrayList<Pair>();
            list.add(new Pair(x.rows(), "a" + x.cols()));
            System.out.println(list + String.format("%d", 1) + Gate.valueOf("I"));
            int n = switch (Gate.F) { case I -> 1; case F -> 2; };
            double s = java.util.stream.IntStream.range(0, n).mapToDouble(i -> Math.tanh(i)).sum();
            assert s >= 0;
            """);
    assertEquals(Optional.empty(), scan(source));
  }
}
