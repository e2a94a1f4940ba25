package e25_padding_and_lengths;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class PaddingAndLengthsVariants {
  private PaddingAndLengthsVariants() {}

  /** One row after the other, each as a batch of one that is not read beyond its end. */
  static final class RowByRow implements PaddingAndLengths {
    @Override
    public Read forward(Matrix[] xs, int[] lengths, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
      Matrix[] outputs = new Matrix[xs.length];
      for (int t = 0; t < xs.length; t++) {
        outputs[t] = new Matrix(h0.rows(), h0.cols());
      }
      Matrix last = new Matrix(h0.rows(), h0.cols());
      for (int n = 0; n < h0.rows(); n++) {
        Matrix h = h0.pick(n);
        for (int t = 0; t < lengths[n]; t++) {
          h = xs[t].pick(n).matmul(Wx).plus(h.matmul(Wh)).plusRow(b).map(Math::tanh);
          outputs[t].put(new int[] {n}, h);
        }
        last.put(new int[] {n}, h);
      }
      return new Read(outputs, last);
    }
  }

  /** The step for the rows that go on alone, as a smaller batch. */
  static final class ShrinkingBatch implements PaddingAndLengths {
    @Override
    public Read forward(Matrix[] xs, int[] lengths, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
      Matrix[] outputs = new Matrix[xs.length];
      Matrix h = h0.copy();
      for (int t = 0; t < xs.length; t++) {
        int step = t;
        int[] rows =
            java.util.stream.IntStream.range(0, lengths.length)
                .filter(n -> step < lengths[n])
                .toArray();
        outputs[t] = new Matrix(h.rows(), h.cols());
        if (rows.length == 0) {
          continue;
        }
        Matrix z = xs[t].pick(rows).matmul(Wx).plus(h.pick(rows).matmul(Wh)).plusRow(b);
        h.put(rows, z.map(Math::tanh));
        outputs[t].put(rows, z.map(Math::tanh));
      }
      return new Read(outputs, h);
    }
  }
}
