package e13_clip_by_norm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Confirms;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Graded;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.train.GradientClipping;

@Graded
@Tag("e13")
class HiddenClipByNormTest {
  private static final String SLIP = "Compared with the library's GradientClipping.";

  private final ClipByNorm clipping = Exercise.subject(ClipByNorm.class);

  @Test
  @Order(1)
  void random_gradients_give_what_the_library_gives() {
    for (double scale : new double[] {0.01, 1, 100}) {
      Fixture inputs = Fixture.of(ClipByNorm.class).scaled(scale, "gradients");
      agrees(inputs.matrices("gradients"), 2);
    }
  }

  @Test
  @Order(2)
  void matrices_of_many_shapes_are_clipped_together() {
    SplittableRandom rng = new SplittableRandom(Exercise.seed());
    Matrix[] gradients = {
      Matrix.random(1, 1, -9, 9, rng),
      Matrix.random(4, 3, -1, 1, rng),
      Matrix.random(1, 12, -0.1, 0.1, rng),
      Matrix.random(3, 12, -5, 5, rng)
    };
    agrees(gradients, 0.5);
    agrees(gradients, 1000);
  }

  @Test
  @Order(3)
  void a_single_matrix_is_clipped() {
    agrees(new Matrix[] {Matrix.row(6, 8)}, 5);
  }

  @Test
  @Order(4)
  void clipping_twice_is_clipping_once() {
    Fixture inputs = Fixture.of(ClipByNorm.class).scaled(50, "gradients");
    Matrix[] once = clipping.clip(inputs.matrices("gradients"), 3);
    Expect.close("the norm", 3, norm(once), SLIP);
    Expect.close("clipped twice", once, clipping.clip(once, 3), "It is short enough already.");
  }

  @Test
  @Order(5)
  void one_zero_matrix_among_others_stays_zero() {
    agrees(new Matrix[] {new Matrix(2, 3), Matrix.row(30, 40)}, 5);
  }

  @Test
  @Order(6)
  @Confirms("a_long_gradient_gets_the_values_of_PyTorch")
  void a_long_gradient_gives_what_the_library_gives() {
    agrees(Fixture.of(ClipByNorm.class).scaled(100, "gradients").matrices("gradients"), 2.5);
  }

  @Test
  @Order(7)
  @Confirms("the_values_worked_by_hand_in_the_statement_come_out")
  void two_rows_with_one_number_each_are_clipped() {
    SplittableRandom rng = new SplittableRandom(Exercise.seed());
    double first = rng.nextDouble(3, 9);
    double second = rng.nextDouble(3, 9);
    agrees(new Matrix[] {Matrix.row(first, 0), Matrix.row(second)}, 1);
  }

  @Test
  @Order(8)
  @Confirms("a_short_gradient_is_left_as_it_is")
  void a_short_gradient_gives_what_the_library_gives() {
    agrees(Fixture.of(ClipByNorm.class).matrices("gradients"), 200);
  }

  @Test
  @Order(9)
  @Confirms("a_gradient_of_just_maxNorm_is_left_as_it_is")
  void a_gradient_of_just_another_maxNorm_is_left_as_it_is() {
    int scale = new SplittableRandom(Exercise.seed()).nextInt(2, 99);
    Matrix[] gradients = {Matrix.row(3 * scale), Matrix.row(0, 4 * scale)};
    Expect.close("clipped", gradients, clipping.clip(gradients, 5 * scale), "That is its norm.");
  }

  @Test
  @Order(10)
  @Confirms("a_NaN_is_not_hidden")
  void a_NaN_anywhere_is_not_hidden() {
    SplittableRandom rng = new SplittableRandom(Exercise.seed());
    Matrix[] gradients = Fixture.of(ClipByNorm.class).matrices("gradients");
    double[] data = gradients[rng.nextInt(gradients.length)].data();
    data[rng.nextInt(data.length)] = Double.NaN;
    Matrix[] clipped = clipping.clip(gradients, 0.5);
    Expect.that(
        Arrays.stream(clipped).anyMatch(m -> !m.isFinite()), "the NaN is not in the result");
  }

  @Test
  @Order(11)
  @Confirms("a_long_gradient_comes_out_with_the_length_maxNorm")
  void any_long_gradient_comes_out_with_the_length_maxNorm() {
    double maxNorm = new SplittableRandom(Exercise.seed()).nextDouble(1, 4);
    Expect.close("the norm", maxNorm, norm(clipping.clip(longOne(), maxNorm)), SLIP);
  }

  @Test
  @Order(12)
  @Confirms("a_long_gradient_keeps_its_direction")
  void any_long_gradient_keeps_its_direction() {
    Matrix[] before = longOne();
    Matrix[] clipped = clipping.clip(before, 1.5);
    double factor = norm(clipped) / norm(before);
    Expect.that(factor != 0, "nothing is left of the gradient");
    Matrix[] expected = Arrays.stream(before).map(m -> m.scale(factor)).toArray(Matrix[]::new);
    Expect.close("clipped", expected, clipped, "It goes another way.");
  }

  private static Matrix[] longOne() {
    return Fixture.of(ClipByNorm.class).scaled(70, "gradients").matrices("gradients");
  }

  private static double norm(Matrix[] all) {
    return Math.sqrt(
        Arrays.stream(all).flatMapToDouble(m -> Arrays.stream(m.data())).map(v -> v * v).sum());
  }

  private void agrees(Matrix[] gradients, double maxNorm) {
    List<Parameter> parameters = new ArrayList<>();
    for (Matrix g : gradients) {
      Parameter parameter = new Parameter("w", new Matrix(g.rows(), g.cols()));
      parameter.grad.addInPlace(g);
      parameters.add(parameter);
    }
    GradientClipping.byGlobalNorm(parameters, maxNorm);
    Matrix[] expected = parameters.stream().map(p -> p.grad).toArray(Matrix[]::new);
    Expect.close("clipped", expected, clipping.clip(gradients, maxNorm), SLIP);
  }
}
