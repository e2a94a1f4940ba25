package unrolled.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import unrolled.jupyter.Jupyter;
import unrolled.jupyter.Setup;

/** Opens the notebooks in Jupyter. */
@Command(
    name = "notebooks",
    mixinStandardHelpOptions = true,
    description = "Opens the notebooks in Jupyter, with the Java kernel of this checkout.")
final class NotebooksCommand implements Callable<Integer> {
  @Option(names = "--no-browser", description = "print the address and open nothing")
  private boolean noBrowser;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "port of the server (default: the first free one from 8888 on)")
  private Integer port;

  @Override
  public Integer call() {
    Path home = Checkout.home();
    int chosen = Port.choose(port == null ? OptionalInt.empty() : OptionalInt.of(port));
    Setup.kernelSpec(home);
    Jupyter jupyter = Jupyter.find(home).orElseGet(() -> offer(home));
    try (var server = new JupyterServer(home, jupyter, chosen)) {
      server.awaitReady();
      boolean opened = !noBrowser && Browser.open(server.url());
      System.out.println("The notebooks: " + server.url());
      System.out.println(
          opened
              ? "Opened in your browser. Ctrl-C ends it."
              : "Open it in a browser. Ctrl-C ends it.");
      return server.await();
    }
  }

  /** A person is asked first; a script that calls this command gets what is needed. */
  private static Jupyter offer(Path home) {
    String missing = "There is no Jupyter on this machine. ";
    if (Terminal.isWatched() && !Terminal.agrees(missing + "Install it now?")) {
      throw Problem.missing(
          missing + "./unrolled setup installs it, and ./unrolled jshell works without it.");
    }
    System.out.println("Installing Jupyter…");
    return SetupCommand.install(home);
  }
}
