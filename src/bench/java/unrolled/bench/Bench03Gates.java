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
import unrolled.matrix.Elementwise;
import unrolled.matrix.Kernels;

/**
 * What an activation costs, in nanoseconds for each entry.
 *
 * <p><b>What you should see</b>: a call of {@code Math.tanh} takes longer than the 30 or so
 * multiplications by which an entry of a small layer is found, so in a small LSTM it is the
 * activations that one waits for. Eight entries at a time, by a polynomial, are ten and more times
 * as fast.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Bench03Gates {
  private static final int COUNT = 10_000;

  private final Elementwise elementwise = Kernels.active().elementwise();
  private final double[] x = Step.numbers(COUNT, 1);
  private final double[] y = new double[COUNT];

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double[] step1OneAtATime() {
    for (int i = 0; i < COUNT; i++) y[i] = Math.tanh(x[i]);
    return y;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double[] step2Vectors() {
    elementwise.tanh(COUNT, x, 0, y, 0);
    return y;
  }
}
