package e05_rnn_step;

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
@Tag("e05")
class RnnStepTest {
  private static final double EIGHT_DIGITS = 1e-8;

  private final RnnStep step = Exercise.subject(RnnStep.class);

  @Test
  @Order(1)
  void h_has_a_row_for_each_example_and_a_column_for_each_unit() {
    Fixture inputs = Fixture.of(RnnStep.class);
    Expect.shapes(inputs, inputs.on(step));
  }

  @Test
  @Order(2)
  void the_value_worked_by_hand_in_the_statement_comes_out() {
    Matrix h =
        step.forward(
            Matrix.row(1, 2),
            Matrix.row(0.5),
            Matrix.of(new double[][] {{0.5}, {-0.1}}),
            Matrix.row(0.8),
            Matrix.row(-0.2));
    Expect.close("h", Matrix.row(Math.tanh(0.5)), h, "By hand: tanh(0.3 + 0.4 − 0.2) = tanh(0.5).");
  }

  @Test
  @Order(3)
  @Isolates("x·Wx")
  void with_the_input_alone_h_is_tanh_of_x_Wx() {
    Reference.of(RnnStep.class, "x alone")
        .holds(step, "h", "hPrev and b are zero here, so h = tanh(x·Wx).");
  }

  @Test
  @Order(4)
  @Isolates("hPrev·Wh")
  void with_the_previous_state_alone_h_is_tanh_of_hPrev_Wh() {
    Reference.of(RnnStep.class, "hPrev alone")
        .holds(
            step,
            "h",
            "x and b are zero here, so h = tanh(hPrev·Wh): is the state used, and Wh as it"
                + " stands, not transposed?");
  }

  @Test
  @Order(5)
  @Isolates("b")
  void with_the_bias_alone_every_row_of_h_is_tanh_of_b() {
    Reference.of(RnnStep.class, "b alone")
        .holds(step, "h", "x and hPrev are zero here, so every row of h is tanh(b).");
  }

  @Test
  @Order(6)
  void all_terms_together_give_the_values_of_PyTorch() {
    Reference.of(RnnStep.class, "all terms")
        .holds(step, "h", "Add the three terms first; tanh goes around the whole sum.");
  }

  @Test
  @Order(7)
  void the_values_published_with_CS231n_come_out() {
    Matrix expected =
        Matrix.of(
            new double[][] {
              {-0.58172089, -0.50182032, -0.41232771, -0.31410098},
              {0.66854692, 0.79562378, 0.87755553, 0.92795967},
              {0.97934501, 0.99144213, 0.99646691, 0.99854353}
            });
    Matrix h =
        step.forward(
            line(-0.4, 0.7, 3, 10),
            line(-0.2, 0.5, 3, 4),
            line(-0.1, 0.9, 10, 4),
            line(-0.3, 0.7, 4, 4),
            line(-0.2, 0.4, 1, 4));
    Expect.close("h", expected, h, EIGHT_DIGITS, "From assignment 3 of Stanford's CS231n.");
  }

  @Test
  @Order(8)
  void a_batch_of_one_works() {
    Reference.of(RnnStep.class, "batch of one")
        .holds(step, "h", "The batch holds one example here: take the sizes from the inputs.");
  }

  @Test
  @Order(9)
  void inputs_are_left_as_they_were() {
    Fixture.of(RnnStep.class).leavesInputsAlone(step);
  }

  @Test
  @Order(10)
  void a_second_call_gives_the_same() {
    Fixture inputs = Fixture.of(RnnStep.class);
    Matrix first = inputs.<Matrix>on(step).copy();
    Expect.close(
        "h of the second call", first, inputs.on(step), "A step keeps nothing between calls.");
  }

  @Test
  @Order(11)
  void large_inputs_saturate_at_one_and_stay_finite() {
    Fixture inputs = Fixture.of(RnnStep.class).scaled(1e4, "x", "Wx");
    Matrix h = inputs.on(step);
    Expect.finite("h", h, "Math.tanh does not overflow; a tanh from Math.exp does.");
    Expect.close(
        "|h|",
        h.map(v -> 1),
        h.map(Math::abs),
        1e-3,
        "tanh of a large number is 1, of a large negative one −1.");
  }

  @Test
  @Order(12)
  void a_NaN_stays_in_its_row() {
    Fixture inputs = Fixture.of(RnnStep.class);
    Matrix clean = inputs.on(step);
    Expect.finite("h", clean, "There is no NaN in these inputs.");
    Matrix x = inputs.matrix("x").copy();
    x.set(0, 0, Double.NaN);
    Matrix h =
        step.forward(
            x,
            inputs.matrix("hPrev"),
            inputs.matrix("Wx"),
            inputs.matrix("Wh"),
            inputs.matrix("b"));
    Expect.shape("h", clean.rows(), clean.cols(), h);
    for (int r = 0; r < h.rows(); r++) {
      for (int c = 0; c < h.cols(); c++) {
        Expect.close(
            "h",
            r == 0 ? Double.NaN : clean.get(r, c),
            h.get(r, c),
            "A NaN in row 0 of x makes row 0 of h NaN, and no other: examples do not mix.");
      }
    }
  }

  /** Evenly spaced numbers, row after row. */
  private static Matrix line(double first, double last, int rows, int cols) {
    Matrix m = new Matrix(rows, cols);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = first + (last - first) * i / (m.data().length - 1);
    }
    return m;
  }
}
