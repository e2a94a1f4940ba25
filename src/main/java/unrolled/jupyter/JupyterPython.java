package unrolled.jupyter;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python that a Jupyter runs on, which need not be the {@code python3} of the path.
 *
 * <p>Its name stands in the first lines of the program {@code jupyter}, or it lies beside it.
 */
final class JupyterPython {
  private static final Pattern FIRST_LINE = Pattern.compile("#!\\s*(\\S*python\\S*)");
  // What pip writes when the path has a space or is too long for a first line.
  private static final Pattern SECOND_LINE =
      Pattern.compile("'''exec'\\s+\"?([^\"]+?)\"?\\s+\"\\$0\"");

  private JupyterPython() {}

  /**
   * The Python that has {@code nbclient}.
   *
   * @throws KernelUnavailable when there is none; the message says what to install
   */
  static String find(Path jupyter) {
    return candidates(jupyter).stream()
        .filter(JupyterPython::hasClient)
        .findFirst()
        .orElseThrow(
            () ->
                new KernelUnavailable(
                    "The Python of "
                        + jupyter
                        + " has no nbclient, which runs notebooks through a kernel; Debian or"
                        + " Ubuntu: sudo apt-get install python3-nbclient; elsewhere: python3 -m pip"
                        + " install nbclient"));
  }

  static List<String> candidates(Path jupyter) {
    var candidates = new ArrayList<String>();
    named(jupyter).ifPresent(candidates::add);
    for (String name : List.of("python3", "python", "python.exe")) {
      Path beside = jupyter.resolveSibling(name);
      if (Files.isExecutable(beside)) {
        candidates.add(beside.toString());
      }
    }
    candidates.add("python3");
    return candidates;
  }

  private static Optional<String> named(Path jupyter) {
    try (var in = Files.newInputStream(jupyter)) {
      // Enough for two lines; on Windows it is the start of a binary program.
      String head = new String(in.readNBytes(1024), StandardCharsets.ISO_8859_1);
      for (Pattern pattern : List.of(FIRST_LINE, SECOND_LINE)) {
        Matcher python = pattern.matcher(head);
        if (python.find()) {
          return Optional.of(python.group(1));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(jupyter + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean hasClient(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import nbclient, nbformat")
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking for Jupyter's Python", e);
    }
  }
}
