package unrolled.jupyter;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Jupyter on this machine that can open notebooks. */
public final class Jupyter {
  private static final boolean WINDOWS = File.separatorChar == '\\';
  private static final String DATA = "JUPYTER_PATH";
  private static final String WAYS =
      "Debian or Ubuntu: sudo apt-get install jupyter-notebook jupyter-nbconvert python3-nbclient"
          + " jupyter-client; elsewhere: python3 -m pip install jupyterlab";

  private final Path home;
  private final Path program;
  private final String application;

  private Jupyter(Path home, Path program, String application) {
    this.home = home;
    this.program = program;
    this.application = application;
  }

  /**
   * The first {@code jupyter} on the path that has JupyterLab or the classic notebook, else the one
   * that {@link #install} has put under {@code target/venv}.
   *
   * @param home the checkout
   */
  public static Optional<Jupyter> find(Path home) {
    return find(home, Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  static Optional<Jupyter> find(Path home, String path) {
    return Stream.concat(onPath(path), Stream.of(inVenv(home, "jupyter")))
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .flatMap(program -> withApplication(home, program).stream())
        .findFirst();
  }

  /**
   * Installs Jupyter: Debian's packages when this is root on Debian or Ubuntu, else a Python
   * virtual environment under {@code target/venv}.
   *
   * @param home the checkout
   * @throws IllegalStateException if neither way works; the message says what to install by hand
   */
  public static Jupyter install(Path home) {
    boolean debian = Files.exists(Path.of("/etc/debian_version"));
    if (debian && System.getProperty("user.name").equals("root")) {
      JupyterInstall.debianPackages();
    } else {
      JupyterInstall.virtualEnvironment(venv(home), inVenv(home, "python"));
    }
    return find(home).orElseThrow(() -> failed("it still cannot be found"));
  }

  static IllegalStateException failed(String reason) {
    return new IllegalStateException(
        "Jupyter could not be installed (" + reason + "); install it by hand. " + WAYS);
  }

  /**
   * Where every Jupyter of this user looks for kernels: in {@code kernels} of this folder.
   *
   * @param jupyter is asked, since its settings decide; without one it is the documented folder
   */
  public static Path userFolder(Optional<Jupyter> jupyter) {
    return jupyter
        .flatMap(Jupyter::dataFolder)
        .orElseGet(
            () ->
                documentedFolder(
                    System.getProperty("os.name"),
                    Path.of(System.getProperty("user.home")),
                    System.getenv()));
  }

  private Optional<Path> dataFolder() {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--data-dir")
              .redirectError(Redirect.DISCARD)
              .start();
      String folder = new String(process.getInputStream().readAllBytes()).strip();
      return process.waitFor() == 0 && !folder.isEmpty()
          ? Optional.of(Path.of(folder))
          : Optional.empty();
    } catch (IOException notAProgram) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("jupyter: interrupted while asked for its folder", e);
    }
  }

  static Path documentedFolder(String system, Path user, Map<String, String> environment) {
    if (environment.containsKey("JUPYTER_DATA_DIR")) {
      return Path.of(environment.get("JUPYTER_DATA_DIR"));
    }
    if (system.startsWith("Mac")) {
      return user.resolve("Library").resolve("Jupyter");
    }
    if (system.startsWith("Windows")) {
      return Path.of(environment.getOrDefault("APPDATA", user.toString())).resolve("jupyter");
    }
    return Optional.ofNullable(environment.get("XDG_DATA_HOME"))
        .map(Path::of)
        .orElse(user.resolve(".local").resolve("share"))
        .resolve("jupyter");
  }

  /** What opens notebooks in the browser: {@code lab} or {@code notebook}. */
  public String application() {
    return application;
  }

  /**
   * A Jupyter command that knows this checkout's kernel, ready to be started.
   *
   * @param arguments such as {@code notebook} or {@code nbconvert --execute}
   */
  public ProcessBuilder command(String... arguments) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    String ours = Setup.dataFolder(home).toString();
    builder.environment().merge(DATA, ours, (theirs, first) -> first + File.pathSeparator + theirs);
    return builder;
  }

  private static Optional<Jupyter> withApplication(Path home, Path program) {
    return Stream.of("lab", "notebook")
        .filter(application -> answers(program, application))
        .map(application -> new Jupyter(home, program, application))
        .findFirst();
  }

  // A jupyter may be there without the application: the command exists, and fails.
  private static boolean answers(Path program, String application) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), application, "--version")
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      if (process.waitFor(60, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException notAProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("jupyter: interrupted while looking for it", e);
    }
  }

  private static Stream<Path> onPath(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, WINDOWS ? "jupyter.exe" : "jupyter"));
  }

  private static Path venv(Path home) {
    return home.toAbsolutePath().normalize().resolve("target").resolve("venv");
  }

  private static Path inVenv(Path home, String name) {
    return venv(home).resolve(WINDOWS ? "Scripts" : "bin").resolve(WINDOWS ? name + ".exe" : name);
  }
}
