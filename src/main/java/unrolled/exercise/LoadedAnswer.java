package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import unrolled.matrix.Matrix;
import unrolled.player.host.PlayerEnded;
import unrolled.player.host.Remote;

/**
 * An answer to an exercise, ready to be called; or the reason why it is not.
 *
 * @param subject makes the object under test
 * @param problem why there is nothing to run; empty if there is
 * @param place where its author writes it, as the end of a sentence
 * @param notes what else to say about it: a sentence each
 * @param player the process that it runs in, if it has one of its own
 */
record LoadedAnswer(
    Supplier<?> subject,
    String problem,
    String place,
    List<String> notes,
    Optional<OwnPlayer> player)
    implements AutoCloseable {
  /** An answer whose place is not known. */
  LoadedAnswer(Supplier<?> subject, String problem) {
    this(subject, problem, "where it throws this");
  }

  /** An answer without a process of its own. */
  LoadedAnswer(Supplier<?> subject, String problem, String place) {
    this(subject, problem, place, List.of(), Optional.empty());
  }

  /** The learner's file, compiled by itself. */
  static LoadedAnswer inFile(Exercise exercise) {
    Path file = exercise.answer();
    if (!Files.exists(file)) {
      return refused(missing(file));
    }
    LoadedAnswer answer =
        compiled(exercise, exercise.answerName(), learnersFiles(file.getParent()));
    String place = "in " + Texts.relative(file) + ", where it says TODO";
    return new LoadedAnswer(answer.subject, answer.problem, place, answer.notes, answer.player);
  }

  /** An object that was made in a notebook cell or in JShell. */
  static LoadedAnswer given(Exercise exercise, Object subject) {
    Optional<String> problem = Rule.problem(exercise, subject.getClass());
    return problem
        .map(LoadedAnswer::refused)
        .orElseGet(() -> new LoadedAnswer(() -> subject, "", place(subject)));
  }

  private static String place(Object subject) {
    return "in the cell of " + subject.getClass().getSimpleName() + ", and run it again";
  }

  /** A class of some source files: the learner's, or one that stands in for it. */
  static LoadedAnswer compiled(Exercise exercise, String name, List<Path> files) {
    OwnPlayer player = OwnPlayer.start(exercise);
    LoadedAnswer answer = compiled(exercise, name, files, player);
    if (!answer.canRun()) {
      player.close();
    }
    return answer;
  }

  private static LoadedAnswer compiled(
      Exercise exercise, String name, List<Path> files, OwnPlayer player) {
    Map<String, String> sources = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    for (Path file : files) {
      try {
        String text = Sources.read(file);
        if (name.equals(exercise.answerName())) {
          Sources.Mended mended = Sources.mended(exercise, text);
          text = mended.text();
          if (!mended.note().isEmpty()) {
            notes.add(Texts.relative(file) + " " + mended.note());
          }
        }
        sources.put(Texts.relative(file), text);
      } catch (Sources.Unreadable e) {
        return refused(Texts.relative(file) + " " + e.getMessage() + ".");
      }
    }
    Optional<String> problem;
    Compiler.Compiled compiled;
    try {
      compiled = Compiler.compile(sources, Compiler.places(Matrix.class, exercise.contract()));
      problem =
          name.equals(exercise.answerName())
              ? Sources.problem(exercise, Texts.relative(exercise.answer()), compiled)
              : compiled.errors().stream().findFirst();
    } catch (StackOverflowError | IllegalStateException e) {
      return refused(
          "The compiler gave up (" + e.getClass().getSimpleName() + "): write it more simply.");
    }
    return problem
        .map(LoadedAnswer::refused)
        .orElseGet(() -> loaded(exercise, name, compiled.classes(), notes, player));
  }

  /** A class of some that have been compiled. */
  static LoadedAnswer loaded(Exercise exercise, String name, Map<String, byte[]> classes) {
    OwnPlayer player = OwnPlayer.start(exercise);
    LoadedAnswer answer = loaded(exercise, name, classes, List.of(), player);
    if (!answer.canRun()) {
      player.close();
    }
    return answer;
  }

  private static LoadedAnswer loaded(
      Exercise exercise,
      String name,
      Map<String, byte[]> classes,
      List<String> notes,
      OwnPlayer player) {
    Optional<String> problem = Rule.problem(exercise, classes);
    if (problem.isPresent()) {
      return refused(problem.get());
    }
    try {
      player.load(name, classes);
    } catch (Remote.NotPlayable | PlayerEnded e) {
      return refused(e.getMessage());
    }
    return new LoadedAnswer(
        player::instance, "", "where it throws this", notes, Optional.of(player));
  }

  boolean canRun() {
    return problem.isEmpty();
  }

  /** What the code has printed so far, cut where it is long; empty if it runs in this process. */
  String printed() {
    return player.map(OwnPlayer::printed).orElse("");
  }

  /** Sets its static fields back; nothing if it has none that may change. */
  Optional<Runnable> renewal() {
    return player.filter(OwnPlayer::hasStaticState).map(own -> own::restart);
  }

  /** Another run of tests begins. */
  void begin() {
    player.ifPresent(OwnPlayer::renewBounds);
  }

  /** Ends its process; one that is called again has another. */
  @Override
  public void close() {
    player.ifPresent(OwnPlayer::close);
  }

  private static LoadedAnswer refused(String problem) {
    return new LoadedAnswer(
        () -> {
          throw new IllegalStateException(problem);
        },
        problem.stripTrailing());
  }

  /** What to do where the learner's file is not, be it lost or renamed. */
  private static String missing(Path file) {
    String wanted = Texts.relative(file);
    String restore = "git restore " + wanted;
    String contract = file.getFileName().toString().substring("My".length());
    List<String> others =
        javaFiles(
            file.getParent(), "(?!" + contract.replace(".java", "(Test)?") + "\\.java).*\\.java");
    return others.isEmpty()
        ? wanted + " is not there: " + restore
        : "%s is not there, but %s is: rename the file and its class, or get the starter back: %s"
            .formatted(wanted, String.join(", ", others), restore);
  }

  private static List<String> javaFiles(Path folder, String pattern) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    return files(folder, pattern).stream().map(path -> path.getFileName().toString()).toList();
  }

  private static List<Path> learnersFiles(Path folder) {
    return files(folder, "My\\w*\\.java");
  }

  private static List<Path> files(Path folder, String pattern) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
