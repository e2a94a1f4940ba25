package unrolled.cell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;
import unrolled.reference.Subject;

class CellTest {
  private static final int N = 3;
  private static final int D = 5;
  private static final int H = 4;
  private final RandomGenerator rng = new SplittableRandom(17);

  static Stream<Subject<?>> cells() {
    return Subject.all(D, H);
  }

  private static void fill(Matrix m, int from, int to, double value) {
    for (int r = 0; r < m.rows(); r++) {
      for (int c = from; c < to; c++) {
        m.set(r, c, value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void a_cell_knows_its_sizes_and_starts_from_zeros(Subject<?> subject) {
    Cell<?> cell = subject.cell();
    assertEquals(D, cell.inputSize());
    assertEquals(H, cell.hiddenSize());
    State<?> zero = cell.zeroState(7);
    assertEquals("(7 × 4)", zero.h().shape());
    assertEquals(0, zero.h().norm());
  }

  @Test
  void parameters_have_the_names_and_shapes_of_the_equations() {
    List<String> names =
        cells().map(subject -> subject + ": " + subject.cell().parameters()).toList();
    assertEquals(
        List.of(
            "tanh RNN: [Wx (5 × 4), Wh (4 × 4), b (1 × 4)]",
            "ReLU RNN: [Wx (5 × 4), Wh (4 × 4), b (1 × 4)]",
            "LSTM: [Wx (5 × 16), Wh (4 × 16), b (1 × 16)]",
            "GRU: [Wx (5 × 12), Wh (4 × 12), b (1 × 12), bhn (1 × 4)]",
            "GRU, reset before: [Wx (5 × 12), Wh (4 × 12), b (1 × 12)]",
            "minGRU: [Wx (5 × 8), b (1 × 8)]"),
        names);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void weights_start_within_one_over_the_root_of_the_units(Subject<?> subject) {
    double largest = 0;
    for (Parameter p : subject.cell().parameters()) {
      for (double v : p.value.data()) {
        largest = Math.max(largest, Math.abs(v));
      }
    }
    assertTrue(largest < 0.5 && largest > 0.4, "largest " + largest);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void a_step_changes_neither_its_input_nor_the_weights(Subject<?> subject) {
    pure(subject);
  }

  private <S extends State<S>> void pure(Subject<S> subject) {
    Matrix x = Matrix.random(N, D, -1, 1, rng);
    S previous = subject.randomState(N, rng);
    S dState = subject.randomState(N, rng);
    List<Matrix> all =
        Stream.of(
                List.of(x),
                subject.parts().apply(previous),
                subject.parts().apply(dState),
                subject.cell().parameters().stream().map(p -> p.value).toList())
            .flatMap(List::stream)
            .toList();
    List<double[]> before = all.stream().map(m -> m.data().clone()).toList();
    Step<S> step = subject.cell().forward(x, previous);
    double[] gates = step.gates().data().clone();
    subject.cell().backward(dState, step);
    for (int i = 0; i < all.size(); i++) {
      assertArrayEquals(before.get(i), all.get(i).data());
    }
    assertArrayEquals(gates, step.gates().data());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void a_step_on_the_wrong_shape_is_refused(Subject<?> subject) {
    wrongShapes(subject);
  }

  private <S extends State<S>> void wrongShapes(Subject<S> subject) {
    Cell<S> cell = subject.cell();
    Matrix x = new Matrix(N, D);
    assertThrows(
        IllegalArgumentException.class,
        () -> cell.forward(new Matrix(N, D + 1), cell.zeroState(N)));
    assertThrows(IllegalArgumentException.class, () -> cell.forward(x, cell.zeroState(N + 1)));
    Step<S> step = cell.forward(x, cell.zeroState(N));
    assertThrows(IllegalArgumentException.class, () -> cell.backward(cell.zeroState(N + 1), step));
    cell.parameters().forEach(p -> assertEquals(0, p.grad.norm(), p.name()));
  }

  @Test
  void an_rnn_of_relu_and_identity_weights_adds_up_its_inputs() {
    RnnCell cell = new RnnCell(2, 2, Activation.RELU, rng);
    double[] identity = {1, 0, 0, 1};
    System.arraycopy(identity, 0, cell.Wx.value.data(), 0, 4);
    System.arraycopy(identity, 0, cell.Wh.value.data(), 0, 4);
    fill(cell.b.value, 0, 2, 0);
    HiddenState state = cell.zeroState(1);
    for (int t = 0; t < 5; t++) {
      state = cell.forward(Matrix.row(1, 2), state).state();
    }
    assertArrayEquals(new double[] {5, 10}, state.h().data());
  }

  @Test
  void the_forget_bias_is_set_and_no_other() {
    LstmCell cell = new LstmCell(D, H, new SplittableRandom(1));
    double[] before = cell.b.value.data().clone();
    assertEquals(cell, cell.withForgetBias(1));
    double[] after = cell.b.value.data();
    for (int c = 0; c < 4 * H; c++) {
      assertEquals(c >= H && c < 2 * H ? 1 : before[c], after[c], "bias " + c);
    }
  }

  @Test
  void an_lstm_with_an_open_forget_gate_and_a_closed_input_gate_keeps_its_cell_state() {
    LstmCell cell = new LstmCell(D, H, rng).withForgetBias(1000);
    fill(cell.b.value, 0, H, -1000);
    LstmState first = new LstmState(new Matrix(N, H), Matrix.random(N, H, -3, 3, rng));
    LstmState state = first;
    for (int t = 0; t < 50; t++) {
      state = cell.forward(Matrix.random(N, D, -1, 1, rng), state).state();
    }
    assertArrayEquals(first.c().data(), state.c().data());
  }

  @Test
  void an_lstm_with_a_closed_output_gate_shows_nothing() {
    LstmCell cell = new LstmCell(D, H, rng);
    fill(cell.b.value, 3 * H, 4 * H, -1000);
    Step<LstmState> step = cell.forward(Matrix.random(N, D, -1, 1, rng), cell.zeroState(N));
    assertEquals(0, step.state().h().norm());
    assertTrue(step.state().c().norm() > 0.01);
  }

  private static List<Cell<HiddenState>> grus(RandomGenerator rng) {
    return List.of(new GruCell(D, H, rng), new GruResetBeforeCell(D, H, rng));
  }

  @Test
  void a_gru_with_its_update_gate_at_one_keeps_its_state_and_at_zero_takes_the_candidate() {
    for (Cell<HiddenState> cell : grus(rng)) {
      Matrix b = cell.parameters().get(2).value;
      HiddenState previous = new HiddenState(Matrix.random(N, H, -1, 1, rng));
      Matrix x = Matrix.random(N, D, -1, 1, rng);
      fill(b, H, 2 * H, 1000);
      assertEquals(0, cell.forward(x, previous).state().h().maxDifference(previous.h()), 1e-15);
      fill(b, H, 2 * H, -1000);
      Step<HiddenState> step = cell.forward(x, previous);
      assertEquals(0, step.state().h().maxDifference(step.gates().columns(2 * H, 3 * H)), 1e-15);
    }
  }

  /** On the same weights they differ, unless the reset gate is fully open. */
  @Test
  void the_two_forms_of_the_gru_are_two() {
    GruCell after = new GruCell(D, H, new SplittableRandom(3));
    GruResetBeforeCell before = new GruResetBeforeCell(D, H, new SplittableRandom(3));
    Arrays.fill(after.bhn.value.data(), 0);
    assertArrayEquals(after.Wh.value.data(), before.Wh.value.data());
    HiddenState previous = new HiddenState(Matrix.random(N, H, -1, 1, rng));
    Matrix x = Matrix.random(N, D, -1, 1, rng);
    Matrix one = after.forward(x, previous).state().h();
    Matrix other = before.forward(x, previous).state().h();
    assertTrue(one.maxDifference(other) > 0.01, "difference " + one.maxDifference(other));
    fill(after.b.value, 0, H, 1000);
    fill(before.b.value, 0, H, 1000);
    Matrix open = after.forward(x, previous).state().h();
    assertEquals(0, open.maxDifference(before.forward(x, previous).state().h()), 1e-15);
  }

  @Test
  void a_min_gru_with_its_update_gate_at_one_takes_the_candidate_and_at_zero_keeps_its_state() {
    MinGruCell cell = new MinGruCell(D, H, rng);
    HiddenState previous = new HiddenState(Matrix.random(N, H, -1, 1, rng));
    Matrix x = Matrix.random(N, D, -1, 1, rng);
    double[] others = cell.b.value.columns(H, 2 * H).data();
    assertEquals(cell, cell.withUpdateBias(-1000));
    assertArrayEquals(others, cell.b.value.columns(H, 2 * H).data());
    assertEquals(0, cell.forward(x, previous).state().h().maxDifference(previous.h()));
    Step<HiddenState> step = cell.withUpdateBias(1000).forward(x, previous);
    assertEquals(0, step.state().h().maxDifference(step.gates().columns(H, 2 * H)), 1e-15);
  }

  /** By the equations of the class, one unit written out. */
  @Test
  void a_step_of_a_min_gru_by_hand() {
    MinGruCell cell = new MinGruCell(1, 1, rng);
    cell.Wx.value.copyFrom(Matrix.row(Math.log(3), 2)); // z = 3/4 for x = 1
    cell.b.value.copyFrom(Matrix.row(0, -0.5)); // n = 2 − 0.5
    Step<HiddenState> step = cell.forward(Matrix.row(1), new HiddenState(Matrix.row(4)));
    assertArrayEquals(new double[] {0.75, 1.5}, step.gates().data(), 1e-15);
    assertEquals(0.25 * 4 + 0.75 * 1.5, step.state().h().get(0, 0), 1e-15);
  }

  /** What a state does not do to the gates is what lets all steps be one product. */
  @Test
  void the_gates_of_a_min_gru_do_not_see_the_state() {
    MinGruCell cell = new MinGruCell(D, H, rng);
    Matrix x = Matrix.random(N, D, -1, 1, rng);
    Step<HiddenState> one = cell.forward(x, cell.zeroState(N));
    HiddenState other = new HiddenState(Matrix.random(N, H, -1, 1, rng));
    Step<HiddenState> two = cell.forward(x, other);
    assertArrayEquals(one.gates().data(), two.gates().data());
    assertTrue(one.state().h().maxDifference(two.state().h()) > 0.1);
  }

  @Test
  void a_chrono_bias_opens_the_forget_gates_and_closes_the_input_gates_as_far() {
    LstmCell cell = new LstmCell(3, 4, new java.util.SplittableRandom(1));
    assertEquals(cell, cell.withChronoBias(50, new java.util.SplittableRandom(2)));
    double[] b = cell.b.value.data();
    for (int j = 0; j < 4; j++) {
      assertTrue(b[4 + j] >= 0 && b[4 + j] <= Math.log(49), "forget " + b[4 + j]);
      assertEquals(-b[4 + j], b[j]);
      assertEquals(0, b[8 + j]);
      assertEquals(0, b[12 + j]);
    }
    assertTrue(b[4] != b[5]);
  }
}
