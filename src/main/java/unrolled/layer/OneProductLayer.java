package unrolled.layer;

import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.nn.Parameter;

/**
 * A fused layer all of whose gates see the state before through one product: {@link Rnn} and {@link
 * Lstm}. To the order of {@link FusedLayer} it adds
 *
 * <pre>{@code
 * forward     z_t += h_(t−1)·Wh        before the gates of each step               (N × G)
 *
 * backward    dh_(t−1) += dz_t·Whᵀ     after the gates of each step                (N × H)
 *             dWh += hPrevᵀ·dz         one product for each stretch of steps       (H × G)
 * }</pre>
 */
abstract class OneProductLayer<S extends State<S>> extends FusedLayer<S> {
  private final Recurrence recurrence;

  /** With {@code more} arrays in {@link #kept}. */
  OneProductLayer(Cell<S> cell, Parameter Wx, Parameter Wh, Parameter b, int more) {
    super(cell, Wx, b, more);
    recurrence = new Recurrence(Wh, 0, G, G, 0);
  }

  @Override
  void prepare() {
    recurrence.packForward();
  }

  @Override
  void prepareBack() {
    recurrence.packBackward();
  }

  @Override
  void step(int t, int from, int to) {
    recurrence.forward(t * N + from, to - from, history.values[0], z);
    rows(t, from, to, forwardRow);
  }

  @Override
  void stepBack(int t, int from, int to) {
    rows(t, from, to, backwardRow);
    recurrence.backward(t * N + from, to - from, z, history.gradients[0]);
  }

  @Override
  void addRecurrentGradient(int row, int rows, int from, int to) {
    recurrence.addGradient(row, rows, history.values[0], z, from, to);
  }
}
