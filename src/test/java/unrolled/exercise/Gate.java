package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unrolled.matrix.Matrix;
import unrolled.player.host.Lambdas;

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
  static LoadedAnswer answerIn(Exercise exercise, Path folder) {
    String name = answerName(exercise);
    return LoadedAnswer.compiled(
        exercise, exercise.folder() + "." + name, List.of(folder.resolve(name + ".java")));
  }

  /** The solution. */
  static Compiled compiledSolution(Exercise exercise) {
    String name = answerName(exercise);
    Path file = solution(exercise).resolve(name + ".java");
    return new Compiled(exercise, exercise.folder() + "." + name, classes(exercise, file));
  }

  /** The answers in the file of the variants. */
  static List<Compiled> variants(Exercise exercise) {
    String name = exercise.contract().getName() + "Variants";
    Path file = solution(exercise).resolve(exercise.contract().getSimpleName() + "Variants.java");
    Map<String, byte[]> classes = classes(exercise, file);
    return classes.keySet().stream()
        .filter(type -> type.matches(Pattern.quote(name) + "\\$[A-Z]\\w*"))
        .sorted()
        .map(type -> new Compiled(exercise, type, classes))
        .toList();
  }

  private static Map<String, byte[]> classes(Exercise exercise, Path file) {
    var compiled = Compiler.compile(List.of(file), Matrix.class, exercise.contract());
    if (!compiled.errors().isEmpty()) {
      throw new AssertionError(String.join("\n", compiled.errors()));
    }
    return compiled.classes();
  }

  /** A class that answers an exercise, compiled once and to be played in two places. */
  record Compiled(Exercise exercise, String name, Map<String, byte[]> classes) {
    /** In a process of its own, where a learner's file is played. */
    LoadedAnswer inAPlayer() {
      return LoadedAnswer.loaded(exercise, name, classes);
    }

    /** In this process, with the lambdas as a player has them; many seeds take less time here. */
    LoadedAnswer here() {
      var loader =
          new Compiler.Compiled(Lambdas.asNamedClasses(classes), List.of())
              .load(UnaryOperator.identity());
      try {
        Constructor<?> constructor = loader.loadClass(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return new LoadedAnswer(() -> made(constructor), "");
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    private static Object made(Constructor<?> constructor) {
      try {
        return constructor.newInstance();
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
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
