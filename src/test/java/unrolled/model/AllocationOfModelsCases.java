package unrolled.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.layer.Bidirectional;
import unrolled.layer.CoupledLstm;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.MinGru;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.layer.Stacked;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dropout;
import unrolled.train.Adam;
import unrolled.train.SplitMix;

/**
 * What a step of {@link Model#fit} over batches of many shapes leaves for the garbage collector:
 * nothing, from the tokens to the optimizer.
 */
class AllocationOfModelsCases {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int K = 9; // tokens
  private static final int BATCHES = 7;
  private static final int ROUNDS = 40; // of 7000 steps, for the JIT compiler to be done

  /** A model that is trained, and batches for it. */
  private record Case<X, Y>(String name, Model<X, Y> model, List<Examples<X, Y>> batches) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final SplitMix RNG = new SplitMix(4);

  private static int[][] rows(int batch, int limit) {
    int[][] rows = new int[batch][];
    for (int n = 0; n < batch; n++) {
      rows[n] = RNG.ints(1 + RNG.nextInt(8), 0, limit).toArray();
    }
    return rows;
  }

  private static int[][] sameLengths(int[][] like, int limit) {
    return Stream.of(like)
        .map(row -> RNG.ints(row.length, 0, limit).toArray())
        .toArray(int[][]::new);
  }

  private static List<Examples<int[][], int[]>> classes() {
    List<Examples<int[][], int[]>> all = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      int batch = 2 + i * 3 % 5;
      all.add(new Examples<>(rows(batch, K), RNG.ints(batch, 0, 3).toArray()));
    }
    return all;
  }

  private static List<Examples<int[][], int[][]>> tags() {
    List<Examples<int[][], int[][]>> all = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      int[][] inputs = rows(2 + i * 3 % 5, K);
      all.add(new Examples<>(inputs, sameLengths(inputs, 3)));
    }
    return all;
  }

  private static List<Examples<Sequence, Matrix>> numbers() {
    List<Examples<Sequence, Matrix>> all = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      int steps = 4 + i * 5 % 7;
      int batch = 2 + i * 3 % 5;
      int[] lengths = RNG.ints(batch, 1, steps + 1).toArray();
      Sequence xs = new Sequence(steps, batch, 0).withFlat(Matrix.normal(steps * batch, 2, 1, RNG));
      all.add(new Examples<>(xs.withLengths(lengths), Matrix.normal(batch, 3, 1, RNG)));
    }
    return all;
  }

  private static Bidirectional<?> bothWays(int width, int units) {
    return new Bidirectional<>(new Gru(width, units, RNG), new Gru(width, units, RNG));
  }

  private static <Y> Model<int[][], Y> model(
      boolean oneHot, Readout readout, Loss<Y> loss, Layer<?>... layers) {
    Input<int[][]> input = oneHot ? Input.oneHot(K) : Input.embedded(K, 4, RNG);
    double between = layers.length > 1 ? 0.2 : 0;
    return new Model<>(input, List.of(layers), readout, 3, loss, RNG).dropout(0.1, between, 0.3);
  }

  static Stream<Case<?, ?>> cases() {
    Layer<?> stacked =
        new Stacked<>(List.of(new Lstm(4, 6, RNG), new Lstm(6, 5, RNG)), new Dropout(0.5), RNG);
    return Stream.of(
        new Case<>(
            "classes, one-hot, mean of two layers",
            model(true, Readout.MEAN, Loss.classes(), new Lstm(K, 6, RNG), new Gru(6, 5, RNG)),
            classes()),
        new Case<>(
            "classes with weights, embedded, last step of both directions",
            model(false, Readout.LAST_STEP, Loss.classes(1, 2, 0.5), bothWays(4, 5)),
            classes()),
        new Case<>(
            "classes, last step of a stack",
            model(false, Readout.LAST_STEP, Loss.classes(), stacked),
            classes()),
        new Case<>(
            "classes, last step of a coupled LSTM",
            model(false, Readout.LAST_STEP, Loss.classes(), new CoupledLstm(4, 6, 1, RNG)),
            classes()),
        new Case<>(
            "tags, embedded, both directions below one",
            model(false, Readout.EACH_STEP, Loss.tags(), bothWays(4, 5), new MinGru(10, 6, RNG)),
            tags()),
        new Case<>(
            "numbers",
            new Model<>(
                Input.numbers(2),
                List.of(new Rnn(2, 7, Activation.TANH, RNG)),
                Readout.LAST_STEP,
                3,
                Loss.numbers(),
                RNG),
            numbers()),
        new Case<>(
            "yes or no",
            new Model<>(
                Input.numbers(2),
                List.of(new Lstm(2, 7, RNG)),
                Readout.MEAN,
                3,
                Loss.yesNo(2),
                RNG),
            numbers().stream()
                .map(e -> new Examples<>(e.inputs(), e.targets().map(y -> y > 0 ? 1 : 0)))
                .toList()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_step_of_fit_over_ragged_batches_allocates_nothing(Case<?, ?> subject) {
    assertEquals(0, leastAllocated(subject));
  }

  /** Until nothing is allocated between a batch and the seventh after it, or patience ends. */
  private static <X, Y> long leastAllocated(Case<X, Y> subject) {
    long[] least = {Long.MAX_VALUE};
    for (int round = 0; round < ROUNDS && least[0] > 0; round++) {
      train(subject, least);
    }
    return least[0];
  }

  private static <X, Y> void train(Case<X, Y> subject, long[] least) {
    long[] before = {0};
    long thread = Thread.currentThread().getId();
    subject
        .model
        .fit(new Adam(1e-6))
        .epochs(1)
        .clip(1)
        .on(
            1000 * BATCHES,
            i -> {
              if (i % BATCHES == 0) {
                long now = THREADS.getThreadAllocatedBytes(thread);
                least[0] = i == 0 ? least[0] : Math.min(least[0], now - before[0]);
                before[0] = THREADS.getThreadAllocatedBytes(thread);
              }
              return subject.batches.get(i % BATCHES);
            });
  }
}
