package unrolled.nn;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;

/**
 * An affine map of every row: the output head of the networks in this book.
 *
 * <pre>{@code
 * y = x·W + b                    (N × O)
 *
 * dW += xᵀ·dy                    (I × O)
 * db += Σ over the batch of dy   (1 × O)
 * dx  = dy·Wᵀ                    (N × I)
 * }</pre>
 */
public final class Dense {
  public final Parameter W; // (I × O)
  public final Parameter b; // (1 × O)

  /** Weights uniform on ±1/√I, as in PyTorch's {@code nn.Linear}. */
  public Dense(int inputSize, int outputSize, RandomGenerator rng) {
    if (inputSize < 1 || outputSize < 1) {
      throw new IllegalArgumentException(
          "Dense: expected at least one input and one output, got %d and %d"
              .formatted(inputSize, outputSize));
    }
    Initializer uniform = Initializer.uniform(1 / Math.sqrt(inputSize));
    W = new Parameter("W", uniform.create(inputSize, outputSize, rng));
    b = new Parameter("b", uniform.create(1, outputSize, rng));
  }

  /** {@code x·W + b}, for x (N × I). */
  public Matrix forward(Matrix x) {
    requireInput(x);
    return x.matmul(W.value).plusRow(b.value);
  }

  /** As {@link #forward(Matrix)}, in storage that {@code to} lends until its next loan. */
  public Matrix forward(Matrix x, Workspace to) {
    requireInput(x);
    Matrix y = to.lend(x.rows(), b.value.cols());
    double[] data = y.storage();
    int O = b.value.cols();
    for (int r = 0; r < x.rows(); r++) {
      System.arraycopy(b.value.data(), 0, data, r * O, O);
    }
    return y.addMatmul(x, W.value);
  }

  private void requireInput(Matrix x) {
    if (x.cols() != W.value.rows()) {
      throw new IllegalArgumentException(
          "Dense: expected rows of %d numbers, got %s".formatted(W.value.rows(), x.shape()));
    }
  }

  /** As {@link #backward(Matrix, Matrix)}, in storage that {@code to} lends. */
  public Matrix backward(Matrix dy, Matrix x, Workspace to) {
    W.grad.addTransposedMatmul(x, dy);
    addRows(dy);
    Matrix dx = to.lend(x.rows(), x.cols());
    Arrays.fill(dx.storage(), 0, x.rows() * x.cols(), 0);
    return dx.addMatmulTransposed(dy, W.value);
  }

  private void addRows(Matrix dy) {
    double[] db = b.grad.data();
    double[] d = dy.storage();
    for (int r = 0; r < dy.rows(); r++) {
      for (int o = 0; o < db.length; o++) {
        db[o] += d[r * db.length + o];
      }
    }
  }

  /** Adds to the gradients of W and b, and returns dx (N × I). */
  public Matrix backward(Matrix dy, Matrix x) {
    W.grad.addTransposedMatmul(x, dy);
    b.grad.addInPlace(dy.sumRows());
    return new Matrix(x.rows(), x.cols()).addMatmulTransposed(dy, W.value);
  }

  public List<Parameter> parameters() {
    return List.of(W, b);
  }
}
