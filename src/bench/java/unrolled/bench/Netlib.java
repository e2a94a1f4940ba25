package unrolled.bench;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import unrolled.bench.OurKernel.OnHeap;

/** Netlib's BLAS written in Java, on the Vector API where that is there; one thread. */
final class Netlib implements Multiplier {
  private final BLAS blas = JavaBLAS.getInstance();

  @Override
  public String name() {
    return "netlib " + blas.getClass().getSimpleName();
  }

  /** It counts columns first, so it is asked for {@code Cᵀ += Bᵀ·Aᵀ}, which is the same memory. */
  @Override
  public Ready ready(Product p) {
    var c = new double[p.m * p.n];
    String transB = p.form == Product.Form.TRANSPOSED_B ? "T" : "N";
    String transA = p.form == Product.Form.TRANSPOSED_A ? "T" : "N";
    Runnable product =
        () -> blas.dgemm(transB, transA, p.n, p.m, p.k, 1, p.b, p.bRow(), p.a, p.aRow(), 1, c, p.n);
    return new OnHeap(product, c);
  }
}
