package e19_latch;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class LatchVariants {
  private LatchVariants() {}

  /** The candidate is there only at a set: at a quiet step nothing at all is written. */
  static final class CandidateOfSet implements Latch {
    @Override
    public Weights weights(double gain) {
      double[][] Wx = {{2 * gain, -2 * gain, gain, 0}, {0, -2 * gain, 0, 0}};
      return new Weights(Matrix.of(Wx), new Matrix(1, 4), Matrix.row(-gain, gain, 0, gain));
    }
  }

  /** A reset opens the input gate, too, and writes a 0; the output gate is shut meanwhile. */
  static final class WritesZero implements Latch {
    @Override
    public Weights weights(double gain) {
      double[][] Wx = {{2 * gain, -2 * gain, gain, 0}, {2 * gain, -2 * gain, 0, -2 * gain}};
      return new Weights(Matrix.of(Wx), new Matrix(1, 4), Matrix.row(-gain, gain, 0, gain));
    }
  }

  /** What it shows helps to keep it: h holds the forget gate open, and the input gate shut. */
  static final class ListensToItself implements Latch {
    @Override
    public Weights weights(double gain) {
      double[][] Wx = {{3 * gain, -4 * gain, 0, 0}, {0, -4 * gain, 0, 0}};
      return new Weights(
          Matrix.of(Wx), Matrix.row(-gain, gain, 0, 0), Matrix.row(-gain, gain, gain, gain));
    }
  }
}
