package unrolled.layer;

import unrolled.cell.HiddenState;
import unrolled.cell.MinGruCell;

/** The steps of {@link MinGru}: {@link unrolled.matrix.Gates#minGru}, and no product. */
final class MinGruSteps extends FusedSteps<HiddenState> {
  MinGruSteps(MinGruCell cell) {
    super(cell.zeroState(1), cell.Wx, cell.b, 0);
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    double[] h = history.values[0];
    kernel.gates().minGru(H, z, zAt, h, before, after);
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    double[] h = history.values[0];
    double[] dh = history.gradients[0];
    kernel.gates().minGruBackward(H, z, zAt, dh, h, before, after);
  }
}
