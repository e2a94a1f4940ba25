package unrolled.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import unrolled.grade.CannotGrade;
import unrolled.jupyter.KernelUnavailable;
import unrolled.matrix.Kernels;
import unrolled.notebook.BadNotebook;
import unrolled.notebook.book.BadFormula;

/** The command {@code unrolled}; without a subcommand it opens the notebooks. */
@Command(
    name = "unrolled",
    description = "Build recurrent networks from nothing, in Java.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {"", "Without a command it opens the notebooks; COMMAND --help says more."},
    subcommands = {
      NotebooksCommand.class,
      RunCommand.class,
      CardCommand.class,
      JShellCommand.class,
      CheckCommand.class,
      ProjectCommand.class,
      WatchCommand.class,
      GradeCommand.class,
      HandoutCommand.class,
      HintCommand.class,
      ProgressCommand.class,
      SetupCommand.class,
      MergeCommand.class,
      ExportCommand.class,
      BenchCommand.class,
      FormatCommand.class,
      NewCommand.class,
      WarmUpCommand.class
    })
public final class Main {
  private static final List<String> OWN_OPTIONS = List.of("-h", "--help", "-V", "--version");

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    prepare();
    System.exit(execute(arguments));
  }

  /** Sets up this JVM. */
  static void prepare() {
    Terminal.useUtf8();
    // A figure is the same for every reader, whatever the language of the machine.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
  }

  /** Runs one command; the result is the exit code. */
  static int execute(String... arguments) {
    return execute(new CommandLine(new Main()), withCommand(arguments));
  }

  /** The same for other commands. */
  static int execute(CommandLine commands, String... arguments) {
    String wrongKernel = wrongKernel();
    if (!wrongKernel.isEmpty()) {
      System.err.println(wrongKernel);
      return Problem.WRONG_USE;
    }
    return commands
        .registerConverter(int.class, text -> number(text, Integer::valueOf))
        .registerConverter(Integer.class, text -> number(text, Integer::valueOf))
        .registerConverter(long.class, text -> number(text, Long::valueOf))
        .registerConverter(Long.class, text -> number(text, Long::valueOf))
        .setOut(new PrintWriter(System.out, true))
        .setErr(new PrintWriter(System.err, true))
        .setParameterExceptionHandler(Main::wrongUse)
        .setExecutionExceptionHandler(Main::failed)
        .execute(arguments);
  }

  /** What is wrong with a kernel or threads that were asked for; empty if nothing is. */
  private static String wrongKernel() {
    if (System.getProperty("unrolled.kernel") == null
        && System.getProperty("unrolled.threads") == null) {
      return "";
    }
    try {
      Kernels.description();
      return "";
    } catch (ExceptionInInitializerError e) {
      return e.getCause().getMessage();
    }
  }

  private static String[] withCommand(String[] arguments) {
    boolean named =
        arguments.length > 0
            && (!arguments[0].startsWith("-") || OWN_OPTIONS.contains(arguments[0]));
    if (named) {
      return arguments;
    }
    var all = new String[arguments.length + 1];
    all[0] = "notebooks";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  /** Picocli's own words are those of Java's types. */
  private static <N> N number(String text, Function<String, N> read) {
    try {
      return read.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number, or too large");
    }
  }

  private static int wrongUse(ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try: ./" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return Problem.WRONG_USE;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof Problem problem) {
      command.getErr().println(problem.getMessage());
      return problem.code;
    }
    if (e instanceof BadNotebook || e instanceof BadFormula) {
      command.getErr().println(e.getMessage());
      return Problem.FAILED;
    }
    if (e instanceof KernelUnavailable) {
      command.getErr().println(e.getMessage());
      return Problem.MISSING;
    }
    if (e instanceof UncheckedIOException of) {
      command.getErr().println(sentence(of.getMessage(), of.getCause()));
      return Problem.MISSING;
    }
    if (e instanceof FileSystemException of) {
      command.getErr().println(sentence(of.toString(), of));
      return Problem.MISSING;
    }
    // Anything else is a fault of this program, and its trace is what helps to mend it.
    throw e;
  }

  /** Java's own message of a failed file is its name alone; the reason is in the class. */
  private static String sentence(String message, IOException cause) {
    boolean own = !message.equals(cause.toString());
    String all = own ? message : String.valueOf(cause.getMessage());
    if (cause instanceof FileSystemException of) {
      String reason = CannotGrade.reason(of);
      String what = own ? message : "cannot use " + of.getFile();
      all = what.contains(reason) ? what : what + ": " + reason + ".";
    }
    return Problem.sentence(all);
  }

  /** The version in {@code pom.xml}, and the Java it runs on. */
  static final class Version implements IVersionProvider {
    private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");

    @Override
    public String[] getVersion() throws IOException {
      String pom = Files.readString(Checkout.home().resolve("pom.xml"));
      Matcher version = VERSION.matcher(pom);
      String number = version.find() ? version.group(1) : "without a version";
      return new String[] {
        "Unrolled " + number, "Java " + Runtime.version() + " in " + System.getProperty("java.home")
      };
    }
  }
}
