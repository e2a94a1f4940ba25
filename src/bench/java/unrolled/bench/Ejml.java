package unrolled.bench;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import unrolled.bench.OurKernel.OnHeap;

/** EJML, the Java library that many reach for first; one thread. */
final class Ejml implements Multiplier {
  @Override
  public String name() {
    return "EJML";
  }

  @Override
  public Ready ready(Product p) {
    var a = DMatrixRMaj.wrap(p.a.length / p.aRow(), p.aRow(), p.a);
    var b = DMatrixRMaj.wrap(p.b.length / p.bRow(), p.bRow(), p.b);
    var c = new DMatrixRMaj(p.m, p.n);
    Runnable product =
        switch (p.form) {
          case PLAIN -> () -> CommonOps_DDRM.multAdd(a, b, c);
          case TRANSPOSED_A -> () -> CommonOps_DDRM.multAddTransA(a, b, c);
          case TRANSPOSED_B -> () -> CommonOps_DDRM.multAddTransB(a, b, c);
        };
    return new OnHeap(product, c.data);
  }
}
