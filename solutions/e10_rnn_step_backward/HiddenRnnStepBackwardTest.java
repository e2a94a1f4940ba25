package e10_rnn_step_backward;

import e10_rnn_step_backward.RnnStepBackward.Gradients;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Graded;
import unrolled.matrix.Matrix;

@Graded
@Tag("e10")
class HiddenRnnStepBackwardTest {
  private static final String SLIP = "Compared with the library's RnnCell on random inputs.";

  private final RnnStepBackward step = Exercise.subject(RnnStepBackward.class);

  @Test
  @Order(1)
  void random_inputs_give_what_the_library_gives() {
    agrees(Fixture.of(RnnStepBackward.class));
  }

  @Test
  @Order(2)
  void each_size_may_be_one() {
    for (String size : new String[] {"N", "D", "H"}) {
      agrees(Fixture.of(RnnStepBackward.class).with(size, 1));
    }
  }

  @Test
  @Order(3)
  void each_input_may_be_zero() {
    for (String term : new String[] {"dh", "x", "hPrev", "Wx", "Wh", "b"}) {
      agrees(Fixture.of(RnnStepBackward.class).zero(term));
    }
  }

  @Test
  @Order(4)
  void a_large_batch_gives_what_the_library_gives() {
    agrees(Fixture.of(RnnStepBackward.class).with("N", 33).with("D", 17).with("H", 21));
  }

  @Test
  @Order(5)
  void twice_the_gradient_in_gives_twice_the_gradients_out() {
    Fixture inputs = Fixture.of(RnnStepBackward.class);
    Gradients once = inputs.on(step);
    Gradients doubled =
        new Gradients(
            once.dx().scale(2),
            once.dhPrev().scale(2),
            once.dWx().scale(2),
            once.dWh().scale(2),
            once.db().scale(2));
    Expect.close(
        "the gradients",
        doubled,
        inputs.scaled(2, "dh").on(step),
        "Every gradient is dh times something that does not depend on dh.");
  }

  private void agrees(Fixture inputs) {
    Expect.close("the gradients", library(inputs), inputs.on(step), SLIP);
  }

  private static Gradients library(Fixture inputs) {
    Matrix Wx = inputs.matrix("Wx");
    RnnCell cell = new RnnCell(Wx.rows(), Wx.cols(), new SplittableRandom(0));
    copy(Wx, cell.Wx.value);
    copy(inputs.matrix("Wh"), cell.Wh.value);
    copy(inputs.matrix("b"), cell.b.value);
    var forward = cell.forward(inputs.matrix("x"), new HiddenState(inputs.matrix("hPrev")));
    var back = cell.backward(new HiddenState(inputs.matrix("dh")), forward);
    return new Gradients(back.dx(), back.dPrevious().h(), cell.Wx.grad, cell.Wh.grad, cell.b.grad);
  }

  private static void copy(Matrix from, Matrix to) {
    System.arraycopy(from.data(), 0, to.data(), 0, from.data().length);
  }
}
