package unrolled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import unrolled.exercise.Derived;
import unrolled.notebook.Imports;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookFile;

/** Rewrites notebooks, and the pages of exercises, in the form in which they are committed. */
@Command(
    name = "format",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Rewrites notebooks in the form in which they are committed: no outputs, one layout, one block"
          + " of imports.",
      "Without a name also what the pages of the exercises repeat from the contracts."
    })
final class FormatCommand implements Runnable {
  @Parameters(paramLabel = "NOTEBOOK", arity = "0..*", description = "all when none is given")
  private List<String> names = List.of();

  @Override
  public void run() {
    var files = new NotebookNames(Checkout.notebooks(), Checkout.typedIn()).files(names);
    int changed = 0;
    for (Path file : files) {
      Notebook notebook = NotebookFile.read(file);
      Notebook written = Imports.written(notebook);
      if (!NotebookFile.isCanonical(file) || !written.equals(notebook)) {
        replace(file, NotebookFile.canonical(written));
        System.out.println("rewritten: " + file.getFileName());
        changed++;
      }
    }
    System.out.println("notebooks: " + files.size() + ", rewritten: " + changed);
    if (names.isEmpty()) {
      derive();
    }
  }

  /** What the pages of the exercises repeat from the contracts. */
  private static void derive() {
    Map<Path, String> stale = Derived.stale();
    stale.forEach(FormatCommand::replace);
    stale.keySet().forEach(page -> System.out.println("rewritten: " + page));
    System.out.println("pages of exercises rewritten: " + stale.size());
  }

  private static void replace(Path file, String text) {
    try {
      Path half = file.resolveSibling("." + file.getFileName() + ".part");
      Files.writeString(half, text);
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be rewritten", e);
    }
  }
}
