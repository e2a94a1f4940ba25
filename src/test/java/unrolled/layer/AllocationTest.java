package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.State;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;

/** What a training step of a layer leaves for the garbage collector: nothing. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int AT_ONCE = 20;
  private static final int PATIENCE = 1000; // times 20 steps, for the JIT compiler to be done

  private record Case(String name, Layer<?> layer, int steps, int batch, boolean padded) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    RandomGenerator rng = new SplittableRandom(1);
    List<Lstm> lstms = List.of(new Lstm(7, 12, rng), new Lstm(12, 12, rng));
    List<Gru> grus = List.of(new Gru(7, 5, rng), new Gru(5, 12, rng));
    return Stream.of(
        new Case("RNN", new Rnn(7, 17, Activation.TANH, rng), 6, 5, false),
        new Case("LSTM", new Lstm(7, 17, rng), 6, 5, false),
        new Case("GRU", new Gru(7, 17, rng), 6, 5, false),
        new Case("GRU, reset before", new GruResetBefore(7, 17, rng), 6, 5, false),
        new Case("LSTM, padded", new Lstm(7, 17, rng), 6, 5, true),
        new Case("GRU with few units", new Gru(3, 2, rng), 6, 5, false),
        new Case("two LSTMs", new Stacked<>(lstms), 6, 5, false),
        new Case("two GRUs", new Stacked<>(grus), 6, 5, true),
        new Case("LSTM, by several threads", new Lstm(32, 40, rng), 8, 16, false),
        new Case("GRU, by several threads", new Gru(32, 40, rng), 8, 16, false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_training_step_allocates_nothing_once_it_is_compiled(Case subject) {
    assertEquals(0, leastAllocated(subject.layer, subject));
  }

  /** The fewest bytes that 20 steps in a row needed, over all threads that took part. */
  private static <S extends State<S>> long leastAllocated(Layer<S> layer, Case subject) {
    RandomGenerator rng = new SplittableRandom(2);
    Sequence xs = Samples.sequence(subject.steps, subject.batch, layer.inputSize(), rng);
    if (subject.padded) xs = xs.withLengths(Samples.lengths(subject.steps, subject.batch, rng));
    Sequence dh = Samples.like(xs, layer.hiddenSize(), rng);
    S initial = Samples.state(layer.zeroState(subject.batch), rng);
    S dLast = Samples.state(layer.zeroState(subject.batch), rng);
    List<Parameter> parameters = layer.parameters();
    train(layer, xs, dh, initial, dLast, parameters);
    long[] threads = threads();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < PATIENCE && least > 0; i++) {
      long before = allocated(threads);
      train(layer, xs, dh, initial, dLast, parameters);
      least = Math.min(least, allocated(threads) - before);
    }
    return least;
  }

  private static <S extends State<S>> void train(
      Layer<S> layer, Sequence xs, Sequence dh, S initial, S dLast, List<Parameter> parameters) {
    for (int step = 0; step < AT_ONCE; step++) {
      for (int i = 0; i < parameters.size(); i++) parameters.get(i).zeroGrad();
      layer.forward(xs, initial);
      layer.backward(dh, dLast);
    }
  }

  private static long[] threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t == Thread.currentThread() || t.getName().startsWith("unrolled-team"))
        .mapToLong(Thread::getId)
        .toArray();
  }

  private static long allocated(long[] threads) {
    long sum = 0;
    for (long thread : threads) sum += THREADS.getThreadAllocatedBytes(thread);
    return sum;
  }

  @org.junit.jupiter.api.Test
  void the_counter_counts() {
    long[] threads = threads();
    long before = allocated(threads);
    double[] array = new double[1000];
    Arrays.fill(array, 1);
    assertEquals(8016, allocated(threads) - before, 1000, "after " + Arrays.hashCode(array));
  }
}
