package unrolled.nn;

import java.util.Arrays;
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
    return forward(ids, new Matrix(ids.length, W.value.cols()));
  }

  /**
   * The same, written to {@code y}, which may be lent by a {@code Workspace}: a row of it for each
   * of the first ids; there may be more of them.
   */
  public Matrix forward(int[] ids, Matrix y) {
    check(ids, y);
    double[] w = W.value.data();
    double[] to = y.storage();
    int D = y.cols();
    for (int i = 0; i < y.rows(); i++) {
      if (ids[i] == Mask.PADDING) {
        Arrays.fill(to, i * D, (i + 1) * D, 0);
      } else {
        System.arraycopy(w, ids[i] * D, to, i * D, D);
      }
    }
    return y;
  }

  /** Adds {@code dy} (ids.length × D) to the gradients of the rows of {@code ids}. */
  public void backward(Matrix dy, int[] ids) {
    if (dy.rows() != ids.length) {
      throw wrongShape("a gradient", ids, dy);
    }
    backwardFirst(dy, ids);
  }

  /**
   * The same for the first n of {@code ids}, where {@code dy} is (n × D): there may be more of
   * them, as in {@link #forward(int[], Matrix)}.
   */
  public void backwardFirst(Matrix dy, int[] ids) {
    check(ids, dy);
    double[] dw = W.grad.data();
    double[] d = dy.storage();
    int D = dy.cols();
    for (int i = 0; i < dy.rows(); i++) {
      for (int j = 0; j < D && ids[i] != Mask.PADDING; j++) {
        dw[ids[i] * D + j] += d[i * D + j];
      }
    }
  }

  public List<Parameter> parameters() {
    return List.of(W);
  }

  private void check(int[] ids, Matrix rows) {
    if (rows.rows() > ids.length || rows.cols() != W.value.cols()) {
      throw wrongShape("vectors", ids, rows);
    }
    check(ids, rows.rows());
  }

  private IllegalArgumentException wrongShape(String what, int[] ids, Matrix rows) {
    return new IllegalArgumentException(
        "Embedding: expected %s (%d × %d), got %s"
            .formatted(what, ids.length, W.value.cols(), rows.shape()));
  }

  /** Refuses a token that has no vector among the first {@code count}. */
  public void check(int[] ids, int count) {
    for (int i = 0; i < count; i++) {
      if (ids[i] != Mask.PADDING && (ids[i] < 0 || ids[i] >= W.value.rows())) {
        throw new IllegalArgumentException(
            "Embedding: token %d at place %d; the tokens are 0 to %d"
                .formatted(ids[i], i, W.value.rows() - 1));
      }
    }
  }
}
