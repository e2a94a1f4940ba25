package unrolled.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import jdk.jshell.spi.ExecutionControl.StoppedException;

/**
 * The thread that runs the code of a session, statement by statement, with those that the code
 * starts.
 *
 * <p>It is one thread, so that a lock or a {@code ThreadLocal} of one statement is there in the
 * next; after a stop, another takes its place.
 */
final class CellThreads extends ThreadGroup {
  /** How long what is stopped may take to end; then it is left behind. */
  static final long PATIENCE_MILLIS = 1_500;

  private static final long STEP_MILLIS = 100;

  private final BiConsumer<Thread, Throwable> uncaught;
  private final Thread.UncaughtExceptionHandler atFirst =
      Thread.getDefaultUncaughtExceptionHandler();
  private Worker worker; // null before the first statement
  private volatile Thread caller; // of the task that runs, which may be one of a pool itself
  private volatile long newest; // id of a thread that is older than all that the cell has started
  private volatile boolean leftBehind;
  private volatile List<String> running = List.of();
  private volatile List<String> earlier = List.of();

  /**
   * @param uncaught told of what a thread throws and no code catches
   */
  CellThreads(BiConsumer<Thread, Throwable> uncaught) {
    super("cell");
    this.uncaught = uncaught;
  }

  /** A task, and how it ended. */
  private static final class Run {
    private final Callable<?> task;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Object result;
    private volatile Throwable thrown;
    private volatile boolean ended;

    Run(Callable<?> task) {
      this.task = task;
    }

    void work() {
      try {
        result = task.call();
      } catch (Throwable t) {
        thrown = t;
      }
      ended = true;
      done.countDown();
    }
  }

  private final class Worker extends Thread {
    private final LinkedBlockingQueue<Run> runs = new LinkedBlockingQueue<>();
    private volatile boolean busy;
    private volatile boolean stopped;
    private volatile boolean retired;

    Worker() {
      super(CellThreads.this, "cell");
    }

    @Override
    public void run() {
      while (!stopped && !retired) {
        try {
          Run next = runs.take();
          Thread.interrupted(); // of the statement before
          next.work();
        } catch (InterruptedException e) {
          // By code that kept this thread; if it is for a stop, the loop ends.
        }
      }
    }
  }

  /** What runs from now on belongs to another cell than what ran before. */
  void beginCell() {
    newest = new Thread(() -> {}).getId();
  }

  /**
   * Runs a task, and returns when it has ended, or when it was stopped and does not end.
   *
   * @throws StoppedException if it was stopped
   */
  Object run(Callable<?> task) throws Exception {
    CellStop.tidy();
    leftBehind = false;
    running = List.of();
    earlier = List.of();
    caller = Thread.currentThread();
    var run = new Run(task);
    Worker mine = worker();
    mine.busy = true;
    mine.runs.add(run);
    long stoppedAt = 0;
    while (!run.done.await(STEP_MILLIS, TimeUnit.MILLISECONDS) && mine.isAlive() && !leftBehind) {
      if (mine.stopped) {
        stoppedAt = stoppedAt == 0 ? System.nanoTime() : stoppedAt;
        leftBehind = since(stoppedAt) >= PATIENCE_MILLIS;
        // It may have swallowed the first one.
        stopAll(mine);
      }
    }
    mine.busy = false;
    if (mine.stopped) {
      awaitOthers(mine, stoppedAt == 0 ? System.nanoTime() : stoppedAt);
    }
    if (isStop(run.thrown) || !run.ended) {
      throw new StoppedException();
    }
    if (run.thrown instanceof Exception e) {
      throw e;
    }
    if (run.thrown instanceof Error e) {
      throw e;
    }
    return run.result;
  }

  private synchronized Worker worker() {
    if (worker == null || worker.stopped || !worker.isAlive()) {
      worker = new Worker();
      worker.start();
    }
    return worker;
  }

  private static long since(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }

  @SuppressWarnings("removal")
  private static boolean isStop(Throwable thrown) {
    return thrown instanceof ThreadDeath
        || thrown != null && thrown.getCause() instanceof ThreadDeath;
  }

  /** Stops what runs, if anything does. */
  void stopNow() {
    Worker now;
    synchronized (this) {
      now = worker;
    }
    if (now != null && now.busy) {
      now.stopped = true;
      stopAll(now);
    }
  }

  private void stopAll(Worker stopped) {
    stop(stopped);
    others().forEach(CellThreads::stop);
    pool().forEach(CellThreads::stop);
  }

  private static void stop(Thread thread) {
    boolean idle = isOfPool(thread) && thread.getState() != Thread.State.RUNNABLE;
    if (!idle) {
      CellStop.add(thread);
    }
    thread.interrupt();
    if (!idle) {
      CellStop.force(thread);
    }
  }

  /** After the statement has ended, what it has started is given the same time to end. */
  private void awaitOthers(Worker stopped, long stoppedAt) throws InterruptedException {
    while (working(stopped).findAny().isPresent() && since(stoppedAt) < PATIENCE_MILLIS) {
      Thread.sleep(STEP_MILLIS);
      working(stopped).forEach(CellThreads::stop);
    }
    running = working(stopped).map(Thread::getName).toList();
    pool().forEach(CellStop::spare);
    earlier =
        all()
            .filter(t -> t.getId() <= newest && !(t instanceof Worker) && isWorking(t))
            .map(Thread::getName)
            .toList();
  }

  private Stream<Thread> working(Worker stopped) {
    return Stream.concat(others(), pool()).filter(t -> t != stopped && isWorking(t));
  }

  private static boolean isWorking(Thread thread) {
    return thread.getState() == Thread.State.RUNNABLE;
  }

  private Stream<Thread> all() {
    var threads = new Thread[activeCount() + 16];
    int count = enumerate(threads);
    return Stream.of(threads).limit(count);
  }

  /** The threads that the cell has started. */
  private Stream<Thread> others() {
    return all().filter(t -> t.getId() > newest && !(t instanceof Worker) && !isOfPool(t));
  }

  /** Those on which parallel streams work, and futures: whose work it is, nobody knows. */
  private Stream<Thread> pool() {
    return List.copyOf(Thread.getAllStackTraces().keySet()).stream()
        .filter(t -> isOfPool(t) && t != caller);
  }

  private static boolean isOfPool(Thread thread) {
    return thread instanceof ForkJoinWorkerThread worker
        && worker.getPool() == ForkJoinPool.commonPool();
  }

  /**
   * What to say of the last stop.
   *
   * @param ending how to end what nothing stops
   */
  List<String> interruption(String ending) {
    var lines = new ArrayList<>(List.of("Interrupted."));
    if (leftBehind) {
      lines.add("The code did not stop and runs on in the background.");
    } else if (!running.isEmpty()) {
      lines.add("What it has started did not stop and runs on: " + names(running) + ".");
    }
    if (lines.size() > 1) {
      lines.add(ending);
    }
    if (!earlier.isEmpty()) {
      lines.add("What was started earlier goes on: " + names(earlier) + ".");
    }
    return lines;
  }

  private static String names(List<String> threads) {
    return (threads.size() == 1 ? "thread " : "threads ") + String.join(", ", threads);
  }

  /** Ends the thread that waits for the next statement. */
  synchronized void close() {
    if (worker != null) {
      worker.retired = true;
      worker.interrupt();
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable e) {
    Thread.UncaughtExceptionHandler own = Thread.getDefaultUncaughtExceptionHandler();
    if (isStop(e)) {
      return;
    }
    if (own != null && own != atFirst) {
      own.uncaughtException(thread, e);
    } else {
      uncaught.accept(thread, e);
    }
  }
}
