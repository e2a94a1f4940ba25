package unrolled.jupyter;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import jdk.jshell.spi.ExecutionControl.StoppedException;

/** The thread that runs a cell, with those that it starts. */
final class CellThreads extends ThreadGroup {
  /** How long what is stopped may take to end; then it is left behind. */
  static final long PATIENCE_MILLIS = 1_500;

  private static final long STEP_MILLIS = 100;

  private final BiConsumer<Thread, Throwable> uncaught;
  private volatile boolean stopped;
  private volatile boolean leftBehind;
  private volatile long stoppedAt;
  private volatile Object result;
  private volatile Throwable thrown;
  private volatile boolean ended;

  /**
   * @param uncaught told of what a thread throws and no code catches
   */
  CellThreads(BiConsumer<Thread, Throwable> uncaught) {
    super("cell");
    this.uncaught = uncaught;
  }

  /**
   * Runs a task, and returns when it has ended, or when it was stopped and does not end.
   *
   * @throws StoppedException if it was stopped
   */
  Object run(Callable<?> task) throws Exception {
    var thread = new Thread(this, () -> work(task), "cell");
    thread.start();
    while (thread.isAlive() && !leftBehind) {
      thread.join(STEP_MILLIS);
      if (stopped && thread.isAlive()) {
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stoppedAt);
        leftBehind = since >= PATIENCE_MILLIS;
        // It may have swallowed the first one.
        stopAll();
      }
    }
    if (isStop(thrown) || !ended) {
      throw new StoppedException();
    }
    if (thrown instanceof Exception e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    return result;
  }

  private void work(Callable<?> task) {
    try {
      result = task.call();
    } catch (Throwable t) {
      thrown = t;
    }
    ended = true;
  }

  @SuppressWarnings("removal")
  private static boolean isStop(Throwable thrown) {
    return thrown instanceof ThreadDeath
        || thrown != null && thrown.getCause() instanceof ThreadDeath;
  }

  void stopNow() {
    stoppedAt = System.nanoTime();
    stopped = true;
    CellStop.add(this);
    stopAll();
  }

  private void stopAll() {
    var threads = new Thread[activeCount() + 16];
    int count = enumerate(threads);
    for (int i = 0; i < count; i++) {
      threads[i].interrupt();
      CellStop.force(threads[i]);
    }
  }

  boolean stopped() {
    return stopped;
  }

  /** Whether it was stopped and runs on all the same. */
  boolean leftBehind() {
    return leftBehind;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable e) {
    if (!isStop(e)) {
      uncaught.accept(thread, e);
    }
  }
}
