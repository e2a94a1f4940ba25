package unrolled.matrix;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import unrolled.matrix.gemm.ThreadTeam;

/** {@link Numbers} of floats. */
public final class SingleNumbers {
  public static final float ROUNDING = 0x1p-24f;
  public static final float CLOSE = 1e-6f;

  private SingleNumbers() {}

  public static SingleKernel kernel(String name) {
    return kernel(name, ThreadTeam.shared());
  }

  public static SingleKernel kernel(String name, ThreadTeam team) {
    if (name.equals("vector")) {
      assumeTrue(Kernels.vectorIsThere(), "no module jdk.incubator.vector in this JVM");
    }
    return Kernels.chooseSingle(name, team);
  }

  public static float[] random(SplittableRandom random, int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random(random);
    }
    return numbers;
  }

  public static float random(SplittableRandom random) {
    return (float) random.nextDouble(-1, 1);
  }
}
