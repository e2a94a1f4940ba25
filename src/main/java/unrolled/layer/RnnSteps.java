package unrolled.layer;

import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.nn.Activation;

/** The steps of {@link Rnn}: between two products, its activation. */
final class RnnSteps extends OneProductSteps<HiddenState> {
  private final Activation activation;

  RnnSteps(RnnCell cell) {
    super(cell.zeroState(1), cell.Wx, cell.Wh, cell.b, 0);
    activation = cell.activation();
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    double[] h = history.values[0];
    activation.of(H, z, zAt, h, after);
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    double[] h = history.values[0];
    double[] dh = history.gradients[0];
    activation.backward(H, dh, after, h, after, z, zAt);
  }
}
