package unrolled.matrix;

/**
 * Storage that is written again and again, and lends matrices over what stands there.
 *
 * <p>It grows and never shrinks, so that batches of many shapes need no new storage once the
 * largest was seen. A matrix that was lent is refused after the next loan, wherever it is read: it
 * would show numbers of another pass. The objects are lent again too, but the one of a loan only
 * after {@value #OBJECTS} more of them, and never if it was {@link #keepApart kept apart}.
 */
public final class Workspace {
  // A matrix that was kept for exactly so many loans is not refused: the more, the less likely.
  private static final int OBJECTS = 1021;

  private final String overwritten;
  private double[] data = {};
  private Matrix[] lent = {}; // OBJECTS of them once there is one
  private long loan; // number of the last

  /**
   * An empty one.
   *
   * @param overwritten what to tell the holder of a matrix whose numbers are gone
   */
  public Workspace(String overwritten) {
    this.overwritten = overwritten;
  }

  /** Makes room for so many numbers; what is lent stays as it is. */
  public void reserve(int size) {
    if (data.length >= size) {
      return;
    }
    data = Shapes.numbers(size);
    lent = new Matrix[0]; // which would hold on to the old storage
  }

  /** Ends the last loan, and lends a matrix over the first numbers, whatever stands there. */
  public Matrix lend(int rows, int cols) {
    reserve(Shapes.size(rows, cols));
    if (lent.length == 0) {
      Matrix[] fresh = new Matrix[OBJECTS];
      for (int i = 0; i < OBJECTS; i++) {
        fresh[i] = new Matrix(0, 0, data, this, 0);
      }
      lent = fresh;
    }
    loan++;
    int i = last();
    if (lent[i] == null || !lent[i].lendAgain(rows, cols, data, loan)) {
      lent[i] = new Matrix(rows, cols, data, this, loan);
    }
    return lent[i];
  }

  /** The object of the last loan is never lent again: its holder may ask at any later time. */
  public void keepApart() {
    if (lent.length > 0) {
      lent[last()] = null;
    }
  }

  private int last() {
    return (int) (loan % OBJECTS);
  }

  /** Whether {@code m} shows what stands here. */
  public boolean isLending(Matrix m) {
    return m.isLentBy(this, loan);
  }

  void requireCurrent(long loan) {
    if (loan != this.loan) {
      throw new IllegalStateException(overwritten);
    }
  }
}
