package unrolled.grade.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  private static String note(Class<?> type) throws IOException {
    try (var in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return Randomness.note(List.of(in.readAllBytes()));
    }
  }

  private static final class Seeded {
    double draw(RandomGenerator given) {
      var list = new ArrayList<>(List.of(1, 2));
      Collections.shuffle(list, new Random(7));
      return given.nextGaussian() + new SplittableRandom(5).nextDouble() + list.get(0);
    }
  }

  private static final class Unseeded {
    double draw() {
      DoubleSupplier chance = Math::random;
      return chance.getAsDouble()
          + new Random().nextDouble()
          + ThreadLocalRandom.current().nextDouble()
          + RandomGenerator.getDefault().nextDouble()
          + System.nanoTime();
    }
  }

  @Test
  void generators_with_a_seed_and_those_handed_in_are_no_matter() throws IOException {
    assertEquals("", note(Seeded.class));
  }

  @Test
  void all_that_changes_from_run_to_run_is_named() throws IOException {
    assertEquals(
        "It draws random numbers or asks for the time (Math.random, RandomGenerator.getDefault,"
            + " System.nanoTime, ThreadLocalRandom.current, new Random()), so its points can differ"
            + " from one run to the next. A generator with a fixed seed does not do that.",
        note(Unseeded.class));
  }
}
