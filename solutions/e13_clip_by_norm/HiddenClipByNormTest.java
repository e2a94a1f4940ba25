package e13_clip_by_norm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
    Expect.close("clipped twice", once, clipping.clip(once, 3), "It is short enough already.");
  }

  @Test
  @Order(5)
  void one_zero_matrix_among_others_stays_zero() {
    agrees(new Matrix[] {new Matrix(2, 3), Matrix.row(30, 40)}, 5);
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
