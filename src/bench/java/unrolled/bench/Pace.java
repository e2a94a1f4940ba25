package unrolled.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp for each contestant, before anything counts
 * @param sample the least that one sample takes; short tasks are repeated within it
 * @param rounds samples of each contestant
 * @param most when this is over, a race ends early, but not before {@link #FEWEST} rounds
 * @param settle idle before a sample, so that another's threads, which wait by spinning, go to
 *     sleep
 * @param wake then work that is not timed, until the system has given sleeping threads their cores
 */
record Pace(
    Duration warmUp, Duration sample, int rounds, Duration most, Duration settle, Duration wake) {
  static final int FEWEST = 9;

  static Pace of(boolean quick, int threads) {
    boolean alone = threads == 1;
    return new Pace(
        Duration.ofMillis(quick ? 200 : 300),
        Duration.ofMillis(alone ? quick ? 2 : 4 : 10),
        quick ? FEWEST : 25,
        quick ? Duration.ZERO : Duration.ofSeconds(2),
        Duration.ofMillis(alone ? 0 : 20),
        Duration.ofMillis(alone ? 0 : 10));
  }

  /** For many races of one kind, the code of which the first of them have compiled. */
  Pace forMany() {
    return new Pace(warmUp.dividedBy(2), sample, 15, most.dividedBy(2), settle, wake);
  }
}
