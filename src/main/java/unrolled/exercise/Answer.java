package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import unrolled.matrix.Matrix;

/**
 * An answer to an exercise, ready to be called; or the reason why it is not.
 *
 * @param subject makes the object under test
 * @param problem why there is nothing to run; empty if there is
 * @param place where its author writes it, as the end of a sentence
 */
record Answer(Supplier<?> subject, String problem, String place) {
  /** An answer whose place is not known. */
  Answer(Supplier<?> subject, String problem) {
    this(subject, problem, "where it throws this");
  }

  /** The learner's file, compiled by itself. */
  static Answer inFile(Exercise exercise) {
    Path file = exercise.answer();
    if (!Files.exists(file)) {
      return refused(Texts.relative(file) + " is not there: git restore " + Texts.relative(file));
    }
    String name = exercise.folder() + ".My" + exercise.contract().getSimpleName();
    Answer answer = compiled(exercise, name, learnersFiles(file.getParent()));
    String place = "in " + Texts.relative(file) + ", where it says TODO";
    return new Answer(answer.subject, answer.problem, place);
  }

  /** An object that was made in a notebook cell or in JShell. */
  static Answer given(Exercise exercise, Object subject) {
    Optional<String> problem = Delegation.in(exercise, subject.getClass());
    return problem
        .map(Answer::refused)
        .orElseGet(() -> new Answer(() -> subject, "", place(subject)));
  }

  private static String place(Object subject) {
    return "in the cell of " + subject.getClass().getSimpleName() + ", and run it again";
  }

  /** A class of some source files: the learner's, or one that stands in for it. */
  static Answer compiled(Exercise exercise, String name, List<Path> files) {
    var compiled = Compiler.compile(files, Matrix.class, exercise.contract());
    if (!compiled.errors().isEmpty()) {
      return refused("It does not compile:\n" + String.join("\n", compiled.errors()).indent(2));
    }
    Optional<String> problem = Delegation.in(exercise, compiled.classes().values());
    if (problem.isPresent()) {
      return refused(problem.get());
    }
    try {
      // Not initialised here: what a static initialiser does is under the time limit of a test.
      Class<?> type = Class.forName(name, false, compiled.load(Stoppable::of));
      return exercise.contract().isAssignableFrom(type)
          ? new Answer(() -> make(type), "")
          : refused(
              type.getSimpleName() + " does not say implements " + exercise.contract().getName());
    } catch (ClassNotFoundException e) {
      return refused(Texts.relative(files.get(0)) + " holds no class " + name);
    }
  }

  boolean canRun() {
    return problem.isEmpty();
  }

  private static Answer refused(String problem) {
    return new Answer(
        () -> {
          throw new IllegalStateException(problem);
        },
        problem.stripTrailing());
  }

  private static Object make(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw Answer.<RuntimeException>unwrapped(e.getCause());
    } catch (NoSuchMethodException e) {
      throw new AssertionError(type.getSimpleName() + " needs a constructor without parameters", e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("cannot make a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unwrapped(Throwable thrown) throws E {
    throw (E) thrown;
  }

  private static List<Path> learnersFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("My\\w*\\.java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
