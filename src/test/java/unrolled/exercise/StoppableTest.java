package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;

class StoppableTest {
  private static final long PATIENCE_MILLIS = 5000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) {}",
        "for (int i = 0; i < 3; ) { i = Math.abs(i) % 2; }",
        "int i = 0; do { i++; } while (i != 0 || true);",
        "for (;;) { for (int j = 0; j < 5; j++) { if (j == 3) { break; } } }",
        "boolean on = true; while (on) { try { on = !on | on; } finally { on = true; } }",
        "java.util.stream.Stream.iterate(1, i -> 1).filter(i -> i == 2).findFirst();",
        "java.util.stream.IntStream.generate(() -> 1).sum();",
      })
  void every_kind_of_loop_heeds_an_interrupt(String loop) throws Exception {
    Thread thread = new Thread(compiled(loop));
    var thrown = new AtomicReference<Throwable>();
    thread.setUncaughtExceptionHandler((any, e) -> thrown.set(e));
    thread.start();
    thread.join(100);
    assertTrue(thread.isAlive(), "the loop should go on until it is interrupted");
    thread.interrupt();
    thread.join(PATIENCE_MILLIS);
    assertFalse(thread.isAlive(), loop);
    assertEquals(Stoppable.Stopped.class, thrown.get().getClass());
  }

  @Test
  void a_loop_that_ends_is_not_disturbed() throws Exception {
    compiled(
            "int sum = 0; for (int i = 0; i <= 100; i++) { sum += i; }"
                + " if (sum != 5050) { throw new AssertionError(sum); }")
        .run();
  }

  private Runnable compiled(String body) throws IOException, ReflectiveOperationException {
    Path file = folder.resolve("Loop.java");
    Files.writeString(
        file, "public class Loop implements Runnable { public void run() { " + body + " } }");
    var compiled = Compiler.compile(List.of(file), Matrix.class);
    assertEquals(List.of(), compiled.errors());
    UnaryOperator<byte[]> change = Stoppable::of;
    return (Runnable)
        compiled.load(change).loadClass("Loop").getDeclaredConstructor().newInstance();
  }
}
