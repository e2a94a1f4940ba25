package unrolled.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp for each contestant, before anything counts
 * @param sample the least that one sample takes; short tasks are repeated within it
 * @param rounds samples of each contestant
 * @param most when this is over, a race ends early, but not before {@link #FEWEST} rounds
 * @param settle before a sample, so that another's threads, which wait by spinning, go to sleep
 */
record Pace(Duration warmUp, Duration sample, int rounds, Duration most, Duration settle) {
  static final int FEWEST = 9;

  static Pace of(boolean quick, int threads) {
    Duration settle = Duration.ofMillis(threads == 1 ? 0 : 20);
    return quick
        ? new Pace(Duration.ofMillis(200), Duration.ofMillis(2), FEWEST, Duration.ZERO, settle)
        : new Pace(Duration.ofMillis(300), Duration.ofMillis(4), 25, Duration.ofSeconds(2), settle);
  }

  /** For many races of one kind, the code of which the first of them have compiled. */
  Pace forMany() {
    return new Pace(warmUp.dividedBy(2), sample, 15, most.dividedBy(2), settle);
  }
}
