package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CommittedNotebooksTest {
  private static final List<Path> FILES =
      NotebookFile.in(Path.of(System.getProperty("unrolled.home", "")).resolve("notebooks"));

  @TestFactory
  Stream<DynamicTest> every_committed_notebook_is_canonical() {
    return FILES.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () ->
                        assertTrue(
                            NotebookFile.isCanonical(file),
                            file.getFileName() + " has another form: run ./unrolled format")));
  }

  @TestFactory
  Stream<DynamicTest> every_committed_notebook_keeps_the_rules() {
    return FILES.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () ->
                        assertEquals(
                            List.of(), NotebookRules.complaints(NotebookFile.read(file)))));
  }

  @TestFactory
  Stream<DynamicTest> every_committed_notebook_has_the_one_block_of_imports() {
    return FILES.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      Notebook notebook = NotebookFile.read(file);
                      assertEquals(
                          Imports.BLOCK,
                          notebook.runnable().get(0).source(),
                          "run ./unrolled format");
                      assertEquals(
                          Imports.written(notebook), notebook, "imports: run ./unrolled format");
                    }));
  }

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

  @TestFactory
  Stream<DynamicTest> every_task_is_a_link_and_every_link_leads_somewhere() {
    return FILES.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> links(file)));
  }

  private static void links(Path file) {
    for (NotebookCell cell : NotebookFile.read(file).cells()) {
      if (cell.kind() != NotebookCell.Kind.MARKDOWN) {
        continue;
      }
      String text = cell.source();
      assertFalse(
          text.matches("(?s).*`exercises/[^`]*README\\.md`.*"),
          () -> "write [exercises/…/README.md](../exercises/…/README.md) in:\n" + text);
      LINK.matcher(text)
          .results()
          .map(link -> file.resolveSibling(link.group(1)).normalize())
          .forEach(target -> assertTrue(Files.exists(target), target + " is not there:\n" + text));
    }
  }

  /** In so many cells after its first use a word has its entry; what explains it may need some. */
  private static final int SOON = 3;

  private static final Pattern TERM = Pattern.compile("\\bterm\\(\\s*\"([^\"]+)\"");

  /** The notebook's own glossary, the words in italics, or the number of the notebook to come. */
  @TestFactory
  Stream<DynamicTest> every_term_is_explained_in_the_notebook_that_uses_it_first() {
    List<Notebook> course = FILES.stream().map(NotebookFile::read).toList();
    return course.stream()
        .flatMap(notebook -> terms(notebook).stream())
        .distinct()
        .map(term -> DynamicTest.dynamicTest(term, () -> explained(term, course)));
  }

  /** Its lines, without headings and what others wrote. */
  private static List<String> prose(NotebookCell cell) {
    return cell.kind() == NotebookCell.Kind.MARKDOWN
        ? cell.source().lines().filter(line -> !line.matches("[#>].*")).toList()
        : List.of();
  }

  private static int entry(String term, List<NotebookCell> cells) {
    return IntStream.range(0, cells.size())
        .filter(
            i ->
                TERM.matcher(cells.get(i).source())
                    .results()
                    .anyMatch(match -> match.group(1).equals(term)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> terms(Notebook notebook) {
    return notebook.runnable().stream()
        .flatMap(cell -> TERM.matcher(cell.source()).results())
        .map(match -> match.group(1))
        .toList();
  }

  private static void explained(String term, List<Notebook> course) {
    boolean name = Character.isUpperCase(term.charAt(term.length() - 1));
    var word =
        Pattern.compile("\\b" + Pattern.quote(term) + "\\b", name ? 0 : Pattern.CASE_INSENSITIVE);
    for (Notebook notebook : course) {
      List<NotebookCell> cells = notebook.cells();
      int entry = terms(notebook).contains(term) ? entry(term, cells) : cells.size();
      for (int i = 0; i < cells.size(); i++) {
        if (i == entry) {
          return;
        }
        for (String line : prose(cells.get(i))) {
          if (!word.matcher(line).find()) {
            continue;
          }
          boolean soon = entry - i <= SOON;
          boolean inItalics =
              line.toLowerCase(Locale.ROOT).contains("*" + term.toLowerCase(Locale.ROOT));
          boolean elsewhere = line.matches(".*([Nn]otebook \\d|\\]\\(\\d\\d-).*");
          assertTrue(
              soon || inItalics || elsewhere,
              () -> notebook.name() + " uses it before it is explained: " + line);
          return;
        }
      }
    }
    fail("no notebook uses it");
  }
}
