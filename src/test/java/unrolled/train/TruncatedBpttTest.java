package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.cell.LstmState;
import unrolled.layer.Lstm;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.model.States;
import unrolled.nn.Parameter;
import unrolled.train.TruncatedBptt.Read;

class TruncatedBpttTest {
  private static final int T = 7;
  private static final int N = 3;
  private static final int K = 5;
  private static final int H = 4;

  private final RandomGenerator rng = new SplittableRandom(3);
  private final Model<int[][], int[][]> model =
      new Model<>(
          Input.oneHot(K), List.of(new Lstm(K, H, rng)), Readout.EACH_STEP, K, Loss.tags(), rng);
  private final int[][] inputs = tokens();
  private final int[][] targets = tokens();
  private final LstmState initial =
      new LstmState(Matrix.random(N, H, -1, 1, rng), Matrix.random(N, H, -1, 1, rng));
  private final States start = new States(List.of(initial));

  private int[][] tokens() {
    int[][] ids = new int[N][T];
    for (int[] row : ids) {
      Arrays.setAll(row, t -> rng.nextInt(K));
    }
    return ids;
  }

  private static int[][] cut(int[][] ids, int from, int to) {
    return Arrays.stream(ids).map(row -> Arrays.copyOfRange(row, from, to)).toArray(int[][]::new);
  }

  private Read<States> learn(int from, int to, States state) {
    double loss = model.learn(cut(inputs, from, to), cut(targets, from, to), state);
    return new Read<>(loss, model.last());
  }

  private double loss(int from, int to, States state) {
    return model.evaluate(cut(inputs, from, to), cut(targets, from, to), state).loss();
  }

  private static LstmState top(States states) {
    return (LstmState) states.levels().get(0);
  }

  private List<Matrix> gradients() {
    List<Matrix> found = model.parameters().stream().map(p -> p.grad.copy()).toList();
    model.parameters().forEach(Parameter::zeroGrad);
    return found;
  }

