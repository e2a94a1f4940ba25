package unrolled.layer;

import unrolled.matrix.Matrix;

/** The input of a pass (T·N × D) and its gradient, as products see them: in one array each. */
final class LayerInput {
  private static final Matrix NONE = new Matrix(0, 0);

  double[] x = {}; // zero where it is padding
  double[] dx = {};
  private Matrix input = NONE; // what x stands in, if it is not a copy
  private double[] copy = {}; // x, if the input had padding or does not last

  /** Makes room for a copy of {@code xs}, if {@link #read} will need one. */
  void reserve(Sequence xs, boolean lasts) {
    if (!xs.isFull() || !lasts) {
      copy = Room.grown(copy, xs.steps() * xs.batch() * xs.features());
    }
  }

  /**
   * Takes {@code xs} for the passes to come.
   *
   * @param lasts whether it stays as it is until the last of them
   */
  void read(Sequence xs, boolean lasts) {
    input = xs.flat();
    x = input.storage();
    if (!xs.isFull() || !lasts) {
      xs.copyTo(copy);
      x = copy;
      input = NONE;
    }
  }

  /** Refuses a backward pass over an input that its owner has written over since. */
  void require() {
    input.storage();
  }

  /** Where the gradient goes. */
  void open(Sequence gradient) {
    dx = gradient.flat().storage();
  }

  /** Hands out so many numbers of the gradient; they are there already. */
  void give(int at, int n) {}
}
