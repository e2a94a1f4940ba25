package unrolled.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import unrolled.jupyter.AptGet;

/** Debian's and Ubuntu's packages, where the user may install them. */
final class DebianPackages {
  private DebianPackages() {}

  /**
   * Installs packages, with the installer's own words on the terminal.
   *
   * @param names the packages
   * @param otherwise what to say where this is not Debian, or the user is not root
   */
  static void install(List<String> names, String otherwise) {
    boolean isDebian = Files.exists(Path.of("/etc/debian_version"));
    if (!isDebian || !System.getProperty("user.name").equals("root")) {
      throw Problem.missing(otherwise);
    }
    List<String> apt = AptGet.install(names);
    var builder = new ProcessBuilder(apt).inheritIO();
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw Problem.missing(String.join(" ", apt) + " ended with " + code + ".");
      }
    } catch (IOException e) {
      throw Problem.missing(otherwise);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.missing("Interrupted while packages were installed.");
    }
  }
}