  @ParameterizedTest
  @ValueSource(ints = {T, T + 1, 1000, Integer.MAX_VALUE})
  void a_chunk_as_long_as_the_sequence_or_longer_is_plain_bptt_to_the_bit(int chunk) {
    Read<States> full = learn(0, T, start);
    List<Matrix> expected = gradients();
    Read<States> read = new TruncatedBptt(chunk).learn(T, start, this::learn);
    List<Matrix> found = gradients();
    assertEquals(full.loss(), read.loss(), 1e-15);
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).data(), found.get(i).data());
    }
    assertArrayEquals(top(full.last()).c().data(), top(read.last()).c().data());
    assertTrue(expected.get(0).norm() > 0.01);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void the_state_flows_so_the_loss_and_the_last_state_are_those_of_the_whole(int chunk) {
    double full = loss(0, T, start);
    LstmState expected = top(model.last());
    Read<States> read = new TruncatedBptt(chunk).learn(T, start, this::learn);
    assertEquals(full, read.loss(), 1e-14);
    assertEquals(0, expected.h().maxDifference(top(read.last()).h()), 1e-15);
    assertEquals(0, expected.c().maxDifference(top(read.last()).c()), 1e-15);
  }

  @Test
  void the_gradient_stops_at_the_first_step_of_each_chunk() {
    List<GradientCheck.Worst> worst = new ArrayList<>();
    new TruncatedBptt(3)
        .learn(
            T,
            start,
            (from, to, state) -> {
              gradients();
              Read<States> read = learn(from, to, state);
              worst.addAll(GradientCheck.check(model.parameters(), () -> loss(from, to, state)));
              return read;
            });
    assertEquals(3 * model.parameters().size(), worst.size());
    for (GradientCheck.Worst w : worst) {
      assertTrue(w.error() < 1e-5, w::toString);
    }
  }

  @Test
  void what_is_learnt_in_chunks_is_not_what_is_learnt_in_one() {
    model.learn(inputs, targets, start);
    Matrix full = gradients().get(0);
    new TruncatedBptt(3).learn(T, start, this::learn);
    assertTrue(full.maxDifference(gradients().get(0)) > 1e-3);
  }

  @Test
  void the_chunks_are_those_of_the_sequence_in_order() {
    List<String> seen = new ArrayList<>();
    Read<String> read =
        new TruncatedBptt(3)
            .learn(
                8,
                "s0",
                (from, to, state) -> {
                  seen.add(state + ":" + from + "-" + to);
                  return new Read<>(to, "s" + to);
                });
    assertEquals(List.of("s0:0-3", "s3:3-6", "s6:6-8"), seen);
    assertEquals(new Read<>((3 * 3 + 6 * 3 + 8 * 2) / 8.0, "s8"), read);
  }

  @Test
  void there_must_be_steps() {
    assertThrows(IllegalArgumentException.class, () -> new TruncatedBptt(0));
    assertThrows(
        IllegalArgumentException.class, () -> new TruncatedBptt(3).learn(0, start, this::learn));
  }

  /** Rows of 7, 2 and 5 steps in chunks of 3: the second row ends in the first chunk. */
  @Test
  void rows_that_have_ended_are_left_out_and_keep_their_state() {
    int[] lengths = {7, 2, 5};
    Lstm layer = new Lstm(K, H, rng);
    Sequence xs =
        new Sequence(T, N, 0).withFlat(Matrix.normal(T * N, K, 1, rng)).withLengths(lengths);
    layer.forward(xs, initial);
    LstmState whole = layer.last();
    List<String> seen = new ArrayList<>();
    Read<LstmState> read =
        new TruncatedBptt(3)
            .learn(
                lengths,
                initial,
                (from, to, state) -> {
                  seen.add(from + "-" + to);
                  layer.forward(xs.chunk(from, to), state);
                  return new Read<>(from, layer.last());
                });
    assertEquals(List.of("0-3", "3-6", "6-7"), seen);
    assertEquals((0 * 8 + 3 * 5 + 6 * 1) / 14.0, read.loss(), 1e-15);
    assertEquals(0, whole.h().maxDifference(read.last().h()), 1e-15);
    assertEquals(0, whole.c().maxDifference(read.last().c()), 1e-15);
    for (int[] wrong : new int[][] {{2, 0, 1}, {}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new TruncatedBptt(3).learn(wrong, initial, (f, t, state) -> null));
    }
  }

  /**
   * What the chunks add to the gradients is what each row by itself would, in chunks of its own.
   */
  @Test
  void the_gradients_of_rows_of_different_lengths_are_those_of_each_row_alone() {
    int[] lengths = {7, 2, 5};
    Lstm layer = new Lstm(K, H, rng);
    Sequence xs =
        new Sequence(T, N, 0).withFlat(Matrix.normal(T * N, K, 1, rng)).withLengths(lengths);
    Sequence dh =
        new Sequence(T, N, 0).withFlat(Matrix.normal(T * N, H, 1, rng)).withLengths(lengths);
    learnChunks(layer, xs, dh, initial, lengths);
    List<Matrix> together = layer.parameters().stream().map(p -> p.grad.copy()).toList();
    layer.parameters().forEach(Parameter::zeroGrad);
    for (int n = 0; n < N; n++) {
      int row = n;
      learnChunks(layer, xs.pick(n), dh.pick(n), initial.map(m -> m.pick(row)), lengths[n]);
    }
    for (int i = 0; i < together.size(); i++) {
      assertEquals(0, together.get(i).maxDifference(layer.parameters().get(i).grad), 1e-13);
    }
    assertTrue(together.get(0).norm() > 0.1);
  }

  /** The same for a whole model that reads tokens: a row that has ended is an empty one. */
  @Test
  void rows_of_tokens_that_have_ended_are_read_as_empty_ones() {
    int[] lengths = {7, 2, 5};
    TruncatedBptt chunks = new TruncatedBptt(3);
    int[][] x = new int[N][];
    int[][] y = new int[N][];
    for (int n = 0; n < N; n++) {
      x[n] = Arrays.copyOf(inputs[n], lengths[n]);
      y[n] = Arrays.copyOf(targets[n], lengths[n]);
    }
    Read<States> together = chunks.learn(lengths, start, sums(x, y));
    List<Matrix> gradients = gradients();
    double loss = 0;
    for (int n = 0; n < N; n++) {
      int row = n;
      States alone = new States(List.of(initial.map(m -> m.pick(row))));
      Read<States> read =
          chunks.learn(lengths[n], alone, sums(new int[][] {x[n]}, new int[][] {y[n]}));
      loss += read.loss() * lengths[n] / 14;
      Matrix c = top(together.last()).c().pick(n);
      assertEquals(0, c.maxDifference(top(read.last()).c()), 1e-15);
    }
    assertEquals(loss, together.loss(), 1e-14);
    for (int i = 0; i < gradients.size(); i++) {
      assertEquals(0, gradients.get(i).maxDifference(model.parameters().get(i).grad), 1e-13);
    }
    assertTrue(gradients.get(0).norm() > 0.1);
  }

  /**
   * Learns chunks of rows that end where they end. A chunk's gradient is that of its mean; here it
   * is multiplied by its number of tokens, so that those of several batches can be added.
   */
  private TruncatedBptt.Chunk<States> sums(int[][] x, int[][] y) {
    return (from, to, state) -> {
      List<Matrix> before = gradients();
      double mean = model.learn(ended(x, from, to), ended(y, from, to), state);
      int tokens = Arrays.stream(ended(x, from, to)).mapToInt(row -> row.length).sum();
      for (int i = 0; i < before.size(); i++) {
        Matrix grad = model.parameters().get(i).grad;
        grad.copyFrom(before.get(i).plus(grad.scale(tokens)));
      }
      return new Read<>(mean, model.last());
    };
  }

  private static int[][] ended(int[][] rows, int from, int to) {
    return Arrays.stream(rows)
        .map(row -> Arrays.copyOfRange(row, Math.min(from, row.length), Math.min(to, row.length)))
        .toArray(int[][]::new);
  }

  private static void learnChunks(
      Lstm layer, Sequence xs, Sequence dh, LstmState initial, int... lengths) {
    new TruncatedBptt(3)
        .learn(
            lengths,
            initial,
            (from, to, state) -> {
              layer.forward(xs.chunk(from, to), state);
              layer.backward(dh.chunk(from, to));
              return new Read<>(0, layer.last());
            });
  }
}
