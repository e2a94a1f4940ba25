package unrolled.exercise;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;
import unrolled.player.PlayerEnded;

/**
 * Tells which known mistake an answer makes.
 *
 * <p>The known mistakes of an exercise are classes that make them: the answer is asked the same
 * questions as each, and the one that agrees on every outcome, also on what is thrown and on what
 * is written into the inputs, is the mistake. Two that agree name none. In the students' copy,
 * which has no {@code solutions}, the outcomes are read from a file; without one there are no known
 * mistakes, and the tests speak for themselves.
 */
final class Mistakes {
  private static final long PATIENCE_MILLIS = 2000;
  private static final Map<Path, List<KnownMistake>> KNOWN = new ConcurrentHashMap<>();

  private Mistakes() {}

  /** The classes that make the known mistakes of an exercise. */
  static List<Class<?>> of(Exercise exercise) {
    return ReflectionSupport.findAllClassesInPackage(
            exercise.folder() + ".mistakes",
            type -> type.isAnnotationPresent(Mistake.class),
            name -> true)
        .stream()
        .sorted(Comparator.comparing(Class::getName))
        .collect(Collectors.toList());
  }

  /** The one known mistake that this answer makes. */
  static Optional<KnownMistake> named(Exercise exercise, Answer answer) {
    var found = new KnownMistake[1];
    Thread search = new Thread(() -> found[0] = search(exercise, answer), "mistakes");
    search.setDaemon(true);
    // JUnit looks for classes where the thread's loader finds them.
    search.setContextClassLoader(Mistakes.class.getClassLoader());
    // The learner has seen what the code prints, and need not see it for every probe.
    Silence silence = Silence.start();
    try {
      search.start();
      search.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      search.interrupt();
      silence.close();
    }
    return Optional.ofNullable(found[0]);
  }

  /** The mistake; null if there is none, or no telling. */
  private static KnownMistake search(Exercise exercise, Answer answer) {
    var probes = Fixture.probes(exercise.contract());
    Fingerprint learners;
    try {
      learners = Fingerprint.of(answer.subject(), probes);
    } catch (PlayerEnded e) {
      return null; // The code is too slow for so many questions, so there is no telling.
    }
    Fingerprint wanted = learners;
    List<KnownMistake> same =
        known(exercise).stream().filter(known -> wanted.equals(known.print())).toList();
    return same.size() == 1 ? same.get(0) : null;
  }

  /** Those of an exercise in a checkout, made once: a grader compares hundreds of answers. */
  private static List<KnownMistake> known(Exercise exercise) {
    return KNOWN.computeIfAbsent(exercise.path(), any -> KnownMistake.of(exercise));
  }

  static Object make(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a mistake needs a constructor: " + type.getName(), e);
    }
  }
}
