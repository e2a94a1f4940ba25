package unrolled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.grade.CannotGrade;
import unrolled.grade.record.Merge;
import unrolled.grade.record.Overrides;

/** Puts the parts of a class together. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Merges the parts of a class that were graded with --shard.",
      "It writes the gradebook that a single run would have written. The parts may come in",
      "any order and may overlap."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the class is merged",
      "1:the parts do not fit together, or are not the whole class",
      "2:the arguments do not fit"
    })
final class MergeCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the folder for the results")
  private Path out;

  @Parameters(
      paramLabel = "SHARD_DIR",
      arity = "1..*",
      description = "what was named as --out when a part was graded")
  private List<Path> shards;

  @Option(
      names = "--partial",
      description = "merge the parts that are there, even if students are missing")
  private boolean partial;

  @Option(
      names = "--take-lower",
      description =
          "where two parts contradict each other on the same answer, take the lower points")
  private boolean takeLower;

  @Mixin private GradebookFiles.Options reports = new GradebookFiles.Options();

  @Override
  public Integer call() {
    Path from = Checkout.typedIn();
    Path to = from.resolve(out).normalize();
    List<Path> parts = shards.stream().map(from::resolve).map(Path::normalize).toList();
    try {
      Overrides overrides = GradebookFiles.overrides(to);
      Merge.Outcome outcome = Merge.into(to, parts, new Merge.Terms(partial, takeLower));
      Overrides.Applied applied = overrides.to(outcome.gradebook());
      GradebookFiles.write(applied.gradebook(), to, reports.choice());
      outcome.notes().forEach(System.out::println);
      GradebookFiles.said(applied).forEach(System.out::println);
      System.out.printf("Students: %d.%n", outcome.gradebook().rows().size());
      System.out.println("The gradebook: " + to.resolve("index.html"));
      return 0;
    } catch (CannotGrade e) {
      throw Problem.failed(e.getMessage());
    }
  }
}
