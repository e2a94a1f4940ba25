package unrolled.exercise;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for code that may never end. What counts is the time that it has had of the processor, so
 * that the outcome is the same however busy the machine is.
 *
 * @param computing how much of the processor's time it may take
 * @param waiting how long it may wait for something without taking any
 */
record Patience(Duration computing, Duration waiting) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int LOOK_MILLIS = 100;

  /** What the code gives, computed in a thread of its own; empty if it has come to no end. */
  <T> Optional<T> await(String name, Supplier<T> code) {
    var task = new FutureTask<>(code::get);
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    try {
      long had = 0;
      int idle = 0;
      while (had < computing.toNanos() && idle * (long) LOOK_MILLIS < waiting.toMillis()) {
        try {
          return Optional.of(task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          long now = THREADS.getThreadCpuTime(thread.getId());
          idle = waits(thread) && now == had ? idle + 1 : 0;
          had = now;
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    } finally {
      thread.interrupt();
    }
  }

  private static boolean waits(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      default -> false;
    };
  }
}
