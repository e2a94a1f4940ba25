package unrolled.jupyter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import jdk.jshell.spi.ExecutionControl.StoppedException;

/**
 * The thread that runs a session's cells, one after the other, with those that they start.
 *
 * <p>It is one thread, so that a lock that was taken in one statement is given back in the next,
 * and what is kept for each thread is there again. After a stop it takes nothing more.
 */
final class CellThreads extends ThreadGroup {
  /** How long what is stopped may take to end; then it is left behind. */
  static final long PATIENCE_MILLIS = 1_500;

  private static final long STEP_MILLIS = 100;

  private final BiConsumer<Thread, Throwable> uncaught;
  private final BlockingQueue<Work> waiting = new LinkedBlockingQueue<>();
  private final Thread worker = new Thread(this, this::work, "cell");
  private volatile Set<Thread> before = Set.of(); // what earlier cells have started
  private volatile boolean stopped;
  private volatile boolean leftBehind;
  private volatile long stoppedAt;

  /**
   * @param uncaught told of what a thread throws and no code catches
   */
  CellThreads(BiConsumer<Thread, Throwable> uncaught) {
    super("cell");
    this.uncaught = uncaught;
    // Its end is that of the session, which not everybody closes.
    worker.setDaemon(true);
    worker.start();
  }

  /** A task, and what came of it. */
  private static final class Work {
    private final Callable<?> task;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Object result;
    private volatile Throwable thrown;
    private volatile boolean ended;

    Work(Callable<?> task) {
      this.task = task;
    }

    void perform() {
      try {
        result = task.call();
      } catch (Throwable t) {
        thrown = t;
      }
      ended = true;
      done.countDown();
    }
  }

  /** From now on, what runs is another cell: a stop ends nothing that was started before. */
  void begin() {
    List<Thread> others = alive();
    others.remove(worker);
    before = Set.copyOf(others);
  }

  /**
   * Runs a task, and returns when it has ended, or when it was stopped and does not end.
   *
   * @throws StoppedException if it was stopped
   */
  Object run(Callable<?> task) throws Exception {
    var work = new Work(task);
    waiting.add(work);
    while (!work.done.await(STEP_MILLIS, TimeUnit.MILLISECONDS) && worker.isAlive()) {
      if (stopped && isOutOfPatience()) {
        break;
      }
    }
    if (stopped) {
      awaitEnd();
    }
    if (isStop(work.thrown) || !work.ended) {
      throw new StoppedException();
    }
    if (work.thrown instanceof Exception e) {
      throw e;
    }
    if (work.thrown instanceof Error e) {
      throw e;
    }
    return work.result;
  }

  /** Waits until what was stopped has ended, or for as long as there is patience. */
  void awaitEnd() throws InterruptedException {
    while (!isOver() && !isOutOfPatience()) {
      Thread.sleep(STEP_MILLIS / 10);
    }
    leftBehind = !isOver();
  }

  /** Stops it once more, since it may have swallowed the first one. */
  private boolean isOutOfPatience() {
    stopAll();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stoppedAt) >= PATIENCE_MILLIS;
  }

  @SuppressWarnings("removal")
  private void work() {
    try {
      while (!stopped) {
        try {
          waiting.take().perform();
        } catch (InterruptedException e) {
          // Either it was stopped, or a cell has interrupted its own thread and ended.
        }
      }
    } catch (ThreadDeath ended) {
      // It was stopped.
    }
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

  /** Ends the thread, if nothing runs on it. */
  void close() {
    stopped = true;
    worker.interrupt();
  }

  private void stopAll() {
    for (Thread thread : alive()) {
      if (isStopped(thread)) {
        thread.interrupt();
        if (isBusy(thread)) {
          CellStop.force(thread);
        }
      }
    }
  }

  private List<Thread> alive() {
    var threads = new Thread[activeCount() + 16];
    int count = enumerate(threads);
    return new ArrayList<>(Arrays.asList(threads).subList(0, count));
  }

  /** Whether it takes what is to be run. */
  boolean isOpen() {
    return !stopped && worker.isAlive();
  }

  /** Whether a thread of this group has to stop. */
  boolean isStopped(Thread thread) {
    return stopped && !before.contains(thread);
  }

  /** Whether all that was stopped has ended, or waits. */
  boolean isOver() {
    return alive().stream().noneMatch(thread -> isStopped(thread) && isBusy(thread));
  }

  /** A thread of a pool that waits for work does no harm, and some do not survive a stop. */
  private boolean isBusy(Thread thread) {
    return thread == worker
        || thread.getState() == Thread.State.RUNNABLE
        || thread.getState() == Thread.State.BLOCKED;
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
