package unrolled.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.jupyter.ShellRunner;
import unrolled.notebook.CellFailure;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookFile;
import unrolled.notebook.NotebookRun;
import unrolled.notebook.ShowcaseCard;
import unrolled.notebook.book.Cards;

/** Writes the showcase cards of a notebook. */
@Command(
    name = "card",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a notebook and writes each showcase card that it shows to a page of its own.",
      "The page has the claims that the notebook passed, and needs no other file."
    })
final class CardCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NOTEBOOK", description = "Number, name or path of the notebook.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where to write (default: target/cards).")
  private Path folder;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "Time for the notebook (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw Problem.wrongUse("--limit " + limit + ": a notebook needs at least one second.");
    }
    Path file =
        new NotebookNames(Checkout.notebooks(), Checkout.typedIn()).files(List.of(name)).get(0);
    Notebook notebook = NotebookFile.read(file);
    NotebookRun run = new ShellRunner(Duration.ofSeconds(limit)).run(notebook, (done, all) -> {});
    run.failure()
        .map(CellFailure::message)
        .ifPresent(
            message -> {
              throw Problem.failed(message);
            });
    List<ShowcaseCard> cards = Cards.of(run.notebook());
    if (cards.isEmpty()) {
      throw Problem.failed(
          notebook.name()
              + " shows no card. Add a cell such as\n"
              + "  show(new ShowcaseCard(\"Names\", cell, \"class names of the JDK\", 1)"
              + ".curve(\"nats\", curve.losses()));");
    }
    Path to =
        folder == null
            ? Checkout.home().resolve("target/cards")
            : Checkout.typedIn().resolve(folder);
    for (int i = 0; i < cards.size(); i++) {
      Path page = to.resolve(notebook.name() + (i == 0 ? "" : "-" + (i + 1)) + ".html");
      cards.get(i).saveAs(page);
      System.out.println(cards.get(i).title() + ": " + page);
    }
    return 0;
  }
}
