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
  static final int FEWEST = 5;

  static Pace of(boolean quick, int threads) {
    boolean alone = threads == 1;
    return new Pace(
        Duration.ofMillis(quick ? 300 : 500),
        Duration.ofMillis(alone ? quick ? 2 : 4 : 10),
        quick ? 9 : 25,
        Duration.ofMillis(quick ? 800 : 4000),
        Duration.ofMillis(alone ? 0 : 20),
        Duration.ofMillis(alone ? 0 : 10));
  }
}
