package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import unrolled.matrix.Matrix;

/** What the gate's tests share: the files of an exercise, compiled and judged. */
final class Gate {
  private Gate() {}

  static Path solution(Exercise exercise) {
    return Home.path().resolve("solutions").resolve(exercise.folder());
  }

  static String answerName(Exercise exercise) {
    return "My" + exercise.contract().getSimpleName();
  }

  /** The answer in a folder under {@code My….java}: the starter's, or the solution's. */
  static Answer answerIn(Exercise exercise, Path folder) {
    String name = answerName(exercise);
    return Answer.compiled(
        exercise, exercise.folder() + "." + name, List.of(folder.resolve(name + ".java")));
  }

  static Answer variant(Exercise exercise, Path file) {
    return Answer.compiled(
        exercise, exercise.folder() + ".variants." + simpleName(file), List.of(file));
  }

  static Answer mistake(Class<?> type) {
    return new Answer(() -> Mistakes.make(type), "");
  }

  static Class<?> hiddenTests(Exercise exercise) {
    String name = "Hidden" + exercise.contract().getSimpleName() + "Test";
    var compiled =
        Compiler.compile(
            List.of(solution(exercise).resolve(name + ".java")),
            Matrix.class,
            exercise.contract(),
            Test.class,
            AssertionFailedError.class,
            org.apiguardian.api.API.class);
    if (!compiled.errors().isEmpty()) {
      throw new AssertionError(String.join("\n", compiled.errors()));
    }
    try {
      return compiled.load(UnaryOperator.identity()).loadClass(exercise.folder() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  static List<Path> javaFiles(Path folder) {
    return files(folder).stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String simpleName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }
}
