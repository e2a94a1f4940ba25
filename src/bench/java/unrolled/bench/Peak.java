package unrolled.bench;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most that the processor can do: fused multiply-adds on registers, none waiting for another,
 * no memory at all. No product can be faster.
 */
final class Peak {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int CHAINS = 16; // more than the latency of a unit times the units
  private static final int STEPS = 20_000;
  private static final int REPEATS = 200; // so that a thread's start does not count

  private static volatile double sink;

  private Peak() {}

  /** Each of {@code threads} does the same work at the same time. */
  static Contestant contestant(int threads) {
    double operations = 2.0 * REPEATS * STEPS * CHAINS * SPECIES.length() * threads;
    return new Contestant("FMA peak", operations, () -> run(threads));
  }

  private static void run(int threads) {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) others.add(new Thread(Peak::work));
    others.forEach(Thread::start);
    work();
    try {
      for (Thread other : others) other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the peak", e);
    }
  }

  private static void work() {
    for (int i = 0; i < REPEATS; i++) sink = chains(0.25);
  }

  // Local variables and no array: the compiler keeps them in registers.
  // spotless:off
  private static double chains(double start) {
    var x = DoubleVector.broadcast(SPECIES, 0.999);
    var y = DoubleVector.broadcast(SPECIES, start);
    var a = y; var b = y; var c = y; var d = y; var e = y; var f = y; var g = y; var h = y;
    var i = y; var j = y; var k = y; var l = y; var m = y; var n = y; var o = y; var p = y;
    for (int step = 0; step < STEPS; step++) {
      a = a.fma(x, y); b = b.fma(x, y); c = c.fma(x, y); d = d.fma(x, y);
      e = e.fma(x, y); f = f.fma(x, y); g = g.fma(x, y); h = h.fma(x, y);
      i = i.fma(x, y); j = j.fma(x, y); k = k.fma(x, y); l = l.fma(x, y);
      m = m.fma(x, y); n = n.fma(x, y); o = o.fma(x, y); p = p.fma(x, y);
    }
    return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h)
        .add(i).add(j).add(k).add(l).add(m).add(n).add(o).add(p)
        .lane(0);
  }
  // spotless:on
}
