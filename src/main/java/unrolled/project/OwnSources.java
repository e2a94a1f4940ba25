package unrolled.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unrolled.data.Pair;
import unrolled.exercise.Compiler;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.exercise.Rule;

/**
 * The learner's files of the project: those of its folder, and the answers to the exercises that
 * they use.
 */
public final class OwnSources {
  private static final String NAME = "project.MyNetwork";
  private static final Pattern EXERCISE = Pattern.compile("\\be\\d\\d_[a-z0-9_]+");

  private final Map<String, String> texts = new TreeMap<>();
  private final Set<String> exercises = new TreeSet<>();

  private OwnSources() {}

  /**
   * Reads the files.
   *
   * @throws IllegalStateException with a sentence, if there is no project
   */
  public static OwnSources read() {
    return read(Home.answers());
  }

  /** Reads the files of another folder than the learner's. */
  static OwnSources read(Path answers) {
    Path folder = answers.resolve("project");
    if (!Files.exists(folder.resolve("MyNetwork.java"))) {
      throw new IllegalStateException(
          name(folder.resolve("MyNetwork.java"))
              + " is not there. It must hold your class MyNetwork; the statement is in"
              + " exercises/project/README.md.");
    }
    var sources = new OwnSources();
    Deque<String> open = new ArrayDeque<>(sources.add(folder, ""));
    while (!open.isEmpty()) {
      String exercise = open.pop();
      if (sources.exercises.add(exercise)) {
        open.addAll(sources.add(answers.resolve(exercise), "My"));
      }
    }
    return sources;
  }

  /** Adds the files of a folder; returns the folders of the exercises that they name. */
  private List<String> add(Path folder, String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix) && name.endsWith(".java") && !isOfTheCourse(name)) {
          texts.put(name(file), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    String start = name(folder) + "/";
    return texts.entrySet().stream()
        .filter(file -> file.getKey().startsWith(start))
        .flatMap(file -> EXERCISE.matcher(file.getValue()).results())
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private static String name(Path file) {
    Path home = Home.path();
    return (file.startsWith(home) ? home.relativize(file) : file).toString().replace('\\', '/');
  }

  /** Our own answers have their slips beside them. */
  private static boolean isOfTheCourse(String name) {
    return name.endsWith("Slips.java") || name.endsWith("Variants.java");
  }

  /** The exercises whose answers are used, in their order. */
  public List<Exercise> exercises() {
    return Exercise.all().stream().filter(e -> exercises.contains(e.folder())).toList();
  }

  /**
   * Compiles all files.
   *
   * @return makes a new network
   * @throws IllegalStateException with what is wrong
   */
  public Supplier<OwnNetwork> compile() {
    Class<?>[] known =
        Stream.concat(
                Stream.<Class<?>>of(OwnNetwork.class), exercises().stream().map(Exercise::contract))
            .toArray(Class[]::new);
    Compiler.Compiled compiled = Compiler.compile(texts, Compiler.places(known));
    if (!compiled.errors().isEmpty()) {
      throw new IllegalStateException(String.join("\n", compiled.errors()));
    }
    Optional<String> problem = Rule.projectProblem(compiled.classes(), this::isGiven);
    if (problem.isPresent()) {
      throw new IllegalStateException(problem.get());
    }
    try {
      Class<?> type = compiled.load(code -> code).loadClass(NAME);
      if (!OwnNetwork.class.isAssignableFrom(type)) {
        throw new IllegalStateException(
            "MyNetwork does not implement unrolled.project.OwnNetwork; write: public final class"
                + " MyNetwork implements OwnNetwork.");
      }
      var constructor = type.asSubclass(OwnNetwork.class).getConstructor();
      return () -> made(constructor);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "MyNetwork.java holds no class MyNetwork in the package project.", e);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(
          "MyNetwork needs to be public, with a public constructor without parameters.", e);
    }
  }

  private static OwnNetwork made(Constructor<? extends OwnNetwork> constructor) {
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("new MyNetwork() failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("MyNetwork cannot be made: " + e, e);
    }
  }

  private boolean isGiven(String name) {
    return Stream.concat(
            Stream.of(OwnNetwork.class, ProjectTask.class, Pair.class),
            exercises().stream().map(Exercise::contract))
        .map(Class::getName)
        .anyMatch(given -> name.equals(given) || name.startsWith(given + "."));
  }
}
