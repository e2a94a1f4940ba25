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
  final double[][] values; // for each part ((T+1)·N × H)
  final double[][] gradients; // the same
  private final S zero; // for N sequences
  private final int N;
  private final int H;
  private Sequence shape; // with the lengths

  /**
   * For sequences of the steps and the batch of {@code shape}.
   *
   * @param zero the state for that batch, not to be changed by anyone
   */
  History(Sequence shape, S zero) {
    this.shape = shape;
    this.zero = zero;
    N = shape.batch();
    H = zero.h().cols();
    int size = Math.multiplyExact(Math.multiplyExact(shape.steps() + 1, N), H);
    values = new double[zero.size()][size];
    gradients = new double[zero.size()][size];
  }

  /** All zeros: what a sequence starts from unless told otherwise. */
  S zero() {
    return zero;
  }

  /**
   * Begins a forward pass from {@code initial}, over sequences with the lengths of {@code shape}.
   */
  void start(Sequence shape, S initial) {
    this.shape = shape;
    for (int i = 0; i < values.length; i++)
      System.arraycopy(initial.part(i).data(), 0, values[i], 0, N * H);
  }

  /**
   * Puts the gradients from outside into block {@code t}, for sequences {@code from} to {@code to}
   * − 1: that of the output of the step before, and that of the last state where it is that. What
   * comes back from later steps is added afterwards.
   *
   * @param dh the gradients of the outputs (T·N × H)
   */
  void open(int t, int from, int to, Matrix dh, S dLast) {
    double[] dState = gradients[0];
    for (int n = from; n < to; n++) {
      int at = (t * N + n) * H;
      boolean reached = t > 0 && t <= shape.length(n);
      if (reached) System.arraycopy(dh.data(), at - N * H, dState, at, H);
      else Arrays.fill(dState, at, at + H, 0);
      if (t == shape.length(n)) addLast(n, at, dLast);
    }
  }

  /** Only h has been reached by the loss before the last state is; other parts are set. */
  private void addLast(int n, int at, S dLast) {
    double[] last = dLast.part(0).data();
    for (int j = 0; j < H; j++) gradients[0][at + j] += last[n * H + j];
    for (int i = 1; i < gradients.length; i++)
      System.arraycopy(dLast.part(i).data(), n * H, gradients[i], at, H);
  }

  /** Zeros for the rows of step {@code t} that are padding, in an array with rows of this width. */
  void clearPadding(int t, int from, int to, double[] a, int offset, int width) {
    for (int n = from; n < to; n++) {
      int at = offset + (t * N + n) * width;
      if (!shape.isReal(t, n)) Arrays.fill(a, at, at + width, 0);
    }
  }

  /** A copy of the state of each sequence after its last step. */
  S last() {
    return rows(values, n -> shape.length(n) * N + n);
  }

  /** A copy of the gradient of each sequence's initial state. */
  S dInitial() {
    return rows(gradients, n -> n);
  }

  private S rows(double[][] from, IntUnaryOperator row) {
    int[] next = {0};
    return zero.map(
        part -> {
          double[] a = from[next[0]++];
          Matrix copy = new Matrix(N, H);
          for (int n = 0; n < N; n++)
            System.arraycopy(a, row.applyAsInt(n) * H, copy.data(), n * H, H);
          return copy;
        });
  }
}
