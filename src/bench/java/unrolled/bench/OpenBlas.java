package unrolled.bench;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;

/**
 * OpenBLAS, through its native library; operands and result lie outside the Java heap, so that none
 * is copied.
 *
 * <p>On some processors with 512-bit vectors it picks a 256-bit kernel; {@link #FORCED} makes it
 * use the wider one, which is the harder peer.
 */
final class OpenBlas implements Multiplier {
  private static final String CORE = "OPENBLAS_CORETYPE";

  /** For the environment of a process: the 512-bit kernel, where the processor has such vectors. */
  static final Map<String, String> FORCED =
      Machine.hasAvx512() ? Map.of(CORE, "SkylakeX") : Map.of();

  /**
   * The same, with threads that spin for 2^24 cycles after a product, 4 to 8 ms.
   *
   * <p>Between the products of one turn that is as good as for ever, and a short pause outlasts it.
   * Left as they are, they were seen to keep a core for 0.1 s, all through their neighbour's turn.
   */
  static final Map<String, String> SETTLING = settling();

  private static Map<String, String> settling() {
    var environment = new HashMap<>(FORCED);
    environment.put("OPENBLAS_THREAD_TIMEOUT", "24");
    return environment;
  }

  @Override
  public String name() {
    return "OpenBLAS, " + System.getenv().getOrDefault(CORE, "its own choice");
  }

  @Override
  public Ready ready(Product p) {
    int transA = p.form == Product.Form.TRANSPOSED_A ? CblasTrans : CblasNoTrans;
    int transB = p.form == Product.Form.TRANSPOSED_B ? CblasTrans : CblasNoTrans;
    var a = new DoublePointer(p.a);
    var b = new DoublePointer(p.b);
    var c = new DoublePointer(new double[p.m * p.n]);
    return new Ready() {
      @Override
      public void run() {
        cblas_dgemm(
            CblasRowMajor, transA, transB, p.m, p.n, p.k, 1, a, p.aRow(), b, p.bRow(), 1, c, p.n);
      }

      @Override
      public double[] c() {
        var copy = new double[p.m * p.n];
        c.get(copy);
        return copy;
      }
    };
  }
}
