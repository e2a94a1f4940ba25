package unrolled.matrix;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import unrolled.matrix.gemm.ThreadTeam;

/** What tests that are run in doubles and, generated, in floats must be told of doubles. */
public final class Numbers {
  /** Half the distance from 1 to the next: the largest relative error of one rounding. */
  public static final double ROUNDING = 0x1p-53;

  /** The largest difference of two ways to compute an activation near 1. */
  public static final double CLOSE = 1e-14;

  private Numbers() {}

  public static Kernel kernel(String name) {
    return kernel(name, ThreadTeam.shared());
  }

  public static Kernel kernel(String name, ThreadTeam team) {
    if (name.equals("vector")) {
      assumeTrue(Kernels.vectorIsThere(), "no module jdk.incubator.vector in this JVM");
    }
    return Kernels.choose(name, team);
  }

  /** So many between −1 and 1. */
  public static double[] random(SplittableRandom random, int size) {
    return random.doubles(size, -1, 1).toArray();
  }

  public static double random(SplittableRandom random) {
    return random.nextDouble(-1, 1);
  }
}
