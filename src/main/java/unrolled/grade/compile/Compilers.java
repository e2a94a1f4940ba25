package unrolled.grade.compile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import unrolled.exercise.Compiler;
import unrolled.grade.sandbox.Sandbox;
import unrolled.grade.sandbox.Stage;

/**
 * The compilers of a run: one does for all workers, as long as no source keeps it busy.
 *
 * <p>A compiler that is warm is worth waiting for, since most sources take it no time. A worker
 * that has waited too long starts another, so that a source that is made to hold the compiler up
 * holds up its own worker only. There are never more than there are workers.
 */
public final class Compilers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Leads the compiler through most of its classes. */
  private static final SortedMap<String, String> FIRST =
      new TreeMap<>(
          Map.of("First.java", "class First { Object o = new int[] {1}.length + \"\"; }"));

  private final Supplier<CompilerProcess> maker;
  private final Duration patience;
  private final BlockingDeque<CompilerProcess> idle = new LinkedBlockingDeque<>();
  private final List<CompilerProcess> all = Collections.synchronizedList(new ArrayList<>());

  Compilers(Supplier<CompilerProcess> maker) {
    this(maker, PATIENCE);
  }

  /** Those of one run, in a sandbox like the players'. */
  public static Compilers on(Stage stage, Sandbox sandbox) {
    return new Compilers(() -> CompilerProcess.on(stage, sandbox));
  }

  /** Has a compiler start while the caller does something else: that takes most of a second. */
  public void startInBackground() {
    CompilerProcess first = another();
    Runnable start =
        () -> {
          try {
            first.compile(FIRST, List.of());
          } catch (RuntimeException e) {
            // The worker that is in need of it meets the same, and says so.
          } finally {
            idle.addFirst(first);
          }
        };
    Thread thread = new Thread(start, "start of a compiler");
    thread.setDaemon(true);
    thread.start();
  }

  /** With another time to wait for a compiler that is busy. */
  Compilers(Supplier<CompilerProcess> maker, Duration patience) {
    this.maker = maker;
    this.patience = patience;
  }

  /**
   * Compiles these sources.
   *
   * @param sources the text of each file, by its path
   * @param classPath what they may use
   * @return nothing if the compiler ran out of time or memory
   */
  Optional<Compiler.Compiled> compile(SortedMap<String, String> sources, List<Path> classPath) {
    CompilerProcess compiler = take();
    try {
      return compiler.compile(sources, classPath);
    } finally {
      // The last one used is the warmest.
      idle.addFirst(compiler);
    }
  }

  /** How many have nothing to do. */
  int idle() {
    return idle.size();
  }

  private CompilerProcess take() {
    synchronized (all) {
      if (all.isEmpty()) {
        return another();
      }
    }
    try {
      CompilerProcess free = idle.pollFirst(patience.toNanos(), TimeUnit.NANOSECONDS);
      return free == null ? another() : free;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a compiler", e);
    }
  }

  private CompilerProcess another() {
    CompilerProcess compiler = maker.get();
    all.add(compiler);
    return compiler;
  }

  @Override
  public void close() {
    synchronized (all) {
      all.forEach(CompilerProcess::close);
    }
  }
}
