package unrolled.train;

import java.util.random.RandomGenerator;

/**
 * A generator of random numbers whose state can be read and set, which the JDK's do not offer: with
 * it a run can go on from a {@link Checkpoint} as if it had never stopped.
 *
 * <pre>{@code
 * s ← s + 0x9e3779b97f4a7c15           then the bits of s are mixed
 * }</pre>
 *
 * <p>The numbers are those of {@code new SplittableRandom(seed)}. Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", 2014.
 */
public final class SplitMix implements RandomGenerator {
  private long state;

  public SplitMix(long seed) {
    state = seed;
  }

  @Override
  public long nextLong() {
    state += 0x9e3779b97f4a7c15L;
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * All that the numbers to come depend on; {@code new SplitMix(state())} goes on in the same way.
   */
  public long state() {
    return state;
  }

  /** Goes on from {@code state}. */
  public void state(long state) {
    this.state = state;
  }
}
