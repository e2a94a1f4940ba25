package unrolled.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Lets contestants run in turn and keeps each one's rate in each round: work per second.
 *
 * <p>The order is reversed from round to round, so that no one always runs on a machine that the
 * same neighbour has warmed or tired.
 *
 * <p>With several threads, each turn begins with a pause, in which the threads of the one before
 * stop spinning, and with work that is not timed, in which one's own are woken. What is timed is
 * then a row of calls, as in a training step: the threads of both wait for the next one awake.
 */
final class Race {
  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
  private static final long STARTED = System.nanoTime();
  private static final long YOUNG_NANOS = 5_000_000_000L; // so long the compiler has a backlog
  private static final double LONG_NANOS = 20e6; // in such a call the first moments do not count
  private static final int WINDOWS = 6;
  private static final int FEWEST_WINDOWS = 3; // of a task that fills several with one call
  private static final int MOST = 10; // times as long as planned, where it does not become steady

  private final Pace pace;
  private final List<Contestant> field;
  private final double[] nanos; // of one call, at best
  private final int[] repeats;
  private final List<double[]> rounds = new ArrayList<>();

  private Race(Pace pace, List<Contestant> field) {
    this.pace = pace;
    this.field = field;
    this.nanos = field.stream().mapToDouble(this::warmUp).toArray();
    this.repeats = DoubleStream.of(nanos).mapToInt(this::repeats).toArray();
  }

  /** The rates: one row for each contestant, one entry for each round. */
  static double[][] run(Pace pace, List<Contestant> field) {
    var race = new Race(pace, field);
    long end = System.nanoTime() + pace.most().toNanos();
    for (int round = 0; round < pace.rounds(); round++) {
      if (round >= Pace.FEWEST && System.nanoTime() > end) break;
      race.round(round % 2 == 1);
    }
    return race.rates();
  }

  private int repeats(double nanos) {
    return (int) Math.max(1, Math.ceil(pace.sample().toNanos() / Math.max(nanos, 1)));
  }

  /** Runs until it gets no faster and nothing is being compiled; returns what a call took. */
  private double warmUp(Contestant contestant) {
    long window = pace.warmUp().toNanos() / WINDOWS;
    long start = System.nanoTime();
    double best = Double.POSITIVE_INFINITY;
    int steady = 0;
    for (int windows = 1; ; windows++) {
      long compiled = COMPILER.getTotalCompilationTime();
      double each = nanosEach(contestant.task(), window);
      boolean changed = each < 0.95 * best || compiled != COMPILER.getTotalCompilationTime();
      steady = changed ? 0 : steady + 1;
      best = Math.min(best, each);
      boolean slow = each > 2 * window;
      boolean ready = windows >= (slow ? FEWEST_WINDOWS : WINDOWS) && steady >= (slow ? 2 : 3);
      long now = System.nanoTime();
      boolean late = windows >= FEWEST_WINDOWS && now - start > MOST * pace.warmUp().toNanos();
      if (now - STARTED > YOUNG_NANOS && (ready || late)) return best;
    }
  }

  private static double nanosEach(Runnable task, long window) {
    long start = System.nanoTime();
    int calls = 0;
    while (calls == 0 || System.nanoTime() - start < window) {
      task.run();
      calls++;
    }
    return (double) (System.nanoTime() - start) / calls;
  }

  private void round(boolean reversed) {
    var rates = new double[field.size()];
    for (int i = 0; i < rates.length; i++) {
      int turn = reversed ? rates.length - 1 - i : i;
      rates[turn] = sample(turn);
    }
    rounds.add(rates);
  }

  private double sample(int turn) {
    Contestant contestant = field.get(turn);
    pause();
    // Not timed: fetches into the caches what the one before has displaced, and wakes threads.
    if (nanos[turn] < LONG_NANOS) nanosEach(contestant.task(), pace.wake().toNanos());
    long start = System.nanoTime();
    for (int i = 0; i < repeats[turn]; i++) contestant.task().run();
    return contestant.work() * repeats[turn] / (System.nanoTime() - start) * 1e9;
  }

  private void pause() {
    if (pace.settle().isZero()) return;
    try {
      Thread.sleep(pace.settle().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the race was interrupted", e);
    }
  }

  private double[][] rates() {
    var rates = new double[field.size()][rounds.size()];
    for (int i = 0; i < rates.length; i++) {
      int turn = i;
      Arrays.setAll(rates[i], round -> rounds.get(round)[turn]);
    }
    return rates;
  }
}
