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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.layer.EncoderDecoder.Looking;
import unrolled.layer.EncoderDecoder.Writing;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;
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
    for (int[] row : ids) {
      Arrays.setAll(row, t -> rng.nextInt(classes));
    }
    return ids;
  }

  private static <S extends State<S>> EncoderDecoder<S, S> model(
      BiFunction<Integer, RandomGenerator, Layer<S>> cell) {
    RandomGenerator rng = new SplittableRandom(8);
    return new EncoderDecoder<>(SOURCE, cell.apply(3, rng), TARGET, cell.apply(7, rng), START, rng);
  }

  static Stream<EncoderDecoder<?, ?>> models() {
    return Stream.of(
        model((d, rng) -> new Unrolled<>(new RnnCell(d, H, rng)).asLayer()),
        model((d, rng) -> new Unrolled<>(new LstmCell(d, H, rng)).asLayer()),
        model((d, rng) -> new Gru(d, H, rng)),
        model((d, rng) -> new Lstm(d, H, rng)),
        looking(Looking.NEVER, 3),
        looking(Looking.AT_EACH_STEP, 7),
        looking(Looking.WITH_INPUT_FEEDING, 2 + H));
  }

  /** An encoder of both directions and of another kind than the decoder. */
  private static EncoderDecoder<?, ?> looking(Looking looking, int decoderReads) {
    RandomGenerator rng = new SplittableRandom(8);
    var encoder = new Bidirectional<>(new Gru(3, 5, rng), new Gru(3, 5, rng));
    Lstm decoder = new Lstm(decoderReads, H, rng);
    Bridge<BothWays<HiddenState>, LstmState> bridge = Bridge.dense(encoder, decoder, rng);
    return new EncoderDecoder<>(SOURCE, encoder, bridge, TARGET, decoder, looking, START, rng);
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_gradient_through_both_halves_is_that_of_finite_differences(
      EncoderDecoder<?, ?> model) {
    int[][] sources = tokens(4, SOURCE);
    int[][] targets = tokens(7, TARGET);
    sources[1] = Arrays.copyOf(sources[1], 2);
    targets[1] = Arrays.copyOf(targets[1], 5);
    targets[2] = Arrays.copyOf(targets[2], 1);
    for (Parameter p : model.parameters()) {
      p.value.addScaled(0.5, p.value.copy()); // larger gradients
    }
    double loss = model.learn(sources, targets);
    assertEquals(model.read(sources, targets), loss);
    List<GradientCheck.Worst> worst =
        GradientCheck.check(model.parameters(), () -> model.read(sources, targets), 1e-4);
    assertTrue(worst.get(0).error() < 1e-5, () -> worst.get(0).toString());
    for (Parameter p : model.parameters()) {
      assertTrue(p.grad.norm() > 1e-6, () -> p + " has a gradient");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  <E extends State<E>, S extends State<S>>
      void teacher_forcing_scores_what_writing_step_by_step_scores(EncoderDecoder<E, S> model) {
    int[][] sources = tokens(4, SOURCE);
    int[][] targets = tokens(7, TARGET);
    double sum = 0;
    Writing<S> state = model.encode(sources);
    int[] last = {START, START, START};
    for (int t = 0; t < 7; t++) {
      Next<Writing<S>> next = model.next(last, state);
      int step = t;
      last = Arrays.stream(targets).mapToInt(row -> row[step]).toArray();
      sum += SoftmaxCrossEntropy.of(next.logits(), last).mean();
      state = next.state();
    }
    assertEquals(sum / 7, model.read(sources, targets), 1e-14);
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_batch_of_different_lengths_costs_what_its_rows_cost_alone(EncoderDecoder<?, ?> model) {
    int[][] sources = {{1, 2, 3, 4}, {4, 0}, {3}};
    int[][] targets = {{5, 2}, {2, 3, 4, 0, 1}, {1}};
    double sum = 0;
    for (int n = 0; n < N; n++) {
      sum += targets[n].length * model.read(new int[][] {sources[n]}, new int[][] {targets[n]});
    }
    assertEquals(sum / (2 + 5 + 1), model.read(sources, targets), 1e-14);
  }

  /** Tokens 2 to 5 backwards, then 0 for the end: nothing in the target alone says what comes. */
  @Test
  void it_learns_to_write_backwards_what_it_read() {
    RandomGenerator rng = new SplittableRandom(21);
    EncoderDecoder<LstmState, LstmState> model =
        new EncoderDecoder<>(6, new Lstm(8, 24, rng), 6, new Lstm(8, 24, rng), START, rng);
    int[][] sources = new int[64][3];
    int[][] targets = new int[64][4];
    for (int n = 0; n < 64; n++) {
      for (int t = 0; t < 3; t++) {
        targets[n][2 - t] = sources[n][t] = 2 + (n >> 2 * t) % 4;
      }
    }
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
    EncoderDecoder<LstmState, LstmState> model = model((d, rng) -> new Lstm(d, H, rng));
    int[][] sources = tokens(4, SOURCE);
    int[][] fewer = Arrays.copyOf(tokens(7, TARGET), 2);
    int[][] unknown = tokens(7, TARGET);
    unknown[1][6] = TARGET; // only ever an answer, never read
    int[][] uneven = tokens(7, TARGET);
    uneven[2] = new int[0];
    for (int[][] targets : List.of(fewer, unknown, uneven, new int[N][0], new int[0][])) {
      assertThrows(IllegalArgumentException.class, () -> model.learn(sources, targets));
    }
    assertThrows(
        IllegalArgumentException.class, () -> model.learn(new int[N][0], tokens(7, TARGET)));
    for (Parameter p : model.parameters()) {
      assertEquals(0, p.grad.norm());
    }
    Lstm encoder = new Lstm(5, 4, rng);
    for (Layer<LstmState> decoder : List.of(new Lstm(6, 3, rng), encoder)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new EncoderDecoder<>(5, encoder, 6, decoder, START, rng));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new EncoderDecoder<>(5, encoder, 6, new Lstm(6, 4, rng), 6, rng));
  }

  @Test
  void a_decoder_that_reads_the_answer_is_refused() {
    RandomGenerator rng = new SplittableRandom(1);
    var both = new Bidirectional<>(new Gru(8, 16, rng), new Gru(8, 16, rng));
    for (Layer<BothWays<HiddenState>> decoder :
        List.<Layer<BothWays<HiddenState>>>of(
            new Bidirectional<>(new Gru(8, 16, rng), new Gru(8, 16, rng)),
            new Dropping<>(
                new Bidirectional<>(new Gru(8, 16, rng), new Gru(8, 16, rng)),
                new Dropout(0.1),
                new Dropout(0),
                rng))) {
      assertEquals(
          "EncoderDecoder: the decoder reads in both directions, so it would read the answer that"
              + " it is to write; expected one that reads forward only",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new EncoderDecoder<>(3, both, 4, decoder, 3, rng))
              .getMessage());
    }
  }

  @Test
  void dropout_acts_while_it_learns_and_never_while_it_is_judged() {
    RandomGenerator rng = new SplittableRandom(1);
    Dropout half = new Dropout(0.5);
    var model =
        new EncoderDecoder<>(
            5,
            new Stacked<>(List.of(new Lstm(4, 8, rng), new Lstm(8, 8, rng)), half, rng),
            5,
            new Stacked<>(List.of(new Lstm(4, 8, rng), new Lstm(8, 8, rng)), half, rng),
            0,
            rng);
    int[][] x = {{1, 2, 3}};
    int[][] y = {{1, 2}};
    double read = model.read(x, y);
    assertEquals(read, model.read(x, y));
    assertTrue(model.learn(x, y) != model.learn(x, y));
    assertEquals(read, model.read(x, y));
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_EACH_STEP", "WITH_INPUT_FEEDING"})
  void where_it_looked_can_be_drawn(Looking looking) {
    EncoderDecoder<?, ?> model = looking(looking, looking == Looking.AT_EACH_STEP ? 7 : 2 + H);
    int[][] sources = {{1, 2, 3, 4}, {4, 0}, {3}};
    int[][] targets = {{5, 2}, {2, 3, 4, 0, 1}, {1}};
    Attention.Looks looks = model.looks(sources, targets);
    for (int n = 0; n < N; n++) {
      Matrix map = looks.heatMap(n);
      assertEquals("(%d × 4)".formatted(targets[n].length), map.shape());
      for (int t = 0; t < map.rows(); t++) {
        double sum = 0;
        for (int s = 0; s < 4; s++) {
          assertEquals(s < sources[n].length, map.get(t, s) > 0);
          sum += map.get(t, s);
        }
        assertEquals(1, sum, 1e-14);
      }
    }
    boolean[] real = looks.weights().real();
    for (int r = 0; r < real.length; r++) {
      double[] row = looks.weights().flat().rows(r, r + 1).data();
      assertEquals(real[r] ? 1 : 0, Arrays.stream(row).sum(), 1e-14, "row " + r);
    }
  }

  @Test
  void dropout_on_what_nobody_looks_at_is_refused() {
    RandomGenerator rng = new SplittableRandom(1);
    Dropout half = new Dropout(0.5);
    var encoder = new Dropping<>(new Lstm(3, 4, rng), new Dropout(0), half, rng);
    Lstm decoder = new Lstm(5, 4, rng);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new EncoderDecoder<>(5, encoder, 6, decoder, 5, rng));
    assertTrue(e.getMessage().contains("the encoder drops of its outputs"), e.getMessage());
    new EncoderDecoder<>(5, encoder, Bridge.same(), 6, decoder, Looking.AT_EACH_STEP, 5, rng);
  }

  @Test
  void input_feeding_needs_room_beside_the_token() {
    RandomGenerator rng = new SplittableRandom(1);
    Lstm encoder = new Lstm(3, 4, rng);
    assertEquals(
        "EncoderDecoder: input feeding needs a decoder of one cell that reads a token beside its"
            + " own 4 outputs, got one that reads 4 numbers",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new EncoderDecoder<>(
                        5,
                        encoder,
                        Bridge.<LstmState>same(),
                        6,
                        new Lstm(4, 4, rng),
                        Looking.WITH_INPUT_FEEDING,
                        0,
                        rng))
            .getMessage());
  }
}
