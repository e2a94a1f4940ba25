package unrolled.layer;

import java.util.function.UnaryOperator;
import unrolled.cell.State;
import unrolled.matrix.Matrix;

/**
 * The states of the two directions of a {@link Bidirectional} layer.
 *
 * @param forward of the direction that reads from the first step to the last
 * @param backward of the direction that reads from the last step to the first
 */
public record BothWays<S extends State<S>>(S forward, S backward) implements State<BothWays<S>> {
  /** Both hidden states side by side (N × 2H), the forward one left. */
  @Override
  public Matrix h() {
    return Matrix.beside(forward.h(), backward.h());
  }

  @Override
  public BothWays<S> withH(Matrix h) {
    int left = forward.h().cols();
    return new BothWays<>(
        forward.withH(h.columns(0, left)), backward.withH(h.columns(left, h.cols())));
  }

  @Override
  public int size() {
    return forward.size() + backward.size();
  }

  @Override
  public Matrix part(int i) {
    return i < forward.size() ? forward.part(i) : backward.part(i - forward.size());
  }

  @Override
  public BothWays<S> map(UnaryOperator<Matrix> f) {
    return new BothWays<>(forward.map(f), backward.map(f));
  }
}
