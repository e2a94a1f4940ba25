package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import unrolled.notebook.CellFailure;
import unrolled.notebook.NotebookFile;

class NotebooksRunTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TestFactory
  Stream<DynamicTest> every_committed_notebook_runs_to_its_end() {
    var folder = Path.of(System.getProperty("unrolled.home", "")).resolve("notebooks");
    return NotebookFile.in(folder).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(file.getFileName().toString(), () -> runToItsEnd(file)));
  }

  private static void runToItsEnd(Path file) {
    ShellRunner.withoutImports(LIMIT)
        .run(NotebookFile.read(file), (done, all) -> {})
        .failure()
        .map(CellFailure::message)
        .ifPresent(message -> fail(message));
  }
}
