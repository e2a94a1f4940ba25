package unrolled.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the students' copy. */
@Command(
    name = "handout",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the copy to give to students: no solutions, no hidden tests, no code of the slips.",
      "Their checks name the slips all the same."
    })
final class HandoutCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "the folder to write; it must be new or empty")
  private Path folder;

  @Option(names = "--git", description = "make it a Git repository of a single commit")
  private boolean git;

  @Override
  public Integer call() {
    Path place = Checkout.typedIn().resolve(folder).normalize();
    Handout.make(Checkout.home(), place);
    if (git) {
      commit(place);
    }
    System.out.println("The students' copy is in " + place + ".");
    return 0;
  }

  static void commit(Path folder) {
    git(folder, "init", "-q");
    git(folder, "add", "-A");
    git(folder, "update-index", "--chmod=+x", "unrolled");
    git(
        folder,
        "-c",
        "user.name=Unrolled",
        "-c",
        "user.email=unrolled@localhost",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "-q",
        "-m",
        "The workbook");
  }

  private static void git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      int code =
          new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
      if (code != 0) {
        throw Problem.failed("The copy is in " + folder + ", but Git could not make its commit.");
      }
    } catch (IOException e) {
      throw Problem.missing("The copy is in " + folder + ", but there is no git here.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.failed("interrupted");
    }
  }
}
