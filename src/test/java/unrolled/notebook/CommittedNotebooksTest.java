package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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
      if (cell.kind() != NotebookCell.Kind.MARKDOWN) continue;
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
}
