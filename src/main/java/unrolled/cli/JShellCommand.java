package unrolled.cli;

import picocli.CommandLine.Command;

/** JShell with the library ready to use. */
@Command(
    name = "jshell",
    mixinStandardHelpOptions = true,
    description = "Starts JShell with the library, its imports and charts ready.")
final class JShellCommand implements Runnable {
  @Override
  public void run() {}
}
