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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
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

  /** The exercises in which a state goes from step to step. */
  private static final List<String> RECURRENT =
      List.of("e05", "e06", "e18", "e23", "e25", "e26", "e27", "e35");

  private final Map<String, String> texts = new TreeMap<>();
  private final Set<String> exercises = new TreeSet<>();

  /** The packages of which a class has been used: a JVM loads a class at its first use. */
  private final Set<String> ran = ConcurrentHashMap.newKeySet();

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
      Class<?> type = compiled.load(this::noted).loadClass(NAME);
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

  private byte[] noted(byte[] code) {
    String name = new ClassReader(code).getClassName();
    ran.add(name.substring(0, name.lastIndexOf('/')));
    return code;
  }

  /**
   * To be called when a network has learnt.
   *
   * @throws IllegalStateException with a sentence, if no recurrent answer of the learner's own ran
   */
  public void requireRecurrent() {
    if (exercises().stream()
        .noneMatch(e -> RECURRENT.contains(e.id()) && ran.contains(e.folder()))) {
      throw new IllegalStateException(
          "MyNetwork learns without a recurrent network of yours. The project is to be built from"
              + " the classes that you wrote in this course: use your answer to at least one of "
              + String.join(", ", RECURRENT)
              + " in learn(…).");
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
