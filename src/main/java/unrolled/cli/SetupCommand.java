package unrolled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import unrolled.grade.Level;
import unrolled.grade.Protection;
import unrolled.jupyter.Jupyter;
import unrolled.jupyter.Setup;

/** Installs what the course needs and this machine lacks. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = {
      "Installs what is missing.",
      "As root on Debian or Ubuntu it installs packages, else a Python environment under",
      "target. Where neither works, it says what to install."
    })
final class SetupCommand implements Runnable {
  private enum Part {
    JUPYTER,
    SANDBOX,
    BROWSER;

    static Part of(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw Problem.wrongUse("setup: \"" + name + "\" is none of jupyter, sandbox and browser.");
      }
    }
  }

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description = {
        "jupyter (when none is given);",
        "sandbox, which protects the machine that grades;",
        "browser, which checks pages without a screen"
      })
  private List<String> names = List.of("jupyter");

  @Override
  public void run() {
    Set<Part> parts = new TreeSet<>(names.stream().map(Part::of).toList());
    Path home = Checkout.home();
    if (parts.contains(Part.JUPYTER)) {
      Jupyter jupyter = Jupyter.find(home).orElseGet(() -> install(home));
      System.out.println("Jupyter " + jupyter.application() + " is here.");
      System.out.println("Kernel: " + Setup.kernelSpec(home));
    }
    if (parts.contains(Part.SANDBOX)) {
      Protection protection = sandbox();
      System.out.println("Sandbox: " + protection.level().word() + ".");
      protection.reasons().forEach(System.out::println);
    }
    if (parts.contains(Part.BROWSER)) {
      System.out.println("Browser: " + Browser.findOrInstall());
    }
  }

  /** The strongest that works, once its programs are here. */
  private static Protection sandbox() {
    Protection protection = Protection.here();
    if (protection.level() == Level.FULL) {
      return protection;
    }
    DebianPackages.install(
        List.of("bubblewrap", "util-linux"),
        String.join(" ", protection.reasons())
            + " Debian or Ubuntu: sudo apt-get install bubblewrap util-linux; there is none for"
            + " other systems than Linux.");
    return Protection.here();
  }

  static Jupyter install(Path home) {
    try {
      return Jupyter.install(home);
    } catch (IllegalStateException e) {
      throw Problem.missing(e.getMessage());
    }
  }
}
