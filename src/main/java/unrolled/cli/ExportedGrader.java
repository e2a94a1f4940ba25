package unrolled.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code unrolled} of an exported grader: what grades a class, or a part of it, and
 * what merges the parts. It leads to no other command, so that their libraries can stay at home.
 */
@Command(
    name = "unrolled",
    description = "Grades a class in a sandbox.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "COMMAND --help says more."})
final class ExportedGrader implements Runnable {
  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Main.prepare();
    CommandLine commands =
        new CommandLine(new ExportedGrader())
            .addSubcommand(new GradeCommand())
            .addSubcommand(new MergeCommand());
    System.exit(Main.execute(commands, arguments));
  }

  /** Without a command. */
  @Override
  public void run() {
    throw Problem.wrongUse("Which command? grade or merge; --help says more.");
  }
}
