package unrolled.grade.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.opentest4j.AssertionFailedError;
import unrolled.exercise.Compiler;
import unrolled.exercise.Exercise;
import unrolled.grade.CannotGrade;

/**
 * A teacher's own tests of one exercise, which no one else sees: {@code Hidden…Test.java}, in a
 * folder called like the exercise's or beside it, with whatever {@code Hidden….java} there is to
 * help it. They are trusted, and see the whole library.
 *
 * @param tests the class of the tests
 * @param classes the bytes of what was compiled, by name
 */
public record HiddenTests(Class<?> tests, Map<String, byte[]> classes) {
  /**
   * Those that a folder holds.
   *
   * @return by the id of the exercise; nothing for one that has none
   * @throws CannotGrade if they do not compile
   */
  public static Map<String, HiddenTests> in(Path folder, List<Exercise> exercises) {
    Map<String, HiddenTests> all = new TreeMap<>();
    for (Exercise exercise : exercises) {
      Stream.of(folder.resolve(exercise.folder()), folder)
          .map(place -> place.resolve(simpleName(exercise) + ".java"))
          .filter(Files::isRegularFile)
          .findFirst()
          .ifPresent(file -> all.put(exercise.id(), compiled(exercise, file.getParent())));
    }
    return all;
  }

  /** The file that is looked for. */
  static String simpleName(Exercise exercise) {
    return "Hidden" + exercise.contract().getSimpleName() + "Test";
  }

  /** The tests of an exercise, where there are any. */
  public static Optional<HiddenTests> of(Map<String, HiddenTests> all, Exercise exercise) {
    return Optional.ofNullable(all.get(exercise.id()));
  }

  private static HiddenTests compiled(Exercise exercise, Path folder) {
    List<Path> classPath =
        Compiler.places(
            Exercise.class,
            exercise.contract(),
            Test.class,
            Testable.class,
            AssertionFailedError.class,
            API.class);
    String name = exercise.folder() + "." + simpleName(exercise);
    Map<String, String> sources = sources(exercise, folder);
    var compiled = Compiler.compile(sources, classPath);
    if (!compiled.errors().isEmpty()) {
      throw new CannotGrade(
          "The hidden tests in "
              + folder
              + " do not compile:\n"
              + String.join("\n", compiled.errors()).indent(2).stripTrailing());
    }
    try {
      return new HiddenTests(
          compiled.load(UnaryOperator.identity()).loadClass(name), compiled.classes());
    } catch (ClassNotFoundException e) {
      throw new CannotGrade(
          simpleName(exercise) + ".java in " + folder + " holds no class " + name + ".", e);
    }
  }

  private static Map<String, String> sources(Exercise exercise, Path folder) {
    // In a folder for all exercises, another one's tests need not fit.
    String pattern =
        folder.endsWith(exercise.folder()) ? "Hidden\\w*\\.java" : simpleName(exercise) + "\\.java";
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.getFileName().toString().matches(pattern)) {
          sources.put(exercise.folder() + "/" + file.getFileName(), Files.readString(file));
        }
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the hidden tests in " + folder, e);
    }
  }
}
