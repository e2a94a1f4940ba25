package unrolled.exercise;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout is: the folder that holds {@code pom.xml} and {@code exercises}. */
public final class Home {
  private Home() {}

  /**
   * The root of the checkout: what the system property {@code unrolled.home} names, else the
   * nearest folder above the working directory that looks like it.
   */
  public static Path path() {
    String named = System.getProperty("unrolled.home");
    if (named != null) {
      return Path.of(named).toAbsolutePath().normalize();
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("pom.xml")) && Files.isDirectory(at.resolve("exercises"))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "no checkout of the workbook at or above " + start + ": set -Dunrolled.home to its folder");
  }

  /** The folder that answers are read from: {@code exercises}, or {@code solutions} for ours. */
  public static Path answers() {
    return path().resolve(System.getProperty("unrolled.answers", "exercises"));
  }

  /** Whether the answers that are read are the learner's own. */
  static boolean answersAreTheLearners() {
    return System.getProperty("unrolled.answers", "exercises").equals("exercises");
  }
}
