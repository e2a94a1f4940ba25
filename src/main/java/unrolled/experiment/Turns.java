package unrolled.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * How long several pieces of work take, on a machine that does other things as well: they run in
 * turn, so that a slow moment meets all of them, and what counts is the median.
 */
final class Turns {
  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long WINDOW = 50_000_000; // nanoseconds, as all that follow
  private static final int STEADY = 3; // windows
  private static final long TICK = 10_000_000; // in which a system counts a process's time
  // On a machine that is busy the compiler, too, waits for the processor.
  private static final long PATIENCE = 8_000_000_000L;
  private static final long COARSE = 1_000_000;
  private static final double LEAST = 1e-8; // seconds; a clock may show none

  /** What is counted as time. */
  enum Clock {
    /** The clock on the wall. A sample spans several of the system's time slices. */
    WALL(20_000_000),

    /**
     * The time that the calling thread computed: not what it waited for the processor. For work on
     * that thread alone. Where the system counts it too coarsely, or not at all, it is the clock on
     * the wall.
     */
    THREAD(4_000_000);

    private static final boolean THREAD_TIME = threadTimeIsFine();

    /** Whether {@link #THREAD} is more than the clock on the wall here. */
    static boolean hasThreadTime() {
      return THREAD_TIME;
    }

    private final long sample;

    Clock(long sample) {
      this.sample = sample;
    }

    private long now() {
      return this == THREAD && THREAD_TIME ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** Windows counts a thread's time in steps of 16 ms, which is longer than a sample. */
    private static boolean threadTimeIsFine() {
      if (!THREADS.isCurrentThreadCpuTimeSupported() || !THREADS.isThreadCpuTimeEnabled()) {
        return false;
      }
      long first = THREADS.getCurrentThreadCpuTime();
      long next = first;
      for (long start = System.nanoTime(); next == first; ) {
        next = THREADS.getCurrentThreadCpuTime();
        if (System.nanoTime() - start > 100 * COARSE) {
          return false;
        }
      }
      return next - first < COARSE;
    }
  }

  private final double[][] seconds; // of a call, for each piece of work and turn

  /** Lets each of {@code field} run {@code turns} times, after it has been compiled. */
  Turns(List<Runnable> field, int turns, Clock clock) {
    if (turns < 1) {
      throw new IllegalArgumentException("Turns: expected at least 1 turn, got " + turns);
    }
    int[] calls = new int[field.size()];
    for (int k = 0; k < calls.length; k++) {
      double quickest = Math.max(warmUp(field.get(k)), LEAST);
      calls[k] = (int) Math.max(1, Math.ceil(clock.sample / (1e9 * quickest)));
    }
    seconds = new double[calls.length][turns];
    for (int turn = 0; turn < turns; turn++) {
      for (int k = 0; k < calls.length; k++) {
        int next = turn % 2 == 0 ? k : calls.length - 1 - k;
        seconds[next][turn] = time(field.get(next), calls[next], clock);
      }
    }
  }

  /**
   * Runs until it gets no faster and the virtual machine does nothing beside it, or {@link
   * #PATIENCE} is over; returns how long the fastest call took.
   */
  private static double warmUp(Runnable work) {
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    boolean steady = false;
    while (!steady && System.nanoTime() - start < PATIENCE) {
      long own = Clock.THREAD.now();
      long machine = machineTime();
      long compiled = COMPILER.getTotalCompilationTime();
      steady = true;
      for (int window = 0; window < STEADY && steady; window++) {
        double fastest = fastest(work);
        steady = fastest >= 0.95 * best && compiled == COMPILER.getTotalCompilationTime();
        best = Math.min(best, fastest);
      }
      // The compiler counts what it has ended. What it is at, or has yet to begin, is found by the
      // time that it takes from the processor, which it shares fairly with the work.
      own = Clock.THREAD.now() - own;
      steady &= machineTime() - machine <= own / 4 + TICK;
    }
    return best;
  }

  /**
   * For how long the virtual machine's own threads have computed: the compiler's and the
   * collector's. Constant where that cannot be known.
   */
  private static long machineTime() {
    if (!Clock.hasThreadTime()
        || !(ManagementFactory.getOperatingSystemMXBean()
            instanceof OperatingSystemMXBean process)) {
      return 0;
    }
    long rest = process.getProcessCpuTime();
    for (long id : THREADS.getAllThreadIds()) {
      rest -= Math.max(0, THREADS.getThreadCpuTime(id));
    }
    return rest;
  }

  private static double fastest(Runnable work) {
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    while (System.nanoTime() - start < WINDOW) {
      best = Math.min(best, time(work, 1, Clock.WALL));
    }
    return best;
  }

  private static double time(Runnable work, int calls, Clock clock) {
    long start = clock.now();
    for (int i = 0; i < calls; i++) {
      work.run();
    }
    return (clock.now() - start) / 1e9 / calls;
  }

  /** The median over the turns of how long a call of {@code k} took. */
  double seconds(int k) {
    return median(seconds[k].clone());
  }

  /** How many times as long {@code k} took as {@code other} in the same turn: the median. */
  double ratio(int k, int other) {
    double[] ratios = new double[seconds[k].length];
    Arrays.setAll(ratios, turn -> seconds[k][turn] / seconds[other][turn]);
    return median(ratios);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
