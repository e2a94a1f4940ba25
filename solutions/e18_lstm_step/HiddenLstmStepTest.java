package e18_lstm_step;

import e18_lstm_step.LstmStep.State;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Graded;
import unrolled.matrix.Matrix;

@Graded
@Tag("e18")
class HiddenLstmStepTest {
  private static final String SLIP = "Compared with the library's LstmCell on random inputs.";

  private final LstmStep step = Exercise.subject(LstmStep.class);

  @Test
  @Order(1)
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
