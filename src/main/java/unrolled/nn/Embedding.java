package unrolled.nn;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;

/**
 * A vector for each of K tokens, learnt: row k of W stands for token k.
 *
 * <pre>{@code
 * y_i          = W[id_i]            (n × D)    the same as onehot(id)·W, without the product
 *
 * dW[id_i]    += dy_i               a token that occurs twice is added to twice
 * }</pre>
 *
 * <p>Where an id is {@link Mask#PADDING} there is no token: y_i is 0, and dy_i is not read.
 */
public final class Embedding {
  public final Parameter W; // (K × D)

  /** Normally distributed entries, as in PyTorch's {@code nn.Embedding}. */
  public Embedding(int tokens, int features, RandomGenerator rng) {
    if (tokens < 1 || features < 1) {
      throw new IllegalArgumentException(
          "Embedding: expected at least one token and one feature, got %d and %d"
              .formatted(tokens, features));
    }
    W = new Parameter("W", Matrix.normal(tokens, features, 1, rng));
  }

  /** The rows of {@code ids}, below each other (ids.length × D). */
  public Matrix forward(int[] ids) {
    check(ids);
    Matrix y = new Matrix(ids.length, W.value.cols());
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != Mask.PADDING) {
        System.arraycopy(W.value.data(), ids[i] * y.cols(), y.data(), i * y.cols(), y.cols());
      }
    }
    return y;
  }

  /** Adds {@code dy} (ids.length × D) to the gradients of the rows of {@code ids}. */
  public void backward(Matrix dy, int[] ids) {
    check(ids);
    if (dy.rows() != ids.length || dy.cols() != W.value.cols()) {
      throw new IllegalArgumentException(
          "Embedding: expected a gradient (%d × %d), got %s"
              .formatted(ids.length, W.value.cols(), dy.shape()));
    }
    for (int i = 0; i < ids.length; i++) {
      for (int j = 0; j < dy.cols() && ids[i] != Mask.PADDING; j++) {
        W.grad.data()[ids[i] * dy.cols() + j] += dy.data()[i * dy.cols() + j];
      }
    }
  }

  public List<Parameter> parameters() {
    return List.of(W);
  }

  private void check(int[] ids) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != Mask.PADDING && (ids[i] < 0 || ids[i] >= W.value.rows())) {
        throw new IllegalArgumentException(
            "Embedding: token %d at place %d; the tokens are 0 to %d"
                .formatted(ids[i], i, W.value.rows() - 1));
      }
    }
  }
}
