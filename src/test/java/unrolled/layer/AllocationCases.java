package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;
import unrolled.nn.Activation;
import unrolled.nn.Dense;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;
import unrolled.nn.SoftmaxCrossEntropy;

/** What a training step of a layer leaves for the garbage collector: nothing. */
class AllocationCases {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int AT_ONCE = 20;
  private static final int ROUNDS = 1000;

  /**
   * Code that the optimising compiler has not come to yet puts each vector on the heap, and on a
   * busy machine the compiler may be late by many rounds. What the library allocates stays in every
   * round, however long that is.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        new Case("minGRU", new MinGru(7, 17, rng), 6, 5, false),
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

  /** A batch of its own shape and lengths, with all that a training step needs of it. */
  private record Ragged<S>(Sequence xs, int[] targets, boolean[] real, S dLast) {}

  static Stream<Case> networks() {
    RandomGenerator rng = new SplittableRandom(1);
    List<Lstm> lstms = List.of(new Lstm(7, 12, rng), new Lstm(12, 9, rng));
    Dropout half = new Dropout(0.5);
    return Stream.of(
        new Case("RNN", new Rnn(7, 17, Activation.TANH, rng), 0, 0, true),
        new Case("LSTM", new Lstm(7, 17, rng), 0, 0, true),
        new Case("GRU", new Gru(7, 17, rng), 0, 0, true),
        new Case("GRU, reset before", new GruResetBefore(7, 17, rng), 0, 0, true),
        new Case("minGRU", new MinGru(7, 17, rng), 0, 0, true),
        new Case("LSTM, full rows", new Lstm(7, 17, rng), 0, 0, false),
        new Case("both", new Bidirectional<>(new Lstm(7, 5, rng), new Lstm(7, 5, rng)), 0, 0, true),
        new Case("dropout between", new Stacked<>(lstms, half, rng), 0, 0, true),
        new Case("dropout around", new Dropping<>(new Gru(7, 5, rng), half, half, rng), 0, 0, true),
        new Case(
            "two in both directions, dropout between",
            new Stacked<>(
                List.of(
                    new Bidirectional<>(new Gru(7, 5, rng), new Gru(7, 5, rng)),
                    new Bidirectional<>(new Gru(10, 4, rng), new Gru(10, 4, rng))),
                half,
                rng),
            0,
            0,
            true));
  }

  /** Layer, head, loss; gradients from each step and from the last state, and from either alone. */
  @ParameterizedTest
  @MethodSource("networks")
  void a_whole_step_over_ragged_batches_allocates_nothing(Case subject) {
    assertEquals(0, leastAllocatedRagged(subject.layer, subject.padded));
  }

  private static <S extends State<S>> long leastAllocatedRagged(Layer<S> layer, boolean padded) {
    RandomGenerator rng = new SplittableRandom(2);
    List<Ragged<S>> batches = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      int steps = 4 + i * 5 % 7;
      int batch = 2 + i * 3 % 5;
      Sequence xs = Samples.sequence(steps, batch, 7, rng);
      if (padded) {
        xs = xs.withLengths(Samples.lengths(steps, batch, rng));
      }
      int[] targets = rng.ints(steps * batch, 0, 3).toArray();
      batches.add(new Ragged<>(xs, targets, xs.real(), Samples.state(layer.zeroState(batch), rng)));
    }
    Dense head = new Dense(layer.hiddenSize(), 3, rng);
    List<Parameter> parameters = new ArrayList<>(layer.parameters());
    parameters.addAll(head.parameters());
    Workspace[] w = new Workspace[3];
    Arrays.setAll(w, i -> new Workspace("overwritten"));
    for (Ragged<S> batch : batches) {
      step(layer, head, batch, parameters, w);
    }
    return leastAllocated(
        () -> {
          for (int k = 0; k < batches.size(); k++) {
            step(layer, head, batches.get(k), parameters, w);
          }
        });
  }

  /** The fewest bytes that a round needed, over all threads that took part. */
  private static long leastAllocated(Runnable round) {
    long[] threads = threads();
    long least = Long.MAX_VALUE;
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; least > 0 && (i < ROUNDS || System.nanoTime() < end); i++) {
      long before = allocated(threads);
      round.run();
      least = Math.min(least, allocated(threads) - before);
      if (least > 0 && i >= ROUNDS) {
        rest();
      }
    }
    return least;
  }

  /** Leaves the processor to the compiler. */
  private static void rest() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <S extends State<S>> void step(
      Layer<S> layer, Dense head, Ragged<S> batch, List<Parameter> parameters, Workspace[] w) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).zeroGrad();
    }
    Sequence h = layer.forward(batch.xs);
    Matrix logits = head.forward(h.flat(), w[0]);
    Matrix dLogits = w[1].lend(logits.rows(), logits.cols());
    SoftmaxCrossEntropy.of(logits, batch.targets, batch.real, dLogits);
    layer.backward(h.gradient(head.backward(dLogits, h.flat(), w[2])));
    layer.forward(batch.xs);
    layer.backward(batch.dLast);
  }

  /** The fewest bytes that 20 steps in a row needed. */
  private static <S extends State<S>> long leastAllocated(Layer<S> layer, Case subject) {
    RandomGenerator rng = new SplittableRandom(2);
    Sequence full = Samples.sequence(subject.steps, subject.batch, layer.inputSize(), rng);
    Sequence xs =
        subject.padded
            ? full.withLengths(Samples.lengths(subject.steps, subject.batch, rng))
            : full;
    Sequence dh = Samples.like(xs, layer.hiddenSize(), rng);
    S initial = Samples.state(layer.zeroState(subject.batch), rng);
    S dLast = Samples.state(layer.zeroState(subject.batch), rng);
    List<Parameter> parameters = layer.parameters();
    train(layer, xs, dh, initial, dLast, parameters);
    return leastAllocated(() -> train(layer, xs, dh, initial, dLast, parameters));
  }

  private static <S extends State<S>> void train(
      Layer<S> layer, Sequence xs, Sequence dh, S initial, S dLast, List<Parameter> parameters) {
    for (int step = 0; step < AT_ONCE; step++) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).zeroGrad();
      }
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
    for (long thread : threads) {
      sum += THREADS.getThreadAllocatedBytes(thread);
    }
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
