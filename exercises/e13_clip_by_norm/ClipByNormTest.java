package e13_clip_by_norm;

import java.util.Arrays;
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
@Tag("e13")
class ClipByNormTest {
  private final ClipByNorm clipping = Exercise.subject(ClipByNorm.class);

  @Test
  @Order(1)
  void there_are_as_many_matrices_as_before_and_of_the_same_shapes() {
    Fixture inputs = Fixture.of(ClipByNorm.class);
    Expect.shapes(inputs, inputs.on(clipping));
  }

  @Test
  @Order(2)
  void the_values_worked_by_hand_in_the_statement_come_out() {
    Matrix[] clipped = clipping.clip(new Matrix[] {Matrix.row(3, 0), Matrix.row(4)}, 1);
    Expect.close(
        "clipped",
        new Matrix[] {Matrix.row(0.6, 0), Matrix.row(0.8)},
        clipped,
        "By hand: the norm is √(3² + 4²) = 5, so both matrices are multiplied by 1/5.");
  }

  @Test
  @Order(3)
  @Isolates("a gradient above maxNorm")
  void a_long_gradient_gets_the_values_of_PyTorch() {
    Reference.of(ClipByNorm.class, "above")
        .holds(clipping, "clipped", "Every matrix is multiplied by the same maxNorm / norm.");
  }

  @Test
  @Order(4)
  void a_long_gradient_comes_out_with_the_length_maxNorm() {
    Fixture inputs = Fixture.of(ClipByNorm.class).scaled(100, "gradients");
    Matrix[] clipped = clipping.clip(inputs.matrices("gradients"), 2.5);
    Expect.close("the norm after clipping", 2.5, norm(clipped), "It should be maxNorm now.");
  }

  @Test
  @Order(5)
  void a_long_gradient_keeps_its_direction() {
    Fixture inputs = Fixture.of(ClipByNorm.class).scaled(100, "gradients");
    Matrix[] before = inputs.matrices("gradients");
    Matrix[] clipped = clipping.clip(before, 2.5);
    double factor = norm(clipped) / norm(before);
    Expect.close(
        "clipped",
        Arrays.stream(before).map(m -> m.scale(factor)).toArray(Matrix[]::new),
        clipped,
        "One factor for all entries of all matrices, or the step goes another way.");
  }

  @Test
  @Order(6)
  @Isolates("a gradient below maxNorm")
  void a_short_gradient_is_left_as_it_is() {
    Reference.of(ClipByNorm.class, "below")
        .holds(clipping, "clipped", "Below maxNorm nothing is to be done: clipping only shortens.");
  }

  @Test
  @Order(7)
  void a_gradient_of_just_maxNorm_is_left_as_it_is() {
    Matrix[] gradients = {Matrix.row(3), Matrix.row(0, 4)};
    Expect.close("clipped", gradients, clipping.clip(gradients, 5), "The norm is 5, not above it.");
  }

  @Test
  @Order(8)
  @Isolates("a zero gradient")
  void a_zero_gradient_stays_zero() {
    Fixture inputs = Fixture.of(ClipByNorm.class).zero("gradients");
    Matrix[] clipped = inputs.on(clipping);
    Expect.finite("clipped", clipped, "The norm is 0 here: do not divide by it.");
    Expect.close("clipped", inputs.matrices("gradients"), clipped, "Nothing is to be done.");
  }

  @Test
  @Order(9)
  void inputs_are_left_as_they_were() {
    Fixture inputs = Fixture.of(ClipByNorm.class).scaled(100, "gradients");
    inputs.leavesInputsAlone(clipping);
  }

  @Test
  @Order(10)
  void a_second_call_gives_the_same() {
    Fixture inputs = Fixture.of(ClipByNorm.class).scaled(100, "gradients");
    Matrix[] first = inputs.on(clipping);
    Matrix[] kept = Arrays.stream(first).map(Matrix::copy).toArray(Matrix[]::new);
    Expect.close(
        "clipped by the second call", kept, inputs.on(clipping), "Nothing is kept between calls.");
  }

  @Test
  @Order(11)
  void a_NaN_is_not_hidden() {
    Matrix[] gradients = {Matrix.row(1, Double.NaN), Matrix.row(2)};
    Matrix[] clipped = clipping.clip(gradients, 1);
    Expect.that(
        Arrays.stream(clipped).anyMatch(m -> !m.isFinite()),
        "the gradient holds a NaN and the clipped one does not: training has gone wrong, and"
            + " clipping should not hide it.");
  }

  private static double norm(Matrix[] all) {
    return Math.sqrt(
        Arrays.stream(all).flatMapToDouble(m -> Arrays.stream(m.data())).map(v -> v * v).sum());
  }
}
