package e05_rnn_step;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.exercise.Confirms;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Graded;
import unrolled.matrix.Matrix;

@Graded
@Tag("e05")
class HiddenRnnStepTest {
  private static final String SLIP = "Compared with the library's RnnCell on random inputs.";

  private final RnnStep step = Exercise.subject(RnnStep.class);

  @Test
  @Order(1)
  @Confirms({
    "all_terms_together_give_the_values_of_PyTorch",
    "the_values_published_with_CS231n_come_out"
  })
  void random_inputs_give_what_the_library_gives() {
    agrees(Fixture.of(RnnStep.class));
  }

  @Test
  @Order(2)
  void each_size_may_be_one() {
    for (String size : new String[] {"N", "D", "H"}) {
      agrees(Fixture.of(RnnStep.class).with(size, 1));
    }
  }

  @Test
  @Order(3)
  void each_term_may_be_zero() {
    for (String term : new String[] {"x", "hPrev", "Wx", "Wh", "b"}) {
      agrees(Fixture.of(RnnStep.class).zero(term));
    }
  }

  @Test
  @Order(4)
  void a_large_batch_gives_what_the_library_gives() {
    agrees(Fixture.of(RnnStep.class).with("N", 33).with("D", 17).with("H", 21));
  }

  @Test
  @Order(5)
  void a_sequence_of_steps_stays_together() {
    Fixture inputs = Fixture.of(RnnStep.class);
    RnnCell cell = library(inputs);
    Matrix h = inputs.matrix("hPrev");
    HiddenState state = new HiddenState(h);
    for (int t = 0; t < 20; t++) {
      Matrix x = inputs.matrix("x").scale(1 + 0.1 * t);
      h = step.forward(x, h, inputs.matrix("Wx"), inputs.matrix("Wh"), inputs.matrix("b"));
      state = cell.forward(x, state).state();
    }
    Expect.close("h after 20 steps", state.h(), h, SLIP);
  }

  @Test
  @Order(6)
  @Confirms("the_value_worked_by_hand_in_the_statement_comes_out")
  void one_example_and_one_unit_give_what_the_library_gives() {
    agrees(Fixture.of(RnnStep.class).with("N", 1).with("H", 1));
  }

  @Test
  @Order(7)
  @Confirms("with_the_input_alone_h_is_tanh_of_x_Wx")
  void the_input_alone_gives_what_the_library_gives() {
    agrees(Fixture.of(RnnStep.class).zero("hPrev", "b"));
  }

  @Test
  @Order(8)
  @Confirms("with_the_previous_state_alone_h_is_tanh_of_hPrev_Wh")
  void the_previous_state_alone_gives_what_the_library_gives() {
    agrees(Fixture.of(RnnStep.class).zero("x", "b"));
  }

  @Test
  @Order(9)
  @Confirms("with_the_bias_alone_every_row_of_h_is_tanh_of_b")
  void the_bias_alone_gives_what_the_library_gives() {
    agrees(Fixture.of(RnnStep.class).zero("x", "hPrev"));
  }

  @Test
  @Order(10)
  @Confirms("a_batch_of_one_works")
  void one_example_gives_what_the_library_gives() {
    agrees(Fixture.of(RnnStep.class).with("N", 1));
  }

  private void agrees(Fixture inputs) {
    HiddenState previous = new HiddenState(inputs.matrix("hPrev"));
    Matrix expected = library(inputs).forward(inputs.matrix("x"), previous).state().h();
    Expect.close("h", expected, inputs.on(step), SLIP);
  }

  private static RnnCell library(Fixture inputs) {
    Matrix Wx = inputs.matrix("Wx");
    RnnCell cell = new RnnCell(Wx.rows(), Wx.cols(), new SplittableRandom(0));
    copy(Wx, cell.Wx.value);
    copy(inputs.matrix("Wh"), cell.Wh.value);
    copy(inputs.matrix("b"), cell.b.value);
    return cell;
  }

  private static void copy(Matrix from, Matrix to) {
    System.arraycopy(from.data(), 0, to.data(), 0, from.data().length);
  }
}
