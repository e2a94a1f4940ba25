package unrolled.cli;

import java.nio.file.Path;
import unrolled.exercise.Home;

/** Where things lie. */
final class Checkout {
  private Checkout() {}

  static Path home() {
    try {
      return Home.path();
    } catch (IllegalStateException e) {
      throw Problem.missing(e.getMessage());
    }
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
