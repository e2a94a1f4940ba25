package unrolled.grade;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unrolled.exercise.Exercise;
import unrolled.player.Clean;

/**
 * The classes of an answer, or why there are none.
 *
 * @param classes class bytes by name; empty if there is a problem
 * @param problem what to tell the author; empty if there is none
 */
record Compilation(Map<String, byte[]> classes, String problem) {
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^[ \\t]*+package[ \\t]++([\\w.]++)[ \\t]*+;");
  private static final int LONGEST_PROBLEM = 4000;

  /**
   * Compiles an answer with nothing in reach but the matrices and the contract.
   *
   * @param compilers what compiles it
   * @param classPath what it may use
   */
  static Compilation of(
      Exercise exercise, Submission.Work work, Compilers compilers, List<Path> classPath) {
    return compilers
        .compile(work.sources(), classPath)
        .map(
            compiled ->
                compiled.errors().isEmpty()
                    ? scanned(exercise, work, compiled.classes())
                    : refused(complaints(exercise, work, compiled.errors())))
        .orElseGet(
            () -> refused("The compiler ran out of time or memory over it: write it more simply."));
  }

  /** The name of the class that is to be there. */
  static String answerName(Exercise exercise) {
    return exercise.folder() + ".My" + exercise.contract().getSimpleName();
  }

  boolean isUsable() {
    return problem.isEmpty();
  }

  private static Compilation scanned(
      Exercise exercise, Submission.Work work, Map<String, byte[]> classes) {
    if (!classes.containsKey(answerName(exercise))) {
      String file = "My" + exercise.contract().getSimpleName() + ".java";
      String missing = file + " holds no class " + answerName(exercise) + ".";
      return refused(missing + wrongPackages(exercise, work));
    }
    return Scan.problem(exercise, classes)
        .map(Compilation::refused)
        .orElseGet(() -> new Compilation(classes, ""));
  }

  private static String complaints(Exercise exercise, Submission.Work work, List<String> errors) {
    var text = new StringBuilder("It does not compile with Java ");
    text.append(Runtime.version().feature()).append(":");
    errors.forEach(line -> text.append("\n  ").append(line));
    return text.append(wrongPackages(exercise, work)).toString();
  }

  /** A line for each source that is not in the package of the exercise. */
  private static String wrongPackages(Exercise exercise, Submission.Work work) {
    var text = new StringBuilder();
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
