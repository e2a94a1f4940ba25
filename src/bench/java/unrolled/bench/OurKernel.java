package unrolled.bench;

import unrolled.matrix.Kernels;
import unrolled.matrix.gemm.Gemm;

/** The product that the library uses. */
final class OurKernel implements Multiplier {
  private final Gemm gemm = Kernels.active().gemm();

  @Override
  public String name() {
    return "ours";
  }

  // spotless:off
  @Override
  public Ready ready(Product p) {
    var c = new double[p.m * p.n];
    Runnable product =
        switch (p.form) {
          case PLAIN -> () ->
              gemm.nn(p.m, p.n, p.k, p.a, 0, p.aRow(), p.b, 0, p.bRow(), c, 0, p.n);
          case TRANSPOSED_A -> () ->
              gemm.tn(p.m, p.n, p.k, p.a, 0, p.aRow(), p.b, 0, p.bRow(), c, 0, p.n);
          case TRANSPOSED_B -> () ->
              gemm.nt(p.m, p.n, p.k, p.a, 0, p.aRow(), p.b, 0, p.bRow(), c, 0, p.n);
        };
    return new OnHeap(product, c);
  }
  // spotless:on

  /** A product whose C is a Java array. */
  record OnHeap(Runnable product, double[] c) implements Ready {
    @Override
    public void run() {
      product.run();
    }
  }
}
