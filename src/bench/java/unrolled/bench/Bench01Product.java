package unrolled.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import unrolled.experiment.MatmulSteps;

/**
 * From the textbook's triple loop to the kernel, one idea at a time.
 *
 * <p><b>What you should see</b> at n = 512: exchanging two loops is worth a factor of five, because
 * the innermost one no longer jumps from row to row of B. Blocking alone is worth next to nothing:
 * it spares memory, and the loop waits for its registers. A tile that stays in registers is worth a
 * factor of several, and the vector kernel doubles that. At n = 64 everything lies in the cache and
 * the first step is small; the last two are not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Bench01Product {
  @Param({"64", "512"})
  int n;

  private Product product;
  private Runnable kernel;

  @Setup
  public void operands() {
    product = Product.square(n);
    kernel = new OurKernel().ready(product);
  }

  @Benchmark
  public double[] step1TripleLoop() {
    return MatmulSteps.naive(n, product.a, product.b);
  }

  @Benchmark
  public double[] step2RowByRow() {
    return MatmulSteps.rows(n, product.a, product.b);
  }

  @Benchmark
  public double[] step3Blocked() {
    return MatmulSteps.blocked(n, product.a, product.b);
  }

  @Benchmark
  public double[] step4RegisterTile() {
    return MatmulSteps.tiled(n, product.a, product.b);
  }

  @Benchmark
  public void step5Kernel() {
    kernel.run();
  }
}
