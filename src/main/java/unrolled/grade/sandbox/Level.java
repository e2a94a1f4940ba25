package unrolled.grade.sandbox;

import java.util.Locale;
import java.util.stream.Stream;

/** How well the machine is protected from strangers' code; the strongest first. */
public enum Level {
  /**
   * No files but the JDK, none to write, no network, no processes but its own, bounded memory and
   * processes; and its own user, where the grader is root.
   */
  FULL,
  /**
   * Bounded memory, no terminal, nothing written and, where the grader is root, its own user with
   * bounded processes.
   */
  LIMITS,
  /**
   * A process of its own, and nothing more: against accidents and against tricks on the tests, not
   * against code that is out to harm the machine or the files of the grader.
   */
  PROCESS;

  /** As it is written in commands and results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The level that is written so.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Level of(String word) {
    return Stream.of(values())
        .filter(level -> level.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no sandbox \"" + word + "\"; choose full, limits or process"));
  }

  /** Whether this protects at least as well as the other. */
  public boolean atLeast(Level other) {
    return compareTo(other) <= 0;
  }
}
