package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMixTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 20240101, Long.MIN_VALUE})
  void it_draws_what_the_jdk_draws(long seed) {
    SplittableRandom theirs = new SplittableRandom(seed);
    SplitMix ours = new SplitMix(seed);
    for (int i = 0; i < 1000; i++) {
      assertEquals(theirs.nextLong(), ours.nextLong());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, -77})
  void it_goes_on_from_its_state(long seed) {
    SplitMix first = new SplitMix(seed);
    for (int i = 0; i < 5; i++) {
      first.nextGaussian();
    }
    SplitMix second = new SplitMix(0);
    second.state(first.state());
    for (int i = 0; i < 5; i++) {
      assertEquals(first.nextGaussian(), second.nextGaussian());
      assertEquals(first.nextInt(17), second.nextInt(17));
    }
  }
}
