package unrolled.notebook.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import unrolled.notebook.Html;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookFile;
import unrolled.notebook.NotebookRun;
import unrolled.notebook.SkillMap;

/**
 * The executed notebooks as pages: one for each chapter, a first page with the chapters and the
 * ledger of all claims, and pages for the glossary, for what one may have read, for the exercises
 * and for all pictures.
 *
 * <p>A chapter that was run earlier keeps its page until it is run again. Each file is complete or
 * not there.
 */
public final class Book {
  private final Path notebooks;
  private final Path folder;
  private final Markdown markdown;

  /**
   * A book in a folder.
   *
   * @param notebooks where the notebooks lie, to which their links and pictures are relative
   * @param folder where the pages go
   */
  public Book(Path notebooks, Path folder) {
    this.notebooks = notebooks.toAbsolutePath().normalize();
    this.folder = folder.toAbsolutePath().normalize();
    this.markdown = new Markdown(new Links(this.notebooks, this.folder));
  }

  /** The first page. */
  public Path index() {
    return folder.resolve("index.html");
  }

  /** The page of a notebook. */
  public Path page(String notebook) {
    return folder.resolve(notebook + ".html");
  }

  /**
   * What came of some runs.
   *
   * @param notebooks how many were run
   * @param failed how many of them stopped at a cell
   * @param claims how many claims were measured and held
   */
  public record Summary(int notebooks, int failed, int claims) {
    static Summary of(List<NotebookRun> runs) {
      return new Summary(
          runs.size(),
          (int) runs.stream().filter(run -> run.failure().isPresent()).count(),
          runs.stream().mapToInt(run -> Ledger.claims(run.notebook()).size()).sum());
    }

    /** The summary in one line. */
    public String words() {
      return "Notebooks run: %d, failed: %d. Claims measured and held: %d."
          .formatted(notebooks, failed, claims);
    }
  }

  /**
   * Makes sure that the text of a notebook can be typeset, before much time is spent on its code.
   *
   * @throws BadFormula when a formula cannot be; the message names notebook and cell
   */
  public void check(Notebook notebook) {
    for (NotebookCell cell : notebook.cells()) {
      if (cell.kind() == NotebookCell.Kind.MARKDOWN) {
        Page.text(notebook, cell, markdown);
      }
    }
  }

  /**
   * Adds runs to the book and writes every page.
   *
   * @return what came of these runs
   * @throws BadFormula when a formula cannot be typeset
   */
  public Summary add(List<NotebookRun> runs) {
    try {
      Files.createDirectories(folder);
      for (NotebookRun run : runs) {
        write(run.notebook().name() + ".ipynb", RunFile.text(run));
      }
      List<NotebookRun> all = all(runs);
      for (int i = 0; i < all.size(); i++) {
        String neighbours = neighbours(all, i);
        NotebookRun run = all.get(i);
        write(run.notebook().name() + ".html", new Page(run, neighbours, markdown).html());
      }
      write("glossary.html", new Glossary(all).html());
      write("read.html", new ReadElsewhere(all, markdown).html());
      write("skills.html", skills());
      write("pictures.html", new Pictures(all).html());
      write("index.html", new ContentsPage(all).html());
      return Summary.of(runs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These runs and the earlier ones of notebooks that still exist, in the order of the names. */
  private List<NotebookRun> all(List<NotebookRun> runs) throws IOException {
    Set<String> names =
        NotebookFile.in(notebooks).stream()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.toSet());
    var all = new TreeMap<String, NotebookRun>();
    for (Path file : NotebookFile.in(folder)) {
      if (names.contains(file.getFileName().toString())) {
        RunFile.read(file).ifPresent(run -> all.put(run.notebook().name(), run));
      }
    }
    runs.forEach(run -> all.put(run.notebook().name(), run));
    return new ArrayList<>(all.values());
  }

  private static String skills() {
    return PageFrame.page(
        "Exercises",
        "<p>What you can build yourself; <code>./unrolled check e05</code> checks an answer. An arrow leads to an exercise from each that it builds on. Point at an exercise to see those that come from far away.</p>\n<div class=\"shown\">"
            + SkillMap.open().svg()
            + "</div>\n");
  }

  private static String neighbours(List<NotebookRun> all, int at) {
    var links = new ArrayList<String>();
    links.add("<a href=\"index.html\">Contents</a>");
    if (at > 0) {
      links.add(link("← ", all.get(at - 1)));
    }
    if (at + 1 < all.size()) {
      links.add(link("→ ", all.get(at + 1)));
    }
    return String.join(" ", links);
  }

  private static String link(String arrow, NotebookRun run) {
    return "<a href=\"%s.html\">%s%s</a>"
        .formatted(Html.escape(run.notebook().name()), arrow, Html.escape(run.notebook().title()));
  }

  private void write(String name, String text) throws IOException {
    Path half = folder.resolve("." + name + ".part");
    try {
      Files.writeString(half, text);
      Files.move(
          half,
          folder.resolve(name),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
  }
}
