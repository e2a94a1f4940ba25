package unrolled.bench;

/** Somebody's matrix product. */
interface Multiplier {
  /** A product that is ready to be computed again and again, each time added to the same C. */
  interface Ready extends Runnable {
    /** C as it is now (m × n), row after row. */
    double[] c();
  }

  String name();

  Ready ready(Product product);

  /** As a contestant, once it has been seen to compute the same as we do. */
  default Contestant contestant(Product product) {
    Ready theirs = ready(product);
    theirs.run();
    Ready ours = new OurKernel().ready(product);
    ours.run();
    double[] expected = ours.c();
    double[] actual = theirs.c();
    for (int i = 0; i < expected.length; i++)
      if (!(Math.abs(actual[i] - expected[i]) < 1e-9))
        throw new IllegalStateException(
            "%s, %s: entry %d is %s, ours is %s"
                .formatted(name(), product, i, actual[i], expected[i]));
    return new Contestant(name(), product.operations(), theirs);
  }
}
