package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  /** The answers in the file of the variants. */
  static List<Answer> variants(Exercise exercise) {
    String name = exercise.contract().getName() + "Variants";
    Path file = solution(exercise).resolve(exercise.contract().getSimpleName() + "Variants.java");
    var compiled = Compiler.compile(List.of(file), Matrix.class, exercise.contract());
    if (!compiled.errors().isEmpty()) {
      throw new AssertionError(String.join("\n", compiled.errors()));
    }
    return compiled.classes().keySet().stream()
        .filter(type -> type.matches(java.util.regex.Pattern.quote(name) + "\\$[A-Z]\\w*"))
        .sorted()
        .map(type -> Answer.compiled(exercise, type, List.of(file)))
        .toList();
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
