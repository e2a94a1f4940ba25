package unrolled.matrix.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Kernel;
import unrolled.matrix.Numbers;

/** A factor packed once gives what the product without packing gives. */
class PackedTest {
  private final SplittableRandom random = new SplittableRandom(6);

  /** Numbers with NaN on both sides of them, so that reading there spoils the result. */
  private double[] numbers(int before, int size, int after) {
    double[] all = new double[before + size + after];
    Arrays.fill(all, Double.NaN);
    for (int i = before; i < before + size; i++) {
      all[i] = Numbers.random(random);
    }
    return all;
  }

  private void agrees(Kernel kernel, PackedB packed, int m, int n, int k) {
    String shape = m + " × " + n + " × " + k;
    double[] a = numbers(3, m * (k + 2), 0);
    double[] c = numbers(1, m * (n + 4), 2);
    double[] expected = c.clone();
    double[] actual = c.clone();
    double[] b = numbers(5, k * (n + 1), 0);
    kernel.gemm().nn(m, n, k, a, 3, k + 2, b, 5, n + 1, expected, 1, n + 4);
    kernel.gemm().pack(k, n, b, 5, n + 1, packed);
    kernel.gemm().packed(m, a, 3, k + 2, packed, actual, 1, n + 4);
    assertArrayEquals(expected, actual, shape);
    assertEquals(k, packed.rows());
    assertEquals(n, packed.cols());
    double[] bt = numbers(2, n * (k + 3), 0);
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < n; j++) {
        bt[2 + j * (k + 3) + p] = b[5 + p * (n + 1) + j];
      }
    }
    actual = c.clone();
    kernel.gemm().packTrans(k, n, bt, 2, k + 3, packed);
    kernel.gemm().packed(m, a, 3, k + 2, packed, actual, 1, n + 4);
    assertArrayEquals(expected, actual, shape + " transposed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void a_packed_factor_gives_the_same_bits(String name) {
    Kernel kernel = Numbers.kernel(name);
    PackedB packed = new PackedB();
    for (int m : new int[] {0, 1, 2, 7, 8, 9, 17, 40}) {
      for (int n = 0; n <= 40; n++) {
        for (int k : new int[] {0, 1, 2, 3, 5, 13, 31, 40}) {
          agrees(kernel, packed, m, n, k);
        }
      }
    }
    for (int m : new int[] {1, 5, 20, 67, 129}) {
      for (int n : new int[] {1, 23, 769, 811}) {
        for (int k : new int[] {1, 255, 256, 257, 523}) {
          agrees(kernel, packed, m, n, k);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void a_factor_keeps_the_numbers_that_were_packed(String name) {
    Kernel kernel = Numbers.kernel(name);
    PackedB packed = new PackedB();
    double[] b = {5, 6, 7, 8};
    kernel.gemm().pack(2, 2, b, 0, 2, packed);
    Arrays.fill(b, 0);
    double[] c = new double[4];
    kernel.gemm().packed(2, new double[] {1, 2, 3, 4}, 0, 2, packed, c, 0, 2);
    assertArrayEquals(new double[] {19, 22, 43, 50}, c);
  }

  @Test
  void a_factor_serves_only_the_kernel_that_packed_it() {
    Kernel kernel = Numbers.kernel("scalar");
    PackedB packed = new PackedB();
    double[] one = {1};
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> kernel.gemm().packed(1, one, 0, 1, packed, new double[1], 0, 1));
    assertEquals("packed: nothing was packed", e.getMessage());
    Numbers.kernel("scalar").gemm().pack(1, 1, one, 0, 1, packed);
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> kernel.gemm().packed(1, one, 0, 1, packed, new double[1], 0, 1));
    assertEquals("packed: the factor was packed by another kernel", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void packing_and_multiplying_again_allocates_nothing(String name) {
    Kernel kernel = Numbers.kernel(name);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    double[] a = numbers(0, 33 * 96, 0);
    double[] b = numbers(0, 96 * 101, 0);
    double[] c = new double[33 * 101];
    PackedB packed = new PackedB();
    long fewest = Long.MAX_VALUE;
    long end = System.nanoTime() + 60_000_000_000L; // boxes go only once C2 has compiled all of it
    while (fewest > 0 && System.nanoTime() < end) {
      long before = threads.getThreadAllocatedBytes(id);
      for (int i = 0; i < 20; i++) {
        kernel.gemm().pack(96, 101, b, 0, 101, packed);
        kernel.gemm().packed(33, a, 0, 96, packed, c, 0, 101);
        kernel.gemm().packTrans(96, 100, b, 0, 96, packed);
        kernel.gemm().packed(1, a, 0, 96, packed, c, 0, 101);
      }
      fewest = Math.min(fewest, threads.getThreadAllocatedBytes(id) - before);
    }
    assertEquals(0, fewest, "bytes in 20 rounds");
  }
}
