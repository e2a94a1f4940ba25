package unrolled.grade.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Compiler;
import unrolled.grade.judge.Rnn;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Sandbox;
import unrolled.grade.sandbox.Stage;

/** A source that holds a compiler up holds up nobody but the worker who has it. */
class CompilersTest {
  private final SortedMap<String, String> source = Rnn.answerOf(Rnn.solution()).sources();
  private final Stage stage = Stage.set(List.of(Rnn.EXERCISE));
  private final List<Path> jars = stage.classPath(Rnn.EXERCISE);
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final Compilers compilers =
      new Compilers(
          () -> CompilerProcess.on(stage, new Sandbox(Level.PROCESS, false)),
          Duration.ofMillis(100));

  @AfterEach
  void clear() {
    worker.shutdownNow();
    compilers.close();
    stage.close();
  }

  private Optional<Compiler.Compiled> compiled() {
    return compilers.compile(source, jars);
  }

  @Test
  void another_worker_gets_another_compiler() throws Exception {
    assertTrue(compiled().isPresent());
    // As a source would that takes for ever, and can be ended.
    ProcessHandle held =
        ProcessHandle.current()
            .children()
            .filter(p -> p.info().commandLine().orElse("").endsWith(".CompilerServer"))
            .findFirst()
            .orElseThrow();
    assumeTrue(signal("STOP", held), "there is no kill here");
    Future<Optional<Compiler.Compiled>> waiting = worker.submit(this::compiled);
    while (compilers.idle() > 0) {
      Thread.sleep(1);
    }
    assertTrue(compiled().orElseThrow().errors().isEmpty());
    assertFalse(waiting.isDone());
    signal("CONT", held);
    assertTrue(waiting.get().isPresent());
    assertEquals(2, compilers.idle());
    assertTrue(compiled().isPresent());
    assertEquals(2, compilers.idle(), "no more are made than are needed");
  }

  private static boolean signal(String name, ProcessHandle process) throws InterruptedException {
    try {
      String pid = Long.toString(process.pid());
      return new ProcessBuilder("kill", "-" + name, pid).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
