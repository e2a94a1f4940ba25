package unrolled.layer;

import unrolled.cell.State;
import unrolled.nn.Parameter;

/**
 * The steps of a network all of whose gates see the state before through one product: {@link Rnn}
 * and {@link Lstm}. To those of {@link FusedSteps} it adds
 *
 * <pre>{@code
 * forward     z_t += h_(t−1)·Wh        before the gates of each step               (N × G)
 *
 * backward    dh_(t−1) += dz_t·Whᵀ     after the gates of each step                (N × H)
 *             dWh += hPrevᵀ·dz         one product for each stretch of steps       (H × G)
 * }</pre>
 */
abstract class OneProductSteps<S extends State<S>> extends FusedSteps<S> {
  private final Recurrence recurrence;

  /** With {@code more} arrays in {@link #kept}. */
  OneProductSteps(S one, Parameter Wx, Parameter Wh, Parameter b, int more) {
    this(one, Wx, new LayerWeights(Wh), b, more);
  }

  private OneProductSteps(S one, Parameter Wx, LayerWeights Wh, Parameter b, int more) {
    super(one, Wx, b, more, Wh);
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
  void compute(int t, int from, int to) {
    recurrence.forward(t * N + from, to - from, history.values[0], z);
    rows(t, from, to, forwardRow);
  }

  @Override
  void computeBack(int t, int from, int to) {
    rows(t, from, to, backwardRow);
    recurrence.backward(t * N + from, to - from, z, history.gradients[0]);
  }

  @Override
  void addRecurrentGradient(int row, int rows, int from, int to) {
    recurrence.addGradient(row, rows, history.values[0], z, from, to);
  }
}
