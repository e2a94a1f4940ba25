package unrolled.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

class DenseTest {
  private final Dense dense = new Dense(2, 3, new SplittableRandom(1));

  DenseTest() {
    System.arraycopy(new double[] {1, 2, 3, 4, 5, 6}, 0, dense.W.value.data(), 0, 6);
    System.arraycopy(new double[] {10, 20, 30}, 0, dense.b.value.data(), 0, 3);
  }

  @Test
  void forward_by_hand() {
    Matrix y = dense.forward(Matrix.of(new double[][] {{1, 0}, {1, -1}}));
    assertArrayEquals(new double[] {11, 22, 33, 7, 17, 27}, y.data());
  }

  @Test
  void backward_by_hand() {
    Matrix x = Matrix.of(new double[][] {{1, 2}, {3, 4}});
    Matrix dx = dense.backward(Matrix.of(new double[][] {{1, 0, -1}, {0, 1, 0}}), x);
    assertArrayEquals(new double[] {-2, -2, 2, 5}, dx.data());
    assertArrayEquals(new double[] {1, 3, -1, 2, 4, -2}, dense.W.grad.data());
    assertArrayEquals(new double[] {1, 1, -1}, dense.b.grad.data());
  }

  @Test
  void a_gradient_of_the_wrong_shape_is_refused_before_anything_is_added() {
    Matrix x = new Matrix(2, 2).map(v -> 1);
    assertThrows(IllegalArgumentException.class, () -> dense.backward(new Matrix(2, 4), x));
    assertThrows(IllegalArgumentException.class, () -> dense.backward(new Matrix(3, 3), x));
    assertEquals(0, dense.W.grad.norm() + dense.b.grad.norm());
  }

  @Test
  void an_input_of_the_wrong_width_is_refused() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> dense.forward(new Matrix(4, 3)));
    assertEquals("Dense: expected rows of 2 numbers, got (4 × 3)", e.getMessage());
  }

  @Test
  void parameters_have_names_shapes_and_gradients_that_can_be_forgotten() {
    List<Parameter> parameters = dense.parameters();
    assertEquals("[W (2 × 3), b (1 × 3)]", parameters.toString());
    dense.backward(new Matrix(2, 3).map(v -> 1), new Matrix(2, 2).map(v -> 1));
    parameters.forEach(Parameter::zeroGrad);
    assertEquals(0, dense.W.grad.norm() + dense.b.grad.norm());
    assertEquals(21, dense.W.value.data()[5] + dense.W.value.data()[4] + 10);
  }
}
