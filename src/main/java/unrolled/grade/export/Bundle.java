package unrolled.grade.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.exercise.Exercise;
import unrolled.grade.CannotGrade;
import unrolled.grade.judge.HiddenTests;

/**
 * This grader in a folder of its own: classes, jars, exercises, hidden tests and a launcher.
 *
 * @param home the checkout
 * @param hidden the folder of the hidden tests
 * @param classPath the folder of our classes, and the jars
 * @param main the class whose {@code main} takes the commands
 */
public record Bundle(Path home, Path hidden, List<Path> classPath, Class<?> main) {
  private static final String LAUNCHER = "unrolled";

  /** A hidden test lies in a folder called like its exercise, or beside it, and never deeper. */
  private static final int DEEPEST_HIDDEN_TEST = 2;

  /**
   * The grader that is running, with those jars of its class path that this main class, the
   * exercises and the hidden tests need.
   *
   * @throws CannotGrade if the hidden tests do not compile
   */
  public static Bundle running(Path home, Path hidden, Class<?> main) throws IOException {
    String separator = System.getProperty("path.separator");
    List<Path> all =
        Stream.of(System.getProperty("java.class.path").split(separator)).map(Path::of).toList();
    List<byte[]> more = new ArrayList<>();
    for (Path part : all) {
      if (Files.isDirectory(part)) {
        try (Stream<Path> files = Files.walk(part)) {
          for (Path file : files.filter(file -> isOfAnExercise(part.relativize(file))).toList()) {
            more.add(Files.readAllBytes(file));
          }
        }
      }
    }
    HiddenTests.in(hidden, Exercise.all()).values().stream()
        .flatMap(tests -> tests.classes().values().stream())
        .forEach(more::add);
    return new Bundle(home, hidden, NeededJars.of(all, main, more), main);
  }

  /** Its tests are found by name, and no reference leads to them. */
  private static boolean isOfAnExercise(Path file) {
    return file.toString().matches("e\\d\\d_.*\\.class");
  }

  /**
   * Checks that there is something to copy.
   *
   * @throws IllegalArgumentException if there is no folder of hidden tests
   */
  public Bundle {
    classPath = List.copyOf(classPath);
    if (!Files.isDirectory(hidden)) {
      throw new IllegalArgumentException(
          "export: there is no folder of hidden tests " + hidden + "; name it with --hidden.");
    }
  }

  /** Writes everything into a new folder, also of a zip. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    for (Path part : classPath) {
      if (Files.isDirectory(part)) {
        copy(part, folder.resolve("classes"), file -> true);
      } else {
        Files.copy(part, folder.resolve("lib").resolve(part.getFileName().toString()));
      }
    }
    Files.copy(home.resolve("pom.xml"), folder.resolve("pom.xml"));
    copy(home.resolve("exercises"), folder.resolve("exercises"), this::isOfTheExercise);
    copy(hidden, folder.resolve("hidden"), Bundle::isHidden);
    Written.script(
        folder.resolve(LAUNCHER),
        Template.filled(
            "bundle/" + LAUNCHER,
            Map.of("CLASS_PATH", relativeClassPath(), "MAIN", main.getName())));
  }

  private String relativeClassPath() {
    return classPath.stream()
        .map(part -> Files.isDirectory(part) ? "classes" : "lib/" + part.getFileName())
        .map(part -> "$home/" + part)
        .collect(Collectors.joining(":"));
  }

  /** A starter is part of it, since answers are compared with it; what a learner wrote is not. */
  private boolean isOfTheExercise(Path file) throws IOException {
    return !file.getFileName().toString().matches("My.*\\.java")
        || Exercise.isStarter(Files.readString(home.resolve("exercises").resolve(file)));
  }

  private static boolean isHidden(Path file) {
    return file.getNameCount() <= DEEPEST_HIDDEN_TEST
        && file.getFileName().toString().matches("Hidden\\w*\\.java|secret\\.txt");
  }

  private interface Choice {
    /** Whether a file is copied, by its path from where the copy began. */
    boolean takes(Path file) throws IOException;
  }

  private static void copy(Path from, Path to, Choice choice) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path relative = from.relativize(file);
        if (choice.takes(relative)) {
          Path target = to.resolve(relative.toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
