package unrolled.grade.judge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices that this machine, or this program, did not run for a while: suspended, stopped by a
 * signal, or starved. What ran out of time then is no fault of the answer.
 */
final class Pauses implements AutoCloseable {
  private static final long TICK_MILLIS = 50;
  private static final long WORTH_A_RETRY_NANOS = 500_000_000;

  private final AtomicLong lastPause = new AtomicLong(Long.MIN_VALUE);
  private final Thread watch = new Thread(this::run, "watch for pauses");

  Pauses() {
    watch.setDaemon(true);
    watch.setPriority(Thread.MAX_PRIORITY);
    watch.start();
  }

  /** Whether there was a pause since this reading of {@link System#nanoTime}. */
  boolean since(long nanoTime) {
    long last = lastPause.get();
    return last != Long.MIN_VALUE && last - nanoTime >= 0;
  }

  private void run() {
    long before = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        long now = System.nanoTime();
        if (now - before > WORTH_A_RETRY_NANOS) {
          lastPause.set(now);
        }
        before = now;
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
