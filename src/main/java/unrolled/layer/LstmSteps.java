package unrolled.layer;

import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;

/** The steps of {@link Lstm}: between two products, {@link unrolled.matrix.Gates#lstm}. */
final class LstmSteps extends OneProductSteps<LstmState> {
  LstmSteps(LstmCell cell) {
    super(cell.zeroState(1), cell.Wx, cell.Wh, cell.b, 1);
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    double[] h = history.values[0];
    double[] c = history.values[1];
    double[] tanhC = kept[0];
    kernel.gates().lstm(H, z, zAt, h, c, tanhC, before, after);
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    double[] c = history.values[1];
    double[] tanhC = kept[0];
    double[] dh = history.gradients[0];
    double[] dc = history.gradients[1];
    kernel.gates().lstmBackward(H, z, zAt, dh, dc, c, tanhC, before, after);
  }
}
