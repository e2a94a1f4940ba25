package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import unrolled.notebook.CellFailure;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookFile;

class NotebooksRunTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Pattern TO_RUN =
      Pattern.compile("\\*To run:\\* about (a minute|half a minute|(\\d+) seconds)\\.");

  // Notebook 1, which states 10 s, took 1.6 s where the classes were warm and the processor fast.
  private static final double LEAST = 1.0 / 30;

  // Notebook 10 took 45 s on two free cores of one processor, and 125 s on two of another one.
  private static final double MOST = 6;

  /** A notebook that states more seconds than this is run with what takes minutes. */
  private static final double QUICK = 10;

  @TestFactory
  Stream<DynamicTest> a_quick_notebook_runs_to_its_end_in_about_the_time_it_states() {
    return running(seconds -> seconds <= QUICK);
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> a_longer_notebook_runs_to_its_end_in_about_the_time_it_states() {
    return running(seconds -> seconds > QUICK);
  }

  private static Stream<DynamicTest> running(DoublePredicate stated) {
    var folder = Path.of(System.getProperty("unrolled.home", "")).resolve("notebooks");
    return NotebookFile.in(folder).stream()
        .filter(file -> stated.test(statedSeconds(NotebookFile.read(file))))
        .map(
            file ->
                DynamicTest.dynamicTest(file.getFileName().toString(), () -> runToItsEnd(file)));
  }

  private static void runToItsEnd(Path file) {
    Notebook notebook = NotebookFile.read(file);
    double stated = statedSeconds(notebook);
    double before = processorSeconds();
    ShellRunner.withoutImports(LIMIT)
        .run(notebook, (done, all) -> {})
        .failure()
        .map(CellFailure::message)
        .ifPresent(message -> fail(message));
    double taken = processorSeconds() - before;
    assertTrue(
        taken > LEAST * stated && taken < MOST * stated,
        () ->
            "%s: \"To run\" states %.0f seconds, and it took %.1f seconds of a processor"
                .formatted(notebook.name(), stated, taken));
  }

  /** Of this process: however busy the machine is, a notebook needs no more of them. */
  private static double processorSeconds() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static double statedSeconds(Notebook notebook) {
    List<MatchResult> stated =
        notebook.cells().stream()
            .map(NotebookCell::source)
            .flatMap(text -> TO_RUN.matcher(text).results())
            .toList();
    assertTrue(stated.size() == 1, notebook.name() + " states once how long it takes to run");
    return switch (stated.get(0).group(1)) {
      case "a minute" -> 60;
      case "half a minute" -> 30;
      default -> Integer.parseInt(stated.get(0).group(2));
    };
  }
}
