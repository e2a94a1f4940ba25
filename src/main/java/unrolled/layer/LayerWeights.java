package unrolled.layer;

import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/** A parameter as the steps of a pass see it: here, its own arrays. */
final class LayerWeights {
  final int rows;
  final int cols;
  double[] value = {}; // as it is when a pass begins
  double[] gradient = {}; // to be added to during a backward pass
  private final Parameter parameter;

  LayerWeights(Parameter parameter) {
    this.parameter = parameter;
    Matrix m = parameter.value;
    rows = m.rows();
    cols = m.cols();
  }

  /** Takes the values, at the begin of a pass. */
  void read() {
    value = parameter.value.data();
  }

  /** Begins to add to the gradient. */
  void open() {
    gradient = parameter.grad.data();
  }

  /** Ends it. */
  void close() {}
}
