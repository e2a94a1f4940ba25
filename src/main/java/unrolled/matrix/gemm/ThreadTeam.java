package unrolled.matrix.gemm;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A few threads that share the parts of one task: {@link #run} returns when all parts are done.
 *
 * <p>The caller works too, and each free thread takes the next part, so a thread that comes late
 * costs nothing but its help. Between two tasks the others watch for the next for a while, because
 * to wake a thread takes longer than a small product; then they sleep. A call allocates nothing.
 *
 * <p>One task runs at a time. A call from within a part, or while another caller's task runs, does
 * all its parts on the calling thread. So which thread does a part, and how many threads there are,
 * must not change the result: a part writes what no other part reads or writes.
 *
 * <p>The system property {@code unrolled.threads} says how many threads there are, the caller
 * included; by default as many as processors. They are daemons and start with the first task.
 */
public final class ThreadTeam {
  private static final String PROPERTY = "unrolled.threads";
  private static final ThreadTeam SHARED =
      new ThreadTeam(wanted(System.getProperty(PROPERTY, "auto")));

  private static final long WATCH_NANOS = 100_000;
  private static final int GLANCES = 64; // between two looks at the clock

  /** Work in parts that are independent of each other. */
  @FunctionalInterface
  public interface Task {
    void run(int part);
  }

  private final int threads;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicLong open = new AtomicLong(); // number of the task << 32 | parts not taken
  private final AtomicInteger unfinished = new AtomicInteger(); // parts
  private final AtomicInteger asleep = new AtomicInteger();
  private Thread[] helpers = {};
  private Thread caller;
  private volatile Task task;
  private volatile boolean callerSleeps;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** A team of its own, the caller included. */
  public ThreadTeam(int threads) {
    this.threads = threads;
  }

  /** The threads that everything shares. */
  public static ThreadTeam shared() {
    return SHARED;
  }

  /** How many threads work on a task, the caller included. */
  public int threads() {
    return threads;
  }

  /** Whether a task runs now, so that the caller of another would have to do all its parts. */
  boolean isBusy() {
    return busy.get();
  }

  /** The threads other than a caller's; none before the first task. */
  Thread[] helpers() {
    return helpers;
  }

  static int wanted(String property) {
    if (property.equals("auto")) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (property.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(property);
    }
    throw new IllegalArgumentException(
        PROPERTY + ": expected a number of threads from 1 to 9999, or auto, got " + property);
  }

  /**
   * Runs parts 0 to {@code parts} − 1. What a part throws is thrown here once no part is running
   * any more; the first, if there are several, and then parts may have been left out. An interrupt
   * does not cut the task short, and the caller still has it afterwards.
   */
  public void run(int parts, Task task) {
    if (parts <= 1 || threads == 1 || !busy.compareAndSet(false, true)) {
      for (int part = 0; part < parts; part++) {
        task.run(part);
      }
      return;
    }
    try {
      share(parts, task);
      if (failure.get() instanceof RuntimeException e) {
        throw e;
      }
      if (failure.get() instanceof Error e) {
        throw e;
      }
    } finally {
      this.task = null;
      failure.set(null);
      if (unfinished.get() == 0) {
        busy.set(false); // else the caller was stopped by force
      }
    }
  }

  private void share(int parts, Task task) {
    if (helpers.length == 0) {
      start();
    }
    this.task = task;
    unfinished.set(parts);
    caller = Thread.currentThread();
    open.set(((open.get() >>> 32) + 1 << 32) + parts);
    if (asleep.get() > 0) {
      for (Thread helper : helpers) {
        LockSupport.unpark(helper);
      }
    }
    work();
    await();
  }

  private void start() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent(); // JShell stops a cell's group
    }
    Thread[] started = new Thread[threads - 1];
    for (int i = 0; i < started.length; i++) {
      started[i] = new Thread(group, this::help, "unrolled-team-" + (i + 1), 0, false);
      started[i].setDaemon(true);
      started[i].start();
    }
    helpers = started;
  }

  /** Takes parts as long as there are any. The task's number guards against ABA. */
  private void work() {
    for (long seen = open.get(); (int) seen > 0; seen = open.get()) {
      Task current = task;
      if (open.compareAndSet(seen, seen - 1)) {
        finish(current, (int) seen - 1);
      }
    }
  }

  private void finish(Task current, int part) {
    try {
      current.run(part);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e); // for run to throw
    } finally {
      if (unfinished.decrementAndGet() == 0 && callerSleeps) {
        LockSupport.unpark(caller);
      }
    }
  }

  private void await() {
    long end = System.nanoTime() + WATCH_NANOS;
    while (unfinished.get() > 0 && System.nanoTime() < end) {
      glance();
    }
    if (unfinished.get() == 0) {
      return;
    }
    boolean interrupted = false;
    callerSleeps = true;
    while (unfinished.get() > 0) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // with it set, park would not wait
    }
    callerSleeps = false;
    if (interrupted) {
      caller.interrupt();
    }
  }

  /** A pause of some ten nanoseconds. */
  private static void glance() {
    for (int i = 0; i < GLANCES; i++) {
      Thread.onSpinWait();
    }
  }

  private void help() {
    for (; ; ) {
      long end = System.nanoTime() + WATCH_NANOS;
      while ((int) open.get() == 0 && System.nanoTime() < end) {
        glance();
      }
      asleep.incrementAndGet();
      while ((int) open.get() == 0) {
        LockSupport.park(this);
        Thread.interrupted(); // left behind by a part; with it set, park would not wait
      }
      asleep.decrementAndGet();
      work();
    }
  }
}
