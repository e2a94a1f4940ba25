package unrolled.cli;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import unrolled.notebook.Show;

/** JShell with the library ready to use. */
@Command(
    name = "jshell",
    mixinStandardHelpOptions = true,
    description = "Starts JShell with the library, its imports and charts ready.")
final class JShellCommand implements Callable<Integer> {
  private static final String WELCOME =
      """
      JShell with Unrolled, on Java %s: the library is imported, Tab completes, /exit ends.
      Type first:  check("e05")  and when it fails  hint("e05")
      """;

  @Override
  public Integer call() throws Exception {
    System.out.print(WELCOME.formatted(Runtime.version().feature()));
    return start(shell -> shell);
  }

  /** Starts the tool, after {@code set} has said where its input and output are. */
  static int start(UnaryOperator<JavaShellToolBuilder> set) throws Exception {
    // JShell cuts long values in the middle, so its own check, hint and progress print.
    // In this JVM, which has the class path already: twice as fast to start as JShell's own.
    return set.apply(JavaShellToolBuilder.builder())
        .start(
            "--execution",
            "unrolled",
            "--feedback",
            "concise",
            "--startup",
            beside(Show.class, "start.jsh"),
            "--startup",
            beside(JShellCommand.class, "shell.jsh"));
  }

  private static String beside(Class<?> type, String name) throws URISyntaxException {
    URL file = type.getResource(name);
    if (file == null || !file.getProtocol().equals("file")) {
      throw new IllegalStateException(name + " is not a file beside the classes: " + file);
    }
    return Path.of(file.toURI()).toString();
  }
}
