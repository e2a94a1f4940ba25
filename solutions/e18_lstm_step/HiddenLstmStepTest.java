package e18_lstm_step;

import e18_lstm_step.LstmStep.State;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.exercise.Confirms;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Graded;
import unrolled.matrix.Matrix;

@Graded
@Tag("e18")
class HiddenLstmStepTest {
  /** A bias with which a gate is open, and a candidate 1. */
  private static final double OPEN = 50;

  /** The place of the block that has weights. */
  private static final double NONE = 0;

  private static final String SLIP = "Compared with the library's LstmCell on random inputs.";

  private final LstmStep step = Exercise.subject(LstmStep.class);

  @Test
  @Order(1)
  @Confirms({
    "all_terms_together_give_the_values_of_PyTorch",
    "the_values_published_with_CS231n_come_out"
  })
  void random_inputs_give_what_the_library_gives() {
    agrees(Fixture.of(LstmStep.class));
  }

  @Test
  @Order(2)
  void each_size_may_be_one() {
    for (String size : new String[] {"N", "D", "H"}) {
      agrees(Fixture.of(LstmStep.class).with(size, 1));
    }
  }

  @Test
  @Order(3)
  void each_input_may_be_zero() {
    for (String term : new String[] {"x", "hPrev", "cPrev", "Wx", "Wh", "b"}) {
      agrees(Fixture.of(LstmStep.class).zero(term));
    }
  }

  @Test
  @Order(4)
  void a_large_batch_gives_what_the_library_gives() {
    agrees(Fixture.of(LstmStep.class).with("N", 33).with("D", 17).with("H", 21));
  }

  @Test
  @Order(5)
  void a_sequence_of_steps_stays_together() {
    Fixture inputs = Fixture.of(LstmStep.class);
    LstmCell cell = library(inputs);
    State mine = new State(inputs.matrix("hPrev"), inputs.matrix("cPrev"));
    LstmState theirs = new LstmState(mine.h(), mine.c());
    for (int t = 0; t < 20; t++) {
      Matrix x = inputs.matrix("x").scale(1 + 0.1 * t);
      mine =
          step.forward(
              x, mine.h(), mine.c(), inputs.matrix("Wx"), inputs.matrix("Wh"), inputs.matrix("b"));
      theirs = cell.forward(x, theirs).state();
    }
    Expect.close("the state after 20 steps", new State(theirs.h(), theirs.c()), mine, SLIP);
  }

  @Test
  @Order(6)
  @Confirms("with_no_weights_half_of_the_cell_state_is_kept")
  void no_weights_give_what_the_library_gives() {
    agrees(Fixture.of(LstmStep.class).zero("Wx", "Wh", "b"));
  }

  @Test
  @Order(7)
  @Confirms("the_input_gate_is_the_first_block")
  void the_input_gate_alone_gives_what_the_library_gives() {
    agrees(alone(0, NONE, OPEN, OPEN, OPEN).zero("cPrev"));
  }

  @Test
  @Order(8)
  @Confirms("the_forget_gate_is_the_second_block")
  void the_forget_gate_alone_gives_what_the_library_gives() {
    agrees(alone(1, -OPEN, NONE, 0, OPEN));
  }

  @Test
  @Order(9)
  @Confirms("the_candidate_is_the_third_block")
  void the_candidate_alone_gives_what_the_library_gives() {
    agrees(alone(2, OPEN, OPEN, NONE, OPEN).zero("cPrev"));
  }

  @Test
  @Order(10)
  @Confirms("the_output_gate_is_the_fourth_block")
  void the_output_gate_alone_gives_what_the_library_gives() {
    agrees(alone(3, OPEN, OPEN, OPEN, NONE).zero("cPrev"));
  }

  @Test
  @Order(11)
  @Confirms("the_values_worked_by_hand_in_the_statement_come_out")
  void one_number_of_each_kind_gives_what_the_library_gives() {
    agrees(Fixture.of(LstmStep.class).with("N", 1).with("D", 1).with("H", 1).zero("hPrev", "b"));
  }

  @Test
  @Order(12)
  @Confirms("a_batch_of_one_works")
  void one_example_gives_what_the_library_gives() {
    agrees(Fixture.of(LstmStep.class).with("N", 1));
  }

  @Test
  @Order(13)
  void c_alone_is_that_of_the_library() {
    Fixture inputs = Fixture.of(LstmStep.class);
    LstmState previous = new LstmState(inputs.matrix("hPrev"), inputs.matrix("cPrev"));
    State state = inputs.on(step);
    Expect.that(state != null, "forward returns null");
    Expect.close(
        "c", library(inputs).forward(inputs.matrix("x"), previous).state().c(), state.c(), SLIP);
  }

  /** Weights for one block of gates only, and for the others these biases. */
  private static Fixture alone(int block, double... biases) {
    Fixture inputs = Fixture.of(LstmStep.class);
    int H = inputs.size("H");
    for (int column = 0; column < 4 * H; column++) {
      if (column / H != block) {
        for (String name : new String[] {"Wx", "Wh", "b"}) {
          Matrix m = inputs.matrix(name);
          for (int r = 0; r < m.rows(); r++) {
            m.set(r, column, name.equals("b") ? biases[column / H] : 0);
          }
        }
      }
    }
    return inputs;
  }

  private void agrees(Fixture inputs) {
    LstmState previous = new LstmState(inputs.matrix("hPrev"), inputs.matrix("cPrev"));
    LstmState state = library(inputs).forward(inputs.matrix("x"), previous).state();
    Expect.close("the state", new State(state.h(), state.c()), inputs.on(step), SLIP);
  }

  private static LstmCell library(Fixture inputs) {
    Matrix Wh = inputs.matrix("Wh");
    LstmCell cell = new LstmCell(inputs.matrix("x").cols(), Wh.rows(), new SplittableRandom(0));
    copy(inputs.matrix("Wx"), cell.Wx.value);
    copy(Wh, cell.Wh.value);
    copy(inputs.matrix("b"), cell.b.value);
    return cell;
  }

  private static void copy(Matrix from, Matrix to) {
    System.arraycopy(from.data(), 0, to.data(), 0, from.data().length);
  }
}
