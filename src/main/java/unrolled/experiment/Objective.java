package unrolled.experiment;

import unrolled.matrix.Matrix;
import unrolled.nn.LossValue;
import unrolled.nn.MeanSquaredError;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * How answers of the type {@code T} are judged.
 *
 * @param <T> {@code int[]}, classes; or {@code Matrix}, numbers
 */
interface Objective<T> {
  /** How many rows of answers there are. */
  int rows(T targets);

  /** The loss of {@code outputs}, of whose rows only the {@code real} ones count. */
  LossValue of(Matrix outputs, T targets, boolean[] real);

  Objective<int[]> CLASSES =
      new Objective<>() {
        @Override
        public int rows(int[] targets) {
          return targets.length;
        }

        @Override
        public LossValue of(Matrix outputs, int[] targets, boolean[] real) {
          return SoftmaxCrossEntropy.of(outputs, targets, real);
        }
      };

  Objective<Matrix> NUMBERS =
      new Objective<>() {
        @Override
        public int rows(Matrix targets) {
          return targets.rows();
        }

        @Override
        public LossValue of(Matrix outputs, Matrix targets, boolean[] real) {
          return MeanSquaredError.of(outputs, targets, real);
        }
      };
}
