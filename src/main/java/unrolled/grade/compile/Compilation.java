package unrolled.grade.compile;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import unrolled.exercise.Compiler;
import unrolled.exercise.Exercise;
import unrolled.exercise.Rule;
import unrolled.exercise.Sources;
import unrolled.grade.intake.Answer;
import unrolled.player.host.Clean;

/**
 * The classes of an answer, or why there are none.
 *
 * @param classes class bytes by name; empty if there is a problem
 * @param problem what to tell the author; empty if there is none
 * @param remark which form of the answer was taken if it is not the first, and whether it need not
 *     give the same results again
 */
public record Compilation(Map<String, byte[]> classes, String problem, String remark) {
  private static final int LONGEST_PROBLEM = 4000;

  /**
   * Compiles an answer with nothing in reach but the matrices and the contract: the first form of
   * it that can be used, or else what is wrong with the first.
   *
   * @param compilers what compiles it
   * @param classPath what it may use
   */
  public static Compilation of(
      Exercise exercise, Answer answer, Compilers compilers, List<Path> classPath) {
    Compilation first = of(exercise, answer.sources(), compilers, classPath);
    if (!first.isUsable()) {
      for (Answer.Form form : answer.others()) {
        Compilation other = of(exercise, form.sources(), compilers, classPath);
        if (other.isUsable()) {
          String taken = "Taken: " + Clean.line(form.label()) + ". ";
          return new Compilation(other.classes, "", (taken + other.remark).strip());
        }
      }
    }
    return first;
  }

  private static Compilation of(
      Exercise exercise,
      SortedMap<String, String> sources,
      Compilers compilers,
      List<Path> classPath) {
    return compilers
        .compile(sources, classPath)
        .map(compiled -> of(exercise, compiled))
        .orElseGet(
            () -> refused("The compiler ran out of time or memory over it: write it more simply."));
  }

  public boolean isUsable() {
    return problem.isEmpty();
  }

  private static Compilation of(Exercise exercise, Compiler.Compiled compiled) {
    String file = "My" + exercise.contract().getSimpleName() + ".java";
    return Sources.problem(exercise, file, compiled)
        .or(() -> Rule.problem(exercise, compiled.classes()))
        .map(Compilation::refused)
        .orElseGet(
            () ->
                new Compilation(
                    compiled.classes(), "", Randomness.note(compiled.classes().values())));
  }

  private static Compilation refused(String problem) {
    return new Compilation(Map.of(), Clean.text(problem, LONGEST_PROBLEM), "");
  }
}
