package unrolled.layer;

import java.util.Arrays;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/** A parameter as steps in floats see it: a copy of it, and sums that are added to its gradient. */
final class SingleLayerWeights {
  final int rows;
  final int cols;
  final float[] value;
  final float[] gradient;
  private final Parameter parameter;

  SingleLayerWeights(Parameter parameter) {
    this.parameter = parameter;
    Matrix m = parameter.value;
    rows = m.rows();
    cols = m.cols();
    value = new float[rows * cols];
    gradient = new float[rows * cols];
  }

  /** Takes the values, at the begin of a pass. */
  void read() {
    SingleConvert.read(parameter.value, 0, value, 0, value.length);
  }

  /** Begins to add up the gradient of one pass. */
  void open() {
    Arrays.fill(gradient, 0);
  }

  /** Adds it to the parameter's. */
  void close() {
    double[] sum = parameter.grad.data();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += gradient[i];
    }
  }
}
