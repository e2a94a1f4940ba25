package e18_lstm_step;

import e18_lstm_step.LstmStep.State;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Graded;
import unrolled.exercise.Isolates;
import unrolled.exercise.Reference;
import unrolled.matrix.Matrix;

@Graded
@Tag("e18")
class LstmStepTest {
  private static final double EIGHT_DIGITS = 1e-8;

  private final LstmStep step = Exercise.subject(LstmStep.class);

  @Test
  @Order(1)
  void h_and_c_have_a_row_for_each_example_and_a_column_for_each_unit() {
    Fixture inputs = Fixture.of(LstmStep.class);
    Expect.shapes(inputs, inputs.on(step));
  }

  @Test
  @Order(2)
  void the_values_worked_by_hand_in_the_statement_come_out() {
    double ln3 = Math.log(3);
    State state =
        step.forward(
            Matrix.row(1),
            Matrix.row(0),
            Matrix.row(2),
            Matrix.row(0, ln3, ln3 / 2, -ln3),
            Matrix.row(0.1, 0.2, 0.3, 0.4),
            Matrix.row(0, 0, 0, 0));
    Expect.close(
        "the state",
        new State(Matrix.row(0.25 * Math.tanh(1.75)), Matrix.row(1.75)),
        state,
        "By hand: i = 0.5, f = 0.75, g = 0.5, o = 0.25; c = 0.75·2 + 0.5·0.5; h = 0.25·tanh(1.75).");
  }

  @Test
  @Order(3)
  void with_no_weights_half_of_the_cell_state_is_kept() {
    Reference.of(LstmStep.class, "cPrev alone")
        .holds(
            step,
            "the state",
            "Weights and biases are zero here, so every gate is σ(0) = 0.5 and g = 0:"
                + " c = 0.5·cPrev, h = 0.5·tanh(c).");
  }

  @Test
  @Order(4)
  @Isolates("the input gate i")
  void the_input_gate_is_the_first_block() {
    gate(
        "i alone",
        "Only the first block has weights here. cPrev is 0, g and o are 1: c = i = σ(zi).");
  }

  @Test
  @Order(5)
  @Isolates("the forget gate f")
  void the_forget_gate_is_the_second_block() {
    gate(
        "f alone",
        "Only the second block has weights here. i is 0: c = f ⊙ cPrev, with f = σ(zf).");
  }

  @Test
  @Order(6)
  @Isolates("the candidate g")
  void the_candidate_is_the_third_block() {
    gate(
        "g alone",
        "Only the third block has weights here. cPrev is 0, i and o are 1: c = g = tanh(zg).");
  }

  @Test
  @Order(7)
  @Isolates("the output gate o")
  void the_output_gate_is_the_fourth_block() {
    gate(
        "o alone",
        "Only the fourth block has weights here. c is 1: h = o · tanh(1), with o = σ(zo).");
  }

  @Test
  @Order(8)
  void all_terms_together_give_the_values_of_PyTorch() {
    gate("all terms", "Each part is right by itself or not: look at the tests above first.");
  }

  @Test
  @Order(9)
  void the_values_published_with_CS231n_come_out() {
    Matrix Wx = line(-2.1, 1.3, 4, 20);
    Matrix Wh = line(-0.7, 2.2, 5, 20);
    Matrix b = line(0.3, 0.7, 1, 20);
    State state =
        step.forward(
            line(-0.4, 1.2, 3, 4),
            line(-0.3, 0.7, 3, 5),
            line(-0.4, 0.9, 3, 5),
            reordered(Wx),
            reordered(Wh),
            reordered(b));
    Expect.close(
        "the state", published(), state, EIGHT_DIGITS, "From assignment 3 of Stanford's CS231n.");
  }

  @Test
  @Order(10)
  void a_batch_of_one_works() {
    gate("batch of one", "The batch holds one example here: take the sizes from the inputs.");
  }

  @Test
  @Order(11)
  void inputs_are_left_as_they_were() {
    Fixture.of(LstmStep.class).leavesInputsAlone(step);
  }

  @Test
  @Order(12)
  void a_second_call_gives_the_same() {
    Fixture inputs = Fixture.of(LstmStep.class);
    State first = inputs.on(step);
    State kept = new State(first.h().copy(), first.c().copy());
    Expect.close(
        "the state of the second call",
        kept,
        inputs.on(step),
        "The state goes in and out; nothing is kept between calls.");
  }

  @Test
  @Order(13)
  void a_closed_input_gate_and_an_open_forget_gate_hold_the_cell_state() {
    Fixture inputs = Fixture.of(LstmStep.class).zero("Wx", "Wh");
    int H = inputs.size("H");
    Matrix b = new Matrix(1, 4 * H);
    for (int j = 0; j < H; j++) {
      b.set(0, j, -50);
      b.set(0, H + j, 50);
    }
    State state = new State(inputs.matrix("hPrev"), inputs.matrix("cPrev"));
    for (int t = 0; t < 100; t++) {
      state =
          step.forward(
              inputs.matrix("x"),
              state.h(),
              state.c(),
              inputs.matrix("Wx"),
              inputs.matrix("Wh"),
              b);
    }
    Expect.close(
        "c after 100 steps",
        inputs.matrix("cPrev"),
        state.c(),
        "With i = 0 and f = 1 nothing is written and nothing forgotten: c = cPrev, for ever.");
  }

  @Test
  @Order(14)
  void large_inputs_saturate_and_stay_finite() {
    Fixture inputs = Fixture.of(LstmStep.class).scaled(1e4, "x", "Wx");
    State state = inputs.on(step);
    Expect.finite(
        "the state", state, "σ(z) = 1 / (1 + e⁻ᶻ) does not overflow to NaN; eᶻ / (1 + eᶻ) does.");
    Expect.that(
        state.h().map(Math::abs).maxDifference(new Matrix(state.h().rows(), state.h().cols())) <= 1,
        "|h| is above 1, and h = o ⊙ tanh(c) never is.");
  }

  private void gate(String reference, String slip) {
    Reference.of(LstmStep.class, reference).holds(step, "the state", slip);
  }

  /** Evenly spaced numbers, row after row. */
  private static Matrix line(double first, double last, int rows, int cols) {
    Matrix m = new Matrix(rows, cols);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = first + (last - first) * i / (m.data().length - 1);
    }
    return m;
  }

  /** CS231n has its blocks in the order i f o g. */
  private static Matrix reordered(Matrix ifog) {
    int H = ifog.cols() / 4;
    return Matrix.beside(
        ifog.columns(0, 2 * H), ifog.columns(3 * H, 4 * H), ifog.columns(2 * H, 3 * H));
  }

  private static State published() {
    return new State(
        Matrix.of(
            new double[][] {
              {0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904},
              {0.49223563, 0.55611431, 0.61507696, 0.66844003, 0.7159181},
              {0.56735664, 0.66310127, 0.74419266, 0.80889665, 0.858299}
            }),
        Matrix.of(
            new double[][] {
              {0.32986176, 0.39145139, 0.451556, 0.51014116, 0.56717407},
              {0.66382255, 0.76674007, 0.87195994, 0.97902709, 1.08751345},
              {0.74192008, 0.90592151, 1.07717006, 1.25120233, 1.42395676}
            }));
  }
}
