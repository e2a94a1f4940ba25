package unrolled.layer;

import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;

/** A {@link Workspace} for sequences: the objects are lent again together with their matrices. */
final class Lender {
  private static final int OBJECTS = 1021; // as in Workspace
  private static final int MANY_ROWS = 256;

  private final Workspace storage;
  private Sequence[] lent = {};
  private int capacity;
  private int last;

  /** With what to tell the holder of a sequence whose numbers are gone. */
  Lender(String overwritten) {
    storage = new Workspace(overwritten);
  }

  /** Makes room for so many numbers. What is lent stays as it is, also if there is no memory. */
  void reserve(int size) {
    if (size <= capacity) {
      return;
    }
    storage.reserve(size);
    capacity = size;
    lent = new Sequence[0];
  }

  /**
   * Ends the last loan, and lends a sequence with the steps, rows and lengths of {@code shape},
   * whatever stands there. It belongs to no pass.
   */
  Sequence lend(Sequence shape, int features) {
    Matrix flat = storage.lend(shape.steps() * shape.batch(), features);
    if (lent.length == 0) {
      Sequence[] fresh = new Sequence[OBJECTS];
      for (int i = 0; i < OBJECTS; i++) {
        // The lengths of many rows take much room: theirs is made when an object is first lent.
        fresh[i] = Sequence.toLend(shape.batch() <= MANY_ROWS ? shape.batch() : 0);
      }
      lent = fresh;
    }
    last = (last + 1) % OBJECTS;
    if (lent[last] == null || !lent[last].lendAgain(shape, flat)) {
      lent[last] = shape.unmarked(flat);
    }
    return lent[last];
  }

  /** The object of the last loan is never lent again: its holder may ask at any later time. */
  void keepApart() {
    storage.keepApart();
    if (lent.length > 0) {
      lent[last] = null;
    }
  }

  boolean isLending(Matrix m) {
    return storage.isLending(m);
  }
}
