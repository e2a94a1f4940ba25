package unrolled.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/** How much of the Java heap a task takes each time, by the JDK's own count, over all threads. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 30;
  private static final int FEWEST = 5;
  private static final long WARM_UP_NANOS = 1_000_000_000L; // long steps are warm after fewer
  private static final int CALLS = 3;
  private static final int COUNTS = 20;

  private Allocation() {}

  /** What one count takes for its own arrays, which are longer with each thread that there is. */
  private static long ofCounting() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COUNTS; i++) {
      long before = all();
      least = Math.min(least, all() - before);
    }
    return least;
  }

  /** The least of three counts: the JVM's own threads allocate now and then. */
  static long bytes(Runnable task) {
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP; i++)
      if (i < FEWEST || System.nanoTime() - start < WARM_UP_NANOS) task.run();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long ofCounting = ofCounting();
      long before = all();
      for (int call = 0; call < CALLS; call++) task.run();
      least = Math.min(least, (all() - before - ofCounting) / CALLS);
    }
    return least;
  }

  private static long all() {
    long[] bytes = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
    return LongStream.of(bytes).filter(count -> count > 0).sum();
  }

  static Line line(String table, String row, Runnable task) {
    long bytes = bytes(task);
    String verdict = bytes == 0 ? "reached 0" : "**missed** 0";
    return Line.note(table, row, "bytes", "%,d, %s".formatted(bytes, verdict));
  }
}
