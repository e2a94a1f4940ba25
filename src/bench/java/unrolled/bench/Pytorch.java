package unrolled.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import unrolled.matrix.Matrix;
import unrolled.weights.PytorchLayout;
import unrolled.weights.Slot;

/**
 * A training step of PyTorch on our weights, through the native library that DJL ships: {@code
 * torch.lstm} or {@code torch.gru} and autograd, gradients to every weight and to x.
 */
final class Pytorch implements Runnable {
  private final Step size;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final DataType type;
  private final PtNDArray x;
  private final PtNDArray dh;
  private final PtNDArray zeros;
  private final NDList weights = new NDList();
  private double[] h = {};

  Pytorch(Step size, OurStep<?> ours, DataType type) {
    this.size = size;
    this.type = type;
    x = array(size.input(), size.T(), size.N(), size.D());
    dh = array(size.gradient(), size.T(), size.N(), size.H());
    zeros =
        array(new double[size.layers() * size.N() * size.H()], size.layers(), size.N(), size.H());
    var slots = PytorchLayout.stacked("", ours.layer());
    for (Slot slot : slots.values()) {
      Matrix value = slot.get().get().value();
      weights.add(
          slot.get().get().dimensions() == 1
              ? array(value.data(), value.cols())
              : array(value.data(), value.rows(), value.cols()));
    }
    x.setRequiresGradient(true);
    weights.forEach(weight -> weight.setRequiresGradient(true));
  }

  /** How many threads it may use from now on. */
  static void use(int threads) {
    NDManager.newBaseManager(Device.cpu(), "PyTorch").close(); // loads the library
    JniUtils.setNumThreads(threads);
    JniUtils.setGradMode(true);
  }

  private PtNDArray array(double[] numbers, long... shape) {
    return (PtNDArray) manager.create(numbers, new Shape(shape)).toType(type, false);
  }

  @Override
  public void run() {
    weights.forEach(weight -> JniUtils.zeroGrad((PtNDArray) weight));
    JniUtils.zeroGrad(x);
    try (NDList output = forward()) {
      JniUtils.backward((PtNDArray) output.get(0), dh, false, false);
    }
  }

  private NDList forward() {
    int layers = size.layers();
    return size.kind() == Step.Kind.LSTM
        ? JniUtils.lstm(x, new NDList(zeros, zeros), weights, true, layers, 0, true, false, false)
        : JniUtils.gru(x, zeros, weights, true, layers, 0, true, false, false);
  }

  /** Refuses a race between two who do not compute the same. */
  void requireSameAs(OurStep<?> ours) {
    ours.run();
    run();
    try (NDList output = forward()) {
      requireClose("h", ours.h(), output.get(0).duplicate());
    }
    requireClose("dx", ours.dx(), x.getGradient());
    Matrix dWh = ours.layer().parameters().get(1).grad;
    requireClose("dWh", dWh.transpose().data(), weights.get(1).getGradient());
  }

  private void requireClose(String what, double[] expected, NDArray theirs) {
    double[] actual = theirs.toType(DataType.FLOAT64, false).toDoubleArray();
    for (int i = 0; i < expected.length; i++)
      if (!(Math.abs(actual[i] - expected[i]) < 1e-8 * (1 + Math.abs(expected[i]))))
        throw new IllegalStateException(
            "PyTorch, %s: %s[%d] is %s, ours is %s"
                .formatted(size, what, i, actual[i], expected[i]));
  }

  void close() {
    manager.close();
  }
}
