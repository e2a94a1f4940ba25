package unrolled.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import unrolled.jupyter.CellException;
import unrolled.jupyter.LongStrings;
import unrolled.notebook.Show;

/** JShell with the library ready to use. */
@Command(
    name = "jshell",
    mixinStandardHelpOptions = true,
    description = {
      "Starts JShell with the library, its imports and charts ready.",
      "Files are run first; one that ends in /exit ends JShell, too."
    })
final class JShellCommand implements Callable<Integer> {
  private static final String WELCOME =
      """
      JShell with Unrolled, on Java %s: the library is imported, Tab completes, /exit ends.
      JShell cuts long values in the middle; show(value) prints them whole.
      Type first:  check("e05")  and when it fails  hint("e05")
      """;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Java to run first: a .jsh, .jshell or .java file; - is the standard input")
  private List<String> files = List.of();

  @Override
  public Integer call() throws Exception {
    String[] found = files.stream().map(JShellCommand::file).toArray(String[]::new);
    System.out.print(WELCOME.formatted(Runtime.version().feature()));
    return start(shell -> shell, found);
  }

  private static String file(String name) {
    if (name.equals("-")) {
      return name;
    }
    Path file = Checkout.typedIn().resolve(name);
    if (name.endsWith(".ipynb")) {
      throw Problem.wrongUse(name + " is a notebook: ./unrolled run executes it.");
    }
    if (!Files.isRegularFile(file)) {
      throw Problem.wrongUse("jshell: there is no file " + file);
    }
    try {
      LongStrings.refuse(Files.readString(file), 0);
    } catch (CellException e) {
      throw Problem.wrongUse("jshell: %s, %s".formatted(name, e.lines().get(0)));
    } catch (IOException e) {
      throw Problem.wrongUse("jshell: %s cannot be read as UTF-8: %s".formatted(file, e));
    }
    return file.toString();
  }

  /** Starts the tool, after {@code set} has said where its input and output are. */
  static int start(UnaryOperator<JavaShellToolBuilder> set, String... files) throws Exception {
    // JShell cuts long values in the middle, so its own check, hint and progress print.
    // In this JVM, which has the class path already: twice as fast to start as JShell's own.
    var arguments =
        new ArrayList<>(
            List.of(
                "--execution",
                "unrolled",
                "--startup",
                beside(Show.class, "start.jsh"),
                "--startup",
                beside(JShellCommand.class, "shell.jsh")));
    arguments.addAll(List.of(files));
    var builder = JavaShellToolBuilder.builder().persistence(new ShellPreferences());
    return set.apply(builder).start(arguments.toArray(String[]::new));
  }

  private static String beside(Class<?> type, String name) throws URISyntaxException {
    URL file = type.getResource(name);
    if (file == null || !file.getProtocol().equals("file")) {
      throw new IllegalStateException(name + " is not a file beside the classes: " + file);
    }
    return Path.of(file.toURI()).toString();
  }
}
