package unrolled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Protection;
import unrolled.jupyter.Jupyter;
import unrolled.jupyter.OtherKernel;
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
  private static final String FOR_USER =
      """

      Every Jupyter of this user, VS Code included, now has it in its list of kernels.
      It runs the classes of this checkout: after mvn clean, build again; after a move, install
      again. --user --remove undoes it.""";

  private enum Part {
    JUPYTER,
    KERNEL,
    IJAVA,
    JJAVA,
    RAPAIO,
    SANDBOX,
    BROWSER;

    static Part of(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        String known =
            Stream.of(values())
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw Problem.wrongUse("setup: \"" + name + "\" is none of " + known + ".");
      }
    }

    boolean isKernel() {
      return this == KERNEL || isOther();
    }

    boolean isOther() {
      return this == IJAVA || this == JJAVA || this == RAPAIO;
    }
  }

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description = {
        "jupyter (when none is given);",
        "kernel, the Java kernel of this checkout;",
        "ijava, jjava or rapaio, the Java kernels of others, with this library in them;",
        "sandbox, which protects the machine that grades;",
        "browser, which checks pages without a screen"
      })
  private List<String> names = List.of("jupyter");

  @Option(
      names = "--user",
      description = {
        "put the kernel where VS Code, JupyterLab and JupyterHub find it,",
        "not under target alone"
      })
  private boolean user;

  @Option(names = "--remove", description = "with --user: take the kernel away from there again")
  private boolean remove;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "with --user: the kernel's name in Jupyter (default: java; ijava, …)")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "the jar of ijava, jjava or rapaio, or a folder that has it")
  private Optional<String> jar = Optional.empty();

  @Override
  public void run() {
    Set<Part> parts = new TreeSet<>(names.stream().map(Part::of).toList());
    refuseWrongUse(parts);
    Path home = Checkout.home();
    if (parts.contains(Part.JUPYTER)) {
      Jupyter jupyter = Jupyter.find(home).orElseGet(() -> install(home));
      System.out.println("Jupyter " + jupyter.application() + " is here.");
      System.out.println("Kernel: " + Setup.kernelSpec(home));
    }
    parts.stream().filter(Part::isKernel).forEach(part -> kernel(home, part));
    if (parts.contains(Part.SANDBOX)) {
      Protection protection = sandbox();
      System.out.println("Sandbox: " + protection.level().word() + ".");
      protection.reasons().forEach(System.out::println);
    }
    if (parts.contains(Part.BROWSER)) {
      System.out.println("Browser: " + Browser.findOrInstall());
    }
  }

  private void refuseWrongUse(Set<Part> parts) {
    if (user && parts.stream().noneMatch(Part::isKernel)) {
      throw Problem.wrongUse("--user is for a kernel, as in: ./unrolled setup kernel --user");
    }
    if ((remove || name.isPresent()) && !user) {
      throw Problem.wrongUse(
          "--remove and --name need --user, as in: ./unrolled setup kernel --user --remove");
    }
    long others = parts.stream().filter(Part::isOther).count();
    if (jar.isPresent() && others != 1) {
      throw Problem.wrongUse("--jar is for one of ijava, jjava and rapaio.");
    }
    if (name.isPresent() && parts.stream().filter(Part::isKernel).count() != 1) {
      throw Problem.wrongUse("--name is for one kernel at a time.");
    }
  }

  private void kernel(Path home, Part part) {
    try {
      System.out.println(part == Part.KERNEL ? own(home) : other(home, part));
    } catch (IllegalStateException e) {
      throw Problem.missing(e.getMessage());
    }
  }

  private String own(Path home) {
    if (!user) {
      return "Kernel: " + Setup.kernelSpec(home);
    }
    String called = name.orElse(Setup.KERNEL);
    Path data = Jupyter.userFolder(Jupyter.find(home));
    return remove
        ? removed(data, called)
        : "Kernel: " + Setup.userKernel(home, data, called) + FOR_USER;
  }

  private String other(Path home, Part part) {
    OtherKernel kernel = OtherKernel.valueOf(part.name());
    String called = name.orElse(kernel.word());
    if (remove) {
      return removed(Jupyter.userFolder(Jupyter.find(home)), called);
    }
    Path place =
        jar.map(Checkout.typedIn()::resolve)
            .or(kernel::usualPlace)
            .orElseThrow(
                () ->
                    Problem.wrongUse(
                        "setup %s: --jar FILE is missing. Expected %s."
                            .formatted(kernel.word(), kernel.source())));
    Path found = kernel.jar(place);
    Path inCheckout = Setup.kernelSpec(home, kernel, found);
    if (!user) {
      return "%s: %s%nRun all notebooks under it: ./unrolled run --under %s"
          .formatted(kernel.title(), inCheckout, kernel.word());
    }
    Path data = Jupyter.userFolder(Jupyter.find(home));
    Path written = Setup.userKernel(home, data, called, kernel, found);
    return kernel.title() + ": " + written + FOR_USER;
  }

  private static String removed(Path data, String called) {
    return Setup.removeUserKernel(data, called)
        .map(folder -> "Removed: " + folder)
        .orElse("There was nothing to remove: no kernel \"" + called + "\" in " + data);
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
