package unrolled.layer;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import unrolled.cell.State;
import unrolled.matrix.Matrix;

/**
 * The states of N sequences before and after each of T steps, and their gradients.
 *
 * <pre>{@code
 * block        0        1        2     …     T             N rows of H numbers in each block
 * holds        s_0      s_1      s_2   …    s_T            one array for each part of the state
 * }</pre>
 *
 * <p>So the states before all steps are the first T blocks, those after them the last T. The last
 * state of a sequence is the one in the block after its last step; what stands behind that is
 * padding, 0 or whatever it was.
 *
 * @param <S> the state
 */
final class History<S extends State<S>> {
  final double[][] values; // for each part ((T+1)·N × H), or longer
  final double[][] gradients; // the same
  private final S one; // a state for one sequence
  private final int H;
  private int N;
  private Sequence shape; // with the lengths

  /** With {@code one}, a state for one sequence, and no room yet. */
  History(S one) {
    this.one = one;
    H = one.h().cols();
    values = new double[one.size()][0];
    gradients = new double[one.size()][0];
  }

  /** Makes room for so many rows, those before the first step counted. */
  void reserve(int rows) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Room.grown(values[i], rows * H);
      gradients[i] = Room.grown(gradients[i], rows * H);
    }
  }

  /**
   * Begins a forward pass over sequences with the shape and lengths of {@code shape}.
   *
   * @param initial the state to begin with; null for zeros
   */
  void start(Sequence shape, S initial) {
    this.shape = shape;
    N = shape.batch();
    for (int i = 0; i < values.length; i++) {
      if (initial == null) {
        Arrays.fill(values[i], 0, N * H, 0);
      } else {
        Convert.read(initial.part(i), 0, values[i], 0, N * H);
      }
    }
  }

  /**
   * Puts the gradients from outside into block {@code t}, for sequences {@code from} to {@code to}
   * − 1: that of the output of the step before, and that of the last state where it is that. What
   * comes back from later steps is added afterwards.
   *
   * @param dh the gradients of the outputs (T·N × H); null for zeros
   * @param dLast null for zeros
   */
  void open(int t, int from, int to, Sequence dh, S dLast) {
    double[] dState = gradients[0];
    for (int n = from; n < to; n++) {
      int at = (t * N + n) * H;
      boolean reached = dh != null && t > 0 && t <= shape.length(n);
      if (reached) {
        Convert.read(dh.flat(), at - N * H, dState, at, H);
      } else {
        Arrays.fill(dState, at, at + H, 0);
      }
      if (t == shape.length(n)) {
        addLast(n, at, dLast);
      }
    }
  }

  /** Only h has been reached by the loss before the last state is; other parts are set. */
  private void addLast(int n, int at, S dLast) {
    if (dLast == null) {
      for (int i = 1; i < gradients.length; i++) {
        Arrays.fill(gradients[i], at, at + H, 0);
      }
      return;
    }
    Convert.add(dLast.part(0), n * H, gradients[0], at, H);
    for (int i = 1; i < gradients.length; i++) {
      Convert.read(dLast.part(i), n * H, gradients[i], at, H);
    }
  }

  /** Zeros for the rows of step {@code t} that are padding, in an array with rows of this width. */
  void clearPadding(int t, int from, int to, double[] a, int offset, int width) {
    for (int n = from; n < to; n++) {
      int at = offset + (t * N + n) * width;
      if (!shape.isReal(t, n)) {
        Arrays.fill(a, at, at + width, 0);
      }
    }
  }

  /** A copy of the state of each sequence after its last step. */
  S last() {
    return rows(values, n -> shape.length(n) * N + n);
  }

  /** The hidden state of {@link #last}, to columns {@code at} to {@code at} + H − 1. */
  void lastH(Matrix to, int at) {
    Checks.room(to, at, N, H);
    for (int n = 0; n < N; n++) {
      int from = (shape.length(n) * N + n) * H;
      Convert.write(values[0], from, to, n * to.cols() + at, H);
    }
  }

  /** A copy of the gradient of each sequence's initial state. */
  S dInitial() {
    return rows(gradients, n -> n);
  }

  private S rows(double[][] from, IntUnaryOperator row) {
    int[] next = {0};
    return one.map(
        part -> {
          double[] a = from[next[0]++];
          Matrix copy = new Matrix(N, H);
          for (int n = 0; n < N; n++) {
            Convert.write(a, row.applyAsInt(n) * H, copy, n * H, H);
          }
          return copy;
        });
  }
}
