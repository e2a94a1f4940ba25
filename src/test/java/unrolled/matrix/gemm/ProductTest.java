package unrolled.matrix.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Kernel;
import unrolled.matrix.Numbers;

/** What blocks, panels and tiles must not change: the bits, and the heap. */
class ProductTest {
  private final SplittableRandom random = new SplittableRandom(3);

  /** The triple loop, with one rounding for a product and its sum, or with two. */
  private static void triple(
      boolean fused, int m, int n, int k, double[] a, double[] b, double[] c) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          double x = a[i * k + p];
          double y = b[p * n + j];
          double sum = c[i * n + j];
          c[i * n + j] = fused ? Math.fma(x, y, sum) : sum + x * y;
        }
      }
    }
  }

  private static double[] transposed(int rows, int cols, double[] x) {
    double[] y = new double[x.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        y[c * rows + r] = x[r * cols + c];
      }
    }
    return y;
  }

  private void hasTheBitsOfTheTripleLoop(Kernel kernel, int m, int n, int k) {
    double[] a = Numbers.random(random, m * k);
    double[] b = Numbers.random(random, k * n);
    double[] c = Numbers.random(random, m * n);
    double[] expected = c.clone();
    triple(kernel.name().startsWith("vector"), m, n, k, a, b, expected);
    double[] plain = c.clone();
    kernel.gemm().nn(m, n, k, a, 0, k, b, 0, n, plain, 0, n);
    double[] transA = c.clone();
    kernel.gemm().tn(m, n, k, transposed(m, k, a), 0, m, b, 0, n, transA, 0, n);
    double[] transB = c.clone();
    kernel.gemm().nt(m, n, k, a, 0, k, transposed(k, n, b), 0, k, transB, 0, n);
    String shape = m + " × " + n + " × " + k;
    assertArrayEquals(expected, plain, shape);
    assertArrayEquals(expected, transA, shape);
    boolean lanes = m == 1 && kernel.name().startsWith("vector"); // then one sum for each lane
    assertArrayEquals(
        expected, transB, lanes ? 2 * (k + 1) * Numbers.ROUNDING * (k + 1) : 0, shape);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void a_product_has_the_bits_of_the_triple_loop(String name) {
    Kernel kernel = Numbers.kernel(name);
    for (int t = 0; t < 3000; t++) {
      hasTheBitsOfTheTripleLoop(
          kernel, random.nextInt(1, 41), random.nextInt(1, 41), random.nextInt(1, 41));
    }
    for (int t = 0; t < 40; t++) {
      hasTheBitsOfTheTripleLoop(
          kernel, random.nextInt(1, 200), random.nextInt(1, 200), random.nextInt(1, 600));
    }
    hasTheBitsOfTheTripleLoop(kernel, 67, 1601, 263);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void a_product_allocates_nothing_once_its_buffers_have_grown(String name) {
    Kernel kernel = Numbers.kernel(name);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    double[] a = Numbers.random(random, 96 * 96);
    double[] b = Numbers.random(random, 96 * 101);
    double[] c = new double[96 * 101];
    int[] heights = {1, 5, 96};
    Runnable work =
        () -> {
          for (int m : heights) {
            kernel.gemm().nn(m, 101, 96, a, 0, 96, b, 0, 101, c, 0, 101);
            kernel.gemm().tn(m, 101, 96, a, 0, 96, b, 0, 101, c, 0, 101);
            kernel.gemm().nt(m, 101, 96, a, 0, 96, b, 0, 96, c, 0, 101);
          }
        };
    long fewest = Long.MAX_VALUE;
    long end = System.nanoTime() + 60_000_000_000L; // boxes go only once C2 has compiled all of it
    while (fewest > 0 && System.nanoTime() < end) {
      long before = threads.getThreadAllocatedBytes(id);
      for (int i = 0; i < 20; i++) {
        work.run();
      }
      fewest = Math.min(fewest, threads.getThreadAllocatedBytes(id) - before);
    }
    assertEquals(0, fewest, "bytes in 20 rounds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void an_array_is_let_go_once_it_has_been_multiplied(String name) throws InterruptedException {
    Kernel kernel = Numbers.kernel(name);
    double[] a = new double[1000];
    var weak = new java.lang.ref.WeakReference<>(a);
    kernel.gemm().nn(10, 10, 10, a, 0, 10, a, 500, 10, new double[100], 0, 10);
    a = null;
    for (int i = 0; i < 50 && weak.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(weak.get() == null, "the product still holds its factor");
    kernel.gemm().axpy(0, 1, new double[0], 0, new double[0], 0); // the kernel is still in use here
  }
}
