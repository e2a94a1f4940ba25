package unrolled.grade;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unrolled.exercise.Compiler;
import unrolled.exercise.Exercise;

/**
 * The classes of an answer, or why there are none.
 *
 * @param classes class bytes by name; empty if there is a problem
 * @param problem what to tell the author; empty if there is none
 */
record Compilation(Map<String, byte[]> classes, String problem) {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
  private static final int LINES = 12;
  private static final int LONGEST_PROBLEM = 4000;
  private static final long STACK_BYTES = 8L << 20;

  /** Compiles an answer here, with nothing in reach but the matrices and the contract. */
  static Compilation of(Exercise exercise, Submission.Work work, List<Path> classPath) {
    var task = new FutureTask<>(() -> Compiler.compile(work.sources(), classPath));
    Thread thread = new Thread(null, task, "compiler", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      Compiler.Compiled compiled = task.get(Limits.COMPILATION.toSeconds(), TimeUnit.SECONDS);
      return compiled.errors().isEmpty()
          ? scanned(exercise, compiled.classes())
          : refused(complaints(exercise, work, compiled.errors()));
    } catch (TimeoutException e) {
      return refused(
          "The compiler did not come to an end within "
              + Limits.COMPILATION.toSeconds()
              + " seconds: write it more simply.");
    } catch (ExecutionException e) {
      // The compiler is trusted, what it was given is not: it may overflow its stack, or run out
      // of memory, over a source that was written for that.
      String what = e.getCause().getClass().getSimpleName();
      return refused("The compiler gave up (" + what + "): write it more simply.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while compiling", e);
    }
  }

  /** The name of the class that is to be there. */
  static String answerName(Exercise exercise) {
    return exercise.folder() + ".My" + exercise.contract().getSimpleName();
  }

  boolean isUsable() {
    return problem.isEmpty();
  }

  private static Compilation scanned(Exercise exercise, Map<String, byte[]> classes) {
    if (!classes.containsKey(answerName(exercise))) {
      String file = "My" + exercise.contract().getSimpleName() + ".java";
      return refused(file + " holds no class " + answerName(exercise) + ".");
    }
    return Scan.problem(exercise, classes)
        .map(Compilation::refused)
        .orElseGet(() -> new Compilation(classes, ""));
  }

  private static String complaints(Exercise exercise, Submission.Work work, List<String> errors) {
    var text = new StringBuilder("It does not compile with Java ");
    text.append(Runtime.version().feature()).append(":");
    errors.stream().limit(LINES).forEach(line -> text.append("\n  ").append(line));
    for (var source : work.sources().entrySet()) {
      Matcher named = PACKAGE.matcher(source.getValue());
      String found = named.find() ? "package " + named.group(1) : "no package";
      if (!found.equals("package " + exercise.folder())) {
        text.append(
            "\n%s has %s; it should begin with: package %s;"
                .formatted(source.getKey(), found, exercise.folder()));
      }
    }
    return text.toString();
  }

  private static Compilation refused(String problem) {
    return new Compilation(Map.of(), Clean.text(problem, LONGEST_PROBLEM));
  }
}
