package unrolled.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import unrolled.matrix.Kernel;
import unrolled.matrix.Kernels;

/**
 * The product C = A · B of two square matrices (n × n, row-major), from the textbook's loop to the
 * kernel that everything runs on: each step changes one thing.
 *
 * <p>The steps to {@link #tiled} are written here. The others are that kernel itself, of which one
 * part after the other is switched on; {@code unrolled.matrix.Product} is where to read on. Down to
 * {@link #packed} every step gives the same bits; from {@link #vector} on a product and its sum are
 * rounded once, not twice.
 */
public final class MatmulSteps {
  private static final int BLOCK = 64; // 64 × 64 doubles are 32 KiB
  private static final Map<String, Kernel> ONE_THREAD = new ConcurrentHashMap<>();

  private MatmulSteps() {}

  /** A product of two (n × n) matrices. */
  @FunctionalInterface
  public interface Step {
    double[] product(int n, double[] a, double[] b);
  }

  /**
   * All steps on one thread by their names, in their order. Without {@link #vector} if the JVM was
   * started without its module.
   */
  public static Map<String, Step> all() {
    Map<String, Step> all = new LinkedHashMap<>();
    all.put("naive", MatmulSteps::naive);
    all.put("rows", MatmulSteps::rows);
    all.put("blocked", MatmulSteps::blocked);
    all.put("tiled", MatmulSteps::tiled);
    all.put("packed", MatmulSteps::packed);
    if (hasVectors()) {
      all.put("vector", MatmulSteps::vector);
    }
    return all;
  }

  private static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** The definition: each entry of C is a sum. The innermost loop jumps from row to row of B. */
  public static double[] naive(int n, double[] a, double[] b) {
    double[] c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < n; p++) {
          c[i * n + j] += a[i * n + p] * b[p * n + j];
        }
      }
    }
    return c;
  }

  /** Two loops exchanged: the innermost one now walks along rows of B and C. */
  public static double[] rows(int n, double[] a, double[] b) {
    double[] c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < n; p++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * n + p] * b[p * n + j];
        }
      }
    }
    return c;
  }

  /** The same for one block of B after the other, so that the block stays in the cache. */
  public static double[] blocked(int n, double[] a, double[] b) {
    double[] c = new double[n * n];
    for (int p0 = 0; p0 < n; p0 += BLOCK) {
      for (int j0 = 0; j0 < n; j0 += BLOCK) {
        int pEnd = Math.min(n, p0 + BLOCK);
        int jEnd = Math.min(n, j0 + BLOCK);
        for (int i = 0; i < n; i++) {
          for (int p = p0; p < pEnd; p++) {
            for (int j = j0; j < jEnd; j++) {
              c[i * n + j] += a[i * n + p] * b[p * n + j];
            }
          }
        }
      }
    }
    return c;
  }

  /** Two rows × two columns of C at once: four sums in registers, each number read used twice. */
  public static double[] tiled(int n, double[] a, double[] b) {
    int size = n + n % 2; // a last tile that is half empty reads zeros
    double[] x = padded(n, size, a);
    double[] y = padded(n, size, b);
    double[] c = new double[size * size];
    for (int i = 0; i < size; i += 2) {
      for (int j = 0; j < size; j += 2) {
        tile(size, x, i * size, y, j, c);
      }
    }
    return padded(size, n, c);
  }

  /** Larger tiles, which read A and B from strips packed for them: the kernel in plain Java. */
  public static double[] packed(int n, double[] a, double[] b) {
    return product(oneThread("scalar"), n, a, b);
  }

  /**
   * The same with a tile of 8 rows × 3 vectors: the kernel on the Vector API.
   *
   * @throws IllegalStateException if the JVM was started without its module
   */
  public static double[] vector(int n, double[] a, double[] b) {
    return product(oneThread("vector"), n, a, b);
  }

  /** The same with C shared among threads: the kernel as everything here uses it. */
  public static double[] threads(int n, double[] a, double[] b) {
    return product(Kernels.active(), n, a, b);
  }

  private static Kernel oneThread(String name) {
    return ONE_THREAD.computeIfAbsent(name, wanted -> Kernels.choose(wanted, 1));
  }

  private static double[] product(Kernel kernel, int n, double[] a, double[] b) {
    double[] c = new double[n * n];
    kernel.gemm().nn(n, n, n, a, 0, n, b, 0, n, c, 0, n);
    return c;
  }

  private static void tile(int n, double[] a, int aAt, double[] b, int bAt, double[] c) {
    double c00 = 0;
    double c01 = 0;
    double c10 = 0;
    double c11 = 0;
    for (int p = 0; p < n; p++) {
      double a0 = a[aAt + p];
      double a1 = a[aAt + n + p];
      double b0 = b[bAt + p * n];
      double b1 = b[bAt + p * n + 1];
      c00 += a0 * b0;
      c01 += a0 * b1;
      c10 += a1 * b0;
      c11 += a1 * b1;
    }
    c[aAt + bAt] = c00;
    c[aAt + bAt + 1] = c01;
    c[aAt + n + bAt] = c10;
    c[aAt + n + bAt + 1] = c11;
  }

  /** The (n × n) matrix cut or filled up with zeros to (size × size). */
  private static double[] padded(int n, int size, double[] from) {
    double[] to = new double[size * size];
    int width = Math.min(n, size);
    for (int r = 0; r < width; r++) {
      System.arraycopy(from, r * n, to, r * size, width);
    }
    return to;
  }
}
