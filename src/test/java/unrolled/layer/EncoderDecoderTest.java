package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.layer.LanguageModel.Next;
import unrolled.nn.Parameter;
import unrolled.nn.SoftmaxCrossEntropy;
import unrolled.train.Adam;
import unrolled.train.BeamSearch;
import unrolled.train.GradientCheck;
import unrolled.train.Trainer;

class EncoderDecoderTest {
  private static final int SOURCE = 5; // tokens of the source
  private static final int TARGET = 6; // and of the target
  private static final int H = 4;
  private static final int N = 3;
  private static final int START = 1;

  private final RandomGenerator rng = new SplittableRandom(5);

  private int[][] tokens(int steps, int classes) {
    int[][] ids = new int[N][steps];
    for (int[] row : ids) Arrays.setAll(row, t -> rng.nextInt(classes));
    return ids;
  }

  private static <S extends State<S>> EncoderDecoder<S> model(
      BiFunction<Integer, RandomGenerator, Layer<S>> cell) {
    RandomGenerator rng = new SplittableRandom(8);
    return new EncoderDecoder<>(SOURCE, cell.apply(3, rng), TARGET, cell.apply(7, rng), START, rng);
  }

  static Stream<EncoderDecoder<?>> models() {
    return Stream.of(
        model((d, rng) -> new Unrolled<>(new RnnCell(d, H, rng)).asLayer()),
        model((d, rng) -> new Unrolled<>(new LstmCell(d, H, rng)).asLayer()),
        model((d, rng) -> new Gru(d, H, rng)),
        model((d, rng) -> new Lstm(d, H, rng)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_gradient_through_both_halves_is_that_of_finite_differences(EncoderDecoder<?> model) {
    int[][] sources = tokens(4, SOURCE);
    int[][] targets = tokens(7, TARGET);
    sources[1] = Arrays.copyOf(sources[1], 2);
    targets[1] = Arrays.copyOf(targets[1], 5);
    targets[2] = Arrays.copyOf(targets[2], 1);
    for (Parameter p : model.parameters())
      p.value.addScaled(0.5, p.value.copy()); // larger gradients
    double loss = model.learn(sources, targets);
    assertEquals(model.read(sources, targets), loss);
    List<GradientCheck.Worst> worst =
        GradientCheck.check(model.parameters(), () -> model.read(sources, targets), 1e-4);
    assertTrue(worst.get(0).error() < 1e-5, () -> worst.get(0).toString());
    for (Parameter p : model.parameters())
      assertTrue(p.grad.norm() > 1e-6, () -> p + " has a gradient");
  }

  @Test
  void teacher_forcing_scores_what_writing_step_by_step_scores() {
    EncoderDecoder<LstmState> model = model((d, rng) -> new Lstm(d, H, rng));
    int[][] sources = tokens(4, SOURCE);
    int[][] targets = tokens(7, TARGET);
    double sum = 0;
    LstmState state = model.encode(sources);
    int[] last = {START, START, START};
    for (int t = 0; t < 7; t++) {
      Next<LstmState> next = model.next(last, state);
      int step = t;
      last = Arrays.stream(targets).mapToInt(row -> row[step]).toArray();
      sum += SoftmaxCrossEntropy.of(next.logits(), last).mean();
      state = next.state();
    }
    assertEquals(sum / 7, model.read(sources, targets), 1e-14);
  }

  @Test
  void a_batch_of_different_lengths_costs_what_its_rows_cost_alone() {
    EncoderDecoder<LstmState> model = model((d, rng) -> new Lstm(d, H, rng));
    int[][] sources = {{1, 2, 3, 4}, {4, 0}, {3}};
    int[][] targets = {{5, 2}, {2, 3, 4, 0, 1}, {1}};
    double sum = 0;
    for (int n = 0; n < N; n++)
      sum += targets[n].length * model.read(new int[][] {sources[n]}, new int[][] {targets[n]});
    assertEquals(sum / (2 + 5 + 1), model.read(sources, targets), 1e-14);
  }

  /** Tokens 2 to 5 backwards, then 0 for the end: nothing in the target alone says what comes. */
  @Test
  void it_learns_to_write_backwards_what_it_read() {
    RandomGenerator rng = new SplittableRandom(21);
    EncoderDecoder<LstmState> model =
        new EncoderDecoder<>(6, new Lstm(8, 24, rng), 6, new Lstm(8, 24, rng), START, rng);
    int[][] sources = new int[64][3];
    int[][] targets = new int[64][4];
    for (int n = 0; n < 64; n++)
      for (int t = 0; t < 3; t++) targets[n][2 - t] = sources[n][t] = 2 + (n >> 2 * t) % 4;
    double loss =
        new Trainer(model.parameters(), new Adam(0.02), 5, event -> {})
            .train(150, step -> model.learn(sources, targets));
    assertTrue(loss < 0.05, () -> "loss " + loss);
    BeamSearch search = new BeamSearch(3, 0, 6, 0);
    for (int n : new int[] {0, 27, 63}) {
      var found =
          search.search(
              START,
              model.encode(new int[][] {sources[n]}),
              (token, state) -> model.next(new int[] {token}, state));
      int[] written = found.get(0).tokens().stream().mapToInt(Integer::intValue).toArray();
      assertEquals(Arrays.toString(targets[n]), Arrays.toString(written));
    }
  }

  @Test
  void what_does_not_fit_is_refused_before_any_gradient_changes() {
    EncoderDecoder<LstmState> model = model((d, rng) -> new Lstm(d, H, rng));
    int[][] sources = tokens(4, SOURCE);
    int[][] fewer = Arrays.copyOf(tokens(7, TARGET), 2);
    int[][] unknown = tokens(7, TARGET);
    unknown[1][6] = TARGET; // only ever an answer, never read
    int[][] uneven = tokens(7, TARGET);
    uneven[2] = new int[0];
    for (int[][] targets : List.of(fewer, unknown, uneven, new int[N][0], new int[0][]))
      assertThrows(IllegalArgumentException.class, () -> model.learn(sources, targets));
    assertThrows(
        IllegalArgumentException.class, () -> model.learn(new int[N][0], tokens(7, TARGET)));
    for (Parameter p : model.parameters()) assertEquals(0, p.grad.norm());
    Lstm encoder = new Lstm(5, 4, rng);
    for (Layer<LstmState> decoder : List.of(new Lstm(6, 3, rng), encoder))
      assertThrows(
          IllegalArgumentException.class,
          () -> new EncoderDecoder<>(5, encoder, 6, decoder, START, rng));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncoderDecoder<>(5, encoder, 6, new Lstm(6, 4, rng), 6, rng));
  }
}
