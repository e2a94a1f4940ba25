package unrolled.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.matrix.Matrix;
import unrolled.train.GradientCheck;

/** The backward passes that know nothing of time, against finite differences. */
class PartGradientTest {
  private static final double BOUND = 1e-7; // the largest seen is 2.4e-8

  private final RandomGenerator rng = new SplittableRandom(5);

  private static void right(List<Parameter> parameters, DoubleSupplier loss) {
    GradientCheck.Worst worst = GradientCheck.check(parameters, loss).get(0);
    assertTrue(worst.error() < BOUND, worst::toString);
  }

  private static double weigh(Matrix m, Matrix weights) {
    double sum = 0;
    for (double v : m.hadamard(weights).data()) {
      sum += v;
    }
    return sum;
  }

  @Test
  void dense() {
    Dense dense = new Dense(5, 4, rng);
    Parameter x = new Parameter("x", Matrix.random(3, 5, -1, 1, rng));
    Matrix weights = Matrix.random(3, 4, -1, 1, rng);
    x.grad.addInPlace(dense.backward(weights, x.value));
    right(List.of(dense.W, dense.b, x), () -> weigh(dense.forward(x.value), weights));
  }

  @Test
  void dense_adds_to_what_was_there() {
    Dense dense = new Dense(5, 4, rng);
    Matrix x = Matrix.random(3, 5, -1, 1, rng);
    Matrix dy = Matrix.random(3, 4, -1, 1, rng);
    dense.backward(dy, x);
    Matrix once = dense.W.grad.copy();
    Matrix onceB = dense.b.grad.copy();
    dense.backward(dy, x);
    assertEquals(0, once.scale(2).maxDifference(dense.W.grad), 1e-15);
    assertEquals(0, onceB.scale(2).maxDifference(dense.b.grad), 1e-15);
  }

  @Test
  void softmax_cross_entropy() {
    Parameter logits = new Parameter("logits", Matrix.random(4, 7, -3, 3, rng));
    int[] targets = {6, 0, 3, 3};
    logits.grad.addInPlace(SoftmaxCrossEntropy.of(logits.value, targets).gradient());
    right(List.of(logits), () -> SoftmaxCrossEntropy.of(logits.value, targets).mean());
  }

  @Test
  void mean_squared_error() {
    Parameter y = new Parameter("y", Matrix.random(4, 3, -2, 2, rng));
    Matrix targets = Matrix.random(4, 3, -2, 2, rng);
    y.grad.addInPlace(MeanSquaredError.of(y.value, targets).gradient());
    right(List.of(y), () -> MeanSquaredError.of(y.value, targets).mean());
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activations(Activation activation) {
    Parameter z = new Parameter("z", Matrix.random(4, 7, -3, 3, rng));
    Matrix weights = Matrix.random(4, 7, -1, 1, rng);
    z.grad.addInPlace(activation.backward(weights, activation.of(z.value)));
    right(List.of(z), () -> weigh(activation.of(z.value), weights));
  }

  @Test
  void masked_losses() {
    Parameter y = new Parameter("y", Matrix.random(4, 3, -2, 2, rng));
    Matrix targets = Matrix.random(4, 3, -2, 2, rng);
    boolean[] real = {true, false, true, true};
    y.grad.addInPlace(MeanSquaredError.of(y.value, targets, real).gradient());
    right(List.of(y), () -> MeanSquaredError.of(y.value, targets, real).mean());
    y.zeroGrad();
    int[] classes = {2, -1, 0, 1};
    y.grad.addInPlace(SoftmaxCrossEntropy.of(y.value, classes, real).gradient());
    right(List.of(y), () -> SoftmaxCrossEntropy.of(y.value, classes, real).mean());
  }

  @Test
  void embedding() {
    Embedding embedding = new Embedding(6, 3, rng);
    int[] ids = {4, 0, 4, 2, 4};
    Matrix weights = Matrix.random(5, 3, -1, 1, rng);
    embedding.backward(weights, ids);
    right(embedding.parameters(), () -> weigh(embedding.forward(ids), weights));
  }

  @Test
  void dropout() {
    Matrix mask = new Dropout(0.4).mask(4, 5, rng);
    Parameter x = new Parameter("x", Matrix.random(4, 5, -1, 1, rng));
    Matrix weights = Matrix.random(4, 5, -1, 1, rng);
    x.grad.addInPlace(weights.hadamard(mask));
    right(List.of(x), () -> weigh(x.value.hadamard(mask), weights));
  }

  @Test
  void sizes_of_nothing_are_refused() {
    var rng = new java.util.SplittableRandom(1);
    for (int[] sizes : new int[][] {{0, 3}, {3, 0}, {-1, 2}}) {
      org.junit.jupiter.api.Assertions.assertThrows(
          IllegalArgumentException.class, () -> new Dense(sizes[0], sizes[1], rng));
      org.junit.jupiter.api.Assertions.assertThrows(
          IllegalArgumentException.class, () -> new Embedding(sizes[0], sizes[1], rng));
    }
  }
}
