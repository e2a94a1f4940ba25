package unrolled.matrix.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Kernel;
import unrolled.matrix.Numbers;

/** How many threads share a product must not be seen in it. */
class SplitTest {
  /** Large enough for two threads to five: wide, high, deep, one row, one column. */
  private static final int[][] SHAPES = {
    {67, 131, 97},
    {5, 809, 521},
    {809, 5, 521},
    {131, 67, 521},
    {1, 2003, 1009},
    {2003, 1, 1009},
    {41, 43, 1301},
    {300, 301, 31},
    {8, 24, 8009},
    {9, 9, 17_001},
    {64, 64, 64}
  };

  private final SplittableRandom random = new SplittableRandom(8);

  /** The three forms and the packed factor, each added to what the one before left in C. */
  private static double[] all(Kernel kernel, int[] shape, double[] a, double[] b) {
    int m = shape[0];
    int n = shape[1];
    int k = shape[2];
    double[] c = new double[m * n + 3];
    kernel.gemm().nn(m, n, k, a, 0, k, b, 0, n, c, 2, n);
    kernel.gemm().tn(m, n, k, a, 0, m, b, 0, n, c, 2, n);
    kernel.gemm().nt(m, n, k, a, 0, k, b, 0, k, c, 2, n);
    PackedB packed = new PackedB();
    kernel.gemm().packTrans(k, n, b, 0, k, packed);
    kernel.gemm().packed(m, a, 0, k, packed, c, 2, n);
    return c;
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void the_bits_are_the_same_for_any_number_of_threads(String name) {
    for (int[] shape : SHAPES) {
      double[] a = Numbers.random(random, shape[0] * shape[2]);
      double[] b = Numbers.random(random, shape[2] * shape[1]);
      double[] one = all(Numbers.kernel(name, new ThreadTeam(1)), shape, a, b);
      for (int threads = 2; threads <= 5; threads++) {
        assertArrayEquals(
            one,
            all(Numbers.kernel(name, new ThreadTeam(threads)), shape, a, b),
            threads + " threads, " + Arrays.toString(shape));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void threads_that_multiply_at_the_same_time_get_their_own_results(String name) throws Exception {
    Kernel kernel = Numbers.kernel(name, new ThreadTeam(2));
    int[] shape = {67, 131, 97};
    double[][] results = new double[4][];
    Thread[] callers = new Thread[results.length];
    double[] a = Numbers.random(random, 67 * 97);
    double[] b = Numbers.random(random, 97 * 131);
    double[] expected = all(Numbers.kernel(name, new ThreadTeam(1)), shape, a, b);
    for (int t = 0; t < callers.length; t++) {
      int mine = t;
      callers[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 20; i++) {
                  results[mine] = all(kernel, shape, a, b);
                }
              });
      callers[t].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    for (double[] result : results) {
      assertArrayEquals(expected, result);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void a_shared_product_allocates_nothing_on_any_thread(String name) {
    ThreadTeam team = new ThreadTeam(2);
    Kernel kernel = Numbers.kernel(name, team);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] a = Numbers.random(random, 128 * 128);
    double[] b = Numbers.random(random, 128 * 128);
    double[] c = new double[128 * 128];
    long fewest = Long.MAX_VALUE;
    long end = System.nanoTime() + 60_000_000_000L; // boxes go only once C2 has compiled all of it
    while (fewest > 0 && System.nanoTime() < end) {
      long before = allocated(threads, team);
      for (int i = 0; i < 20; i++) {
        kernel.gemm().nn(128, 128, 128, a, 0, 128, b, 0, 128, c, 0, 128);
        kernel.gemm().tn(128, 128, 128, a, 0, 128, b, 0, 128, c, 0, 128);
        kernel.gemm().nt(128, 128, 128, a, 0, 128, b, 0, 128, c, 0, 128);
      }
      fewest = Math.min(fewest, allocated(threads, team) - before);
    }
    assertEquals(0, fewest, "bytes in 20 rounds");
  }

  /** Bytes ever allocated by the team's threads, the caller included. */
  private static long allocated(ThreadMXBean threads, ThreadTeam team) {
    long sum = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (Thread helper : team.helpers()) {
      sum += threads.getThreadAllocatedBytes(helper.getId());
    }
    return sum;
  }
}
