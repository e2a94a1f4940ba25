package unrolled.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Browsers: the reader's own, and one that works without a screen. */
final class Browser {
  private static final List<String> CHROMIUMS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String ADVICE =
      "Debian or Ubuntu: sudo apt-get install chromium; elsewhere: https://www.chromium.org";

  private Browser() {}

  static Path findOrInstall() {
    return onPath()
        .or(
            () -> {
              install();
              return onPath();
            })
        .orElseThrow(() -> Problem.missing("Chromium cannot be found. " + ADVICE));
  }

  private static void install() {
    DebianPackages.install(List.of("chromium"), "There is no Chromium here. " + ADVICE);
  }

  private static Optional<Path> onPath() {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> CHROMIUMS.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Shows a page to the reader; false when there is no screen to show it on. */
  static boolean open(String url) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    List<String> command;
    if (system.startsWith("windows")) {
      command = List.of("rundll32", "url.dll,FileProtocolHandler", url);
    } else if (system.startsWith("mac")) {
      command = List.of("open", url);
    } else if (hasScreen()) {
      command = List.of("xdg-open", url);
    } else {
      return false;
    }
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException noOpener) {
      return false;
    }
  }

  private static boolean hasScreen() {
    return Stream.of("DISPLAY", "WAYLAND_DISPLAY")
        .map(System::getenv)
        .anyMatch(value -> value != null && !value.isBlank());
  }
}
