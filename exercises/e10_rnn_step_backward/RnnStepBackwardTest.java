package e10_rnn_step_backward;

import e10_rnn_step_backward.RnnStepBackward.Gradients;
import java.util.Arrays;
import java.util.function.Function;
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
import unrolled.train.GradientCheck;

@Graded
@Tag("e10")
class RnnStepBackwardTest {
  private static final double STEP = 1e-5;
  private static final double NUMERIC = 1e-8;

  private final RnnStepBackward step = Exercise.subject(RnnStepBackward.class);

  @Test
  @Order(1)
  void each_gradient_has_the_shape_of_what_it_belongs_to() {
    Fixture inputs = Fixture.of(RnnStepBackward.class);
    Expect.shapes(inputs, inputs.on(step));
  }

  @Test
  @Order(2)
  void the_values_worked_by_hand_in_the_statement_come_out() {
    Matrix h = Matrix.row(Math.tanh(0.5));
    double dz = 1 - h.get(0, 0) * h.get(0, 0);
    Gradients expected =
        new Gradients(
            Matrix.row(0.5 * dz, -0.1 * dz),
            Matrix.row(0.8 * dz),
            Matrix.row(dz, 2 * dz).transpose(),
            Matrix.row(0.5 * dz),
            Matrix.row(dz));
    Gradients actual =
        step.backward(
            Matrix.row(1),
            Matrix.row(1, 2),
            Matrix.row(0.5),
            Matrix.row(0.5, -0.1).transpose(),
            Matrix.row(0.8),
            Matrix.row(-0.2),
            h);
    Expect.close("the gradients", expected, actual, "By hand: dz = 1 − tanh²(0.5) = 0.786448.");
  }

  @Test
  @Order(3)
  @Isolates("db")
  void db_is_that_of_PyTorch() {
    agrees("db", Gradients::db, "b was added to every row, so db is the sum of the rows of dz.");
  }

  @Test
  @Order(4)
  @Isolates("dWx")
  void dWx_is_that_of_PyTorch() {
    agrees("dWx", Gradients::dWx, "dWx = xᵀ·dz, with dz = dh ⊙ (1 − h²).");
  }

  @Test
  @Order(5)
  @Isolates("dWh")
  void dWh_is_that_of_PyTorch() {
    agrees("dWh", Gradients::dWh, "dWh = hPrevᵀ·dz: Wh was multiplied by hPrev, not by h.");
  }

  @Test
  @Order(6)
  @Isolates("dx")
  void dx_is_that_of_PyTorch() {
    agrees("dx", Gradients::dx, "dx = dz·Wxᵀ, with dz = dh ⊙ (1 − h²).");
  }

  @Test
  @Order(7)
  @Isolates("dhPrev")
  void dhPrev_is_that_of_PyTorch() {
    agrees(
        "dhPrev", Gradients::dhPrev, "dhPrev = dz·Whᵀ: transposed, which no shape reminds you of.");
  }

  @Test
  @Order(8)
  void all_gradients_agree_with_finite_differences() {
    Fixture inputs = Fixture.of(RnnStepBackward.class);
    Expect.close(
        "the gradients",
        numeric(inputs),
        inputs.on(step),
        NUMERIC,
        "Expected is (L(w + 1e-5) − L(w − 1e-5)) / 2e-5 for this entry, with L = Σ dh ⊙ h.");
  }

  @Test
  @Order(9)
  void a_batch_of_one_works() {
    Reference.of(RnnStepBackward.class, "batch of one")
        .holds(step, "the gradients", "The batch holds one example here.");
  }

  @Test
  @Order(10)
  void inputs_are_left_as_they_were() {
    Fixture.of(RnnStepBackward.class).leavesInputsAlone(step);
  }

  @Test
  @Order(11)
  void a_second_call_gives_the_same() {
    Fixture inputs = Fixture.of(RnnStepBackward.class);
    Gradients first = inputs.on(step);
    Gradients kept =
        new Gradients(
            first.dx().copy(),
            first.dhPrev().copy(),
            first.dWx().copy(),
            first.dWh().copy(),
            first.db().copy());
    Expect.close(
        "the gradients of the second call",
        kept,
        inputs.on(step),
        "Gradients are returned here, not collected: nothing is kept between calls.");
  }

  @Test
  @Order(12)
  void a_saturated_unit_passes_nothing_back_and_stays_finite() {
    Fixture inputs = Fixture.of(RnnStepBackward.class).scaled(1e4, "x", "Wx");
    Gradients gradients = inputs.on(step);
    Expect.finite("the gradients", gradients, "1 − h² is 0 for a saturated unit: multiply by it.");
    Expect.close(
        "db",
        new Matrix(1, gradients.db().cols()),
        gradients.db(),
        "Every |h| is 1 here, so dz = dh ⊙ (1 − h²) is 0, and all that comes of it.");
  }

  private void agrees(String name, Function<Gradients, Matrix> part, String slip) {
    Reference reference = Reference.of(RnnStepBackward.class, "all terms");
    Gradients actual = reference.inputs().on(step);
    Expect.that(actual != null, "backward returns null");
    Expect.close(name, part.apply((Gradients) reference.expected()), part.apply(actual), slip);
  }

  /** The gradients of L = Σ dh ⊙ h by central differences of the forward step. */
  private static Gradients numeric(Fixture inputs) {
    Matrix dh = inputs.matrix("dh");
    Matrix[] w =
        Arrays.stream(new String[] {"x", "hPrev", "Wx", "Wh", "b"})
            .map(name -> inputs.matrix(name).copy())
            .toArray(Matrix[]::new);
    Matrix[] d = new Matrix[w.length];
    for (int i = 0; i < w.length; i++) {
      d[i] =
          GradientCheck.numeric(
              w[i],
              () -> {
                Matrix h = RnnStepBackward.h(w[0], w[1], w[2], w[3], w[4]);
                return Arrays.stream(h.hadamard(dh).data()).sum();
              },
              STEP);
    }
    return new Gradients(d[0], d[1], d[2], d[3], d[4]);
  }
}
