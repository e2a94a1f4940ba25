package unrolled.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import unrolled.bench.Product.Form;

/**
 * Why sequences are trained in batches: {@code h·Wh} for 1, 8 and 64 rows of h, in microseconds
 * <i>for each row</i>, with H = 256.
 *
 * <p><b>What you should see</b>: the row of a batch of 64 takes a fraction of the time of a lone
 * row. The work of a row is the same; but a lone row uses each of the 2 MB of weights once, so it
 * waits for the cache, and a batch uses each weight 64 times while it is in a register.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Bench02Batch {
  private static final int H = 256;

  private final Runnable one = rows(1);
  private final Runnable eight = rows(8);
  private final Runnable sixtyFour = rows(64);

  private static Runnable rows(int batch) {
    return new OurKernel().ready(new Product(Form.PLAIN, batch, 4 * H, H));
  }

  @Benchmark
  public void batchOf1() {
    one.run();
  }

  @Benchmark
  @OperationsPerInvocation(8)
  public void batchOf8() {
    eight.run();
  }

  @Benchmark
  @OperationsPerInvocation(64)
  public void batchOf64() {
    sixtyFour.run();
  }
}
