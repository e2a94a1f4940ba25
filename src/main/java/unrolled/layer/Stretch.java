package unrolled.layer;

/**
 * A few of the T steps of N sequences: those of which everything is done before the next ones are
 * begun.
 *
 * <p>A product over many steps at once is good, but the gates of all steps are too large for a
 * cache, and each product over them would wait for memory. In a stretch of {@link #ROWS} rows, N of
 * them in each step, they are still near when the next product needs them. How long it is depends
 * on the shape alone, never on the number of threads.
 */
final class Stretch {
  static final int ROWS = 256;

  private int T;
  private int N;
  private int most; // steps
  int first; // step
  int end; // the step after its last

  /** Cuts another batch, of T steps of N sequences. */
  void shape(int T, int N) {
    this.T = T;
    this.N = N;
    most = Math.max(1, ROWS / N);
  }

  /** Goes before the first step, to be moved by {@link #next}. */
  void toStart() {
    end = 0;
  }

  /** Moves to the steps behind it; false if there are none. */
  boolean next() {
    first = end;
    end = Math.min(T, first + most);
    return first < T;
  }

  /** Goes behind the last step, to be moved by {@link #previous}. */
  void toEnd() {
    first = T;
  }

  /**
   * Moves to the steps before it; false if there are none. The stretches are those of the way
   * there.
   */
  boolean previous() {
    end = first;
    first = Math.max(0, (end - 1) / most * most);
    return end > 0;
  }

  /** Its first row, of those of all steps. */
  int row() {
    return first * N;
  }

  int rows() {
    return (end - first) * N;
  }
}
