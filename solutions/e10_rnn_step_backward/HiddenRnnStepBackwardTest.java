package e10_rnn_step_backward;

import e10_rnn_step_backward.RnnStepBackward.Gradients;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
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
@Tag("e10")
class HiddenRnnStepBackwardTest {
  private static final String SLIP = "Compared with the library's RnnCell on random inputs.";

  private final RnnStepBackward step = Exercise.subject(RnnStepBackward.class);

  @Test
  @Order(1)
  @Confirms("all_gradients_agree_with_finite_differences")
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
    Expect.that(
        Arrays.stream(once.db().data()).anyMatch(v -> v != 0), "all of db is 0, which it is not");
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

  @Test
  @Order(6)
  @Confirms("db_is_that_of_PyTorch")
  void db_is_that_of_the_library() {
    agrees("db", Gradients::db);
  }

  @Test
  @Order(7)
  @Confirms("dWx_is_that_of_PyTorch")
  void dWx_is_that_of_the_library() {
    agrees("dWx", Gradients::dWx);
  }

  @Test
  @Order(8)
  @Confirms("dWh_is_that_of_PyTorch")
  void dWh_is_that_of_the_library() {
    agrees("dWh", Gradients::dWh);
  }

  @Test
  @Order(9)
  @Confirms("dx_is_that_of_PyTorch")
  void dx_is_that_of_the_library() {
    agrees("dx", Gradients::dx);
  }

  @Test
  @Order(10)
  @Confirms("dhPrev_is_that_of_PyTorch")
  void dhPrev_is_that_of_the_library() {
    agrees("dhPrev", Gradients::dhPrev);
  }

  @Test
  @Order(11)
  @Confirms("the_values_worked_by_hand_in_the_statement_come_out")
  void one_example_and_one_unit_give_what_the_library_gives() {
    agrees(Fixture.of(RnnStepBackward.class).with("N", 1).with("H", 1));
  }

  @Test
  @Order(12)
  @Confirms("a_batch_of_one_works")
  void one_example_gives_what_the_library_gives() {
    agrees(Fixture.of(RnnStepBackward.class).with("N", 1));
  }

  private void agrees(String name, Function<Gradients, Matrix> part) {
    Fixture inputs = Fixture.of(RnnStepBackward.class);
    Gradients actual = inputs.on(step);
    Expect.that(actual != null, "backward returns null");
    Expect.close(name, part.apply(library(inputs)), part.apply(actual), SLIP);
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
