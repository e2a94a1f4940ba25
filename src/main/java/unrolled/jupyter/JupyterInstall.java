package unrolled.jupyter;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The two ways in which Jupyter comes onto a machine. */
final class JupyterInstall {
  private static final List<String> PACKAGES =
      List.of("jupyter-notebook", "jupyter-nbconvert", "python3-nbclient", "jupyter-client");

  private JupyterInstall() {}

  static void debianPackages() {
    try {
      run(AptGet.update().toArray(String[]::new));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Jupyter.failed("interrupted");
    }
    run(AptGet.install(PACKAGES).toArray(String[]::new));
  }

  static void virtualEnvironment(Path folder, Path python) {
    String system = File.separatorChar == '\\' ? "python" : "python3";
    try {
      run(system, "-m", "venv", folder.toString());
      run(python.toString(), "-m", "pip", "install", "--quiet", "jupyterlab", "nbconvert");
    } catch (IllegalStateException e) {
      delete(folder);
      throw e;
    }
  }

  // The installer's own words go to the terminal: they say best what is missing.
  private static void run(String... command) {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw Jupyter.failed(String.join(" ", command) + " ended with " + code);
      }
    } catch (IOException e) {
      throw Jupyter.failed("there is no " + command[0] + " to install it with");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Jupyter.failed("interrupted");
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("setup: cannot delete " + folder, e);
    }
  }
}
