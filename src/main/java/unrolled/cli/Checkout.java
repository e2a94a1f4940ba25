package unrolled.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie. */
final class Checkout {
  private Checkout() {}

  /** The root: what {@code unrolled.home} names, else the nearest folder above that looks so. */
  static Path home() {
    String named = System.getProperty("unrolled.home");
    if (named != null) {
      return Path.of(named).toAbsolutePath().normalize();
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("pom.xml")) && Files.isDirectory(at.resolve("exercises"))) {
        return at;
      }
    }
    throw Problem.missing("There is no checkout of Unrolled at " + here + " or above it.");
  }

  static Path notebooks() {
    return home().resolve("notebooks");
  }

  static Path book() {
    return home().resolve("target").resolve("book");
  }

  /** The folder in which the command was typed; the launcher has left it for the root. */
  static Path typedIn() {
    return Path.of(System.getProperty("unrolled.from", "")).toAbsolutePath();
  }
}
