package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
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
}
