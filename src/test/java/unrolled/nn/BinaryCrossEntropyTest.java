package unrolled.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

class BinaryCrossEntropyTest {
  private final SplittableRandom rng = new SplittableRandom(8);

  /** The definition, which is right as long as no logarithm is of 0. */
  @Test
  void it_is_what_its_definition_says_and_so_is_its_gradient() {
    Matrix z = Matrix.normal(5, 3, 2, rng);
    Matrix y = new Matrix(5, 3).map(zero -> rng.nextInt(3) / 2.0);
    boolean[] real = {true, false, true, true, false};
    double weight = 2.5;
    double sum = 0;
    for (int r = 0; r < 5; r++) {
      for (int c = 0; c < 3 && real[r]; c++) {
        double p = 1 / (1 + Math.exp(-z.get(r, c)));
        double t = y.get(r, c);
        sum -= weight * t * Math.log(p) + (1 - t) * Math.log(1 - p);
      }
    }
    LossValue loss = BinaryCrossEntropy.of(z, y, real, weight);
    assertEquals(sum / 9, loss.mean(), 1e-14);
    for (int i = 0; i < 15; i++) {
      double kept = z.data()[i];
      z.data()[i] = kept + 1e-5;
      double above = BinaryCrossEntropy.of(z, y, real, weight).mean();
      z.data()[i] = kept - 1e-5;
      double below = BinaryCrossEntropy.of(z, y, real, weight).mean();
      z.data()[i] = kept;
      assertEquals((above - below) / 2e-5, loss.gradient().data()[i], 1e-9);
    }
  }

  @Test
  void logits_of_a_thousand_neither_overflow_nor_vanish() {
    LossValue loss = BinaryCrossEntropy.of(Matrix.row(1000, -1000), Matrix.row(0, 1));
    assertEquals(1000, loss.mean());
    assertArrayEquals(new double[] {0.5, -0.5}, loss.gradient().data());
    assertEquals(0, BinaryCrossEntropy.of(Matrix.row(1000, -1000), Matrix.row(1, 0)).mean());
  }

  @Test
  void it_is_the_cross_entropy_of_two_classes() {
    Matrix z = Matrix.normal(4, 1, 1, rng);
    Matrix both = Matrix.beside(new Matrix(4, 1), z);
    double expected = SoftmaxCrossEntropy.of(both, new int[] {0, 1, 1, 0}).mean();
    Matrix y = Matrix.wrap(4, 1, 0, 1, 1, 0);
    assertEquals(expected, BinaryCrossEntropy.of(z, y).mean(), 1e-15);
  }

  @Test
  void nonsense_is_refused() {
    Matrix z = new Matrix(2, 1);
    for (double y : new double[] {-0.1, 1.5, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> BinaryCrossEntropy.of(z, Matrix.wrap(2, 1, 0, y)));
    }
    assertThrows(IllegalArgumentException.class, () -> BinaryCrossEntropy.of(z, new Matrix(1, 2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> BinaryCrossEntropy.of(z, z, new boolean[] {true, true}, 0));
  }
}
