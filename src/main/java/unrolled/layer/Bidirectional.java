package unrolled.layer;

import java.util.List;
import java.util.stream.Stream;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * Two layers over the same sequence, one of which reads it from its end.
 *
 * <pre>{@code
 * h_t = (forward h_t, backward h_t)      side by side: (N × 2H)
 * }</pre>
 *
 * <p>Each sequence is reversed within its own length, so that the backward direction begins at the
 * last real step and not in the padding. Its last state is the one after step 0, whereas its output
 * at the last real step has seen that step only: a classifier wants {@code last().h()}, not the
 * output of the last step. Schuster and Paliwal, "Bidirectional recurrent neural networks", 1997.
 *
 * @param <S> the state of either direction
 */
public final class Bidirectional<S extends State<S>> extends PassLayer<BothWays<S>> {
  private static final String INSIDE = "a sequence inside of a Bidirectional layer was overwritten";

  private final Layer<S> forward;
  private final Layer<S> backward;
  private final BothWays<S> one; // a state for one sequence
  private final Lender inputs = new Lender(INSIDE); // from the end to the start
  private final Lender left = new Lender(INSIDE); // the gradient of the outputs of forward
  private final Lender right = new Lender(INSIDE); // and of backward
  private final Sequence lefts = Sequence.toLend(); // the outputs of forward
  private final Sequence rights = Sequence.toLend(); // and of backward

  /** Two layers with the same sizes and weights of their own. */
  public Bidirectional(Layer<S> forward, Layer<S> backward) {
    Layer.requireDistinct("Bidirectional", List.of(forward, backward));
    if (forward.inputSize() != backward.inputSize()
        || forward.hiddenSize() != backward.hiddenSize()) {
      throw new IllegalArgumentException(
          "Bidirectional: expected two layers of the same sizes, got %d to %d and %d to %d"
              .formatted(
                  forward.inputSize(),
                  forward.hiddenSize(),
                  backward.inputSize(),
                  backward.hiddenSize()));
    }
    this.forward = forward;
    this.backward = backward;
    one = zeroState(1);
    training(true);
  }

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, null);
  }

  @Override
  public Sequence forward(Sequence xs, BothWays<S> initial) {
    Checks.forward(xs, initial, inputSize(), one);
    passes.enter();
    try {
      return pass(xs, initial);
    } finally {
      passes.leave();
    }
  }

  private Sequence pass(Sequence xs, BothWays<S> initial) {
    requireRoom(xs);
    reserve(xs);
    passes.begin(xs);
    Sequence turned = inputs.lend(xs, inputSize());
    xs.reverseTo(turned);
    Sequence a = KeptPass.forward(forward, xs, initial == null ? null : initial.forward());
    Sequence b = KeptPass.forward(backward, turned, initial == null ? null : initial.backward());
    lefts.show(a.flat(), a);
    rights.show(b.flat(), b);
    Sequence outputs = passes.lend(xs, hiddenSize());
    join(outputs, forward.hiddenSize());
    return passes.end(outputs);
  }

  /** The outputs of both directions side by side; 0 where it is padding, as they are. */
  private void join(Sequence outputs, int H) {
    double[] h = outputs.flat().storage();
    double[] a = lefts.flat().storage();
    double[] b = rights.flat().storage();
    for (int n = 0; n < outputs.batch(); n++) {
      for (int t = 0; t < outputs.steps(); t++) {
        int row = outputs.row(t, n);
        System.arraycopy(a, row * H, h, row * 2 * H, H);
        System.arraycopy(b, outputs.turned(t, n) * H, h, row * 2 * H + H, H);
      }
    }
  }

  @Override
  public void requireRoom(Sequence xs) {
    long rows = (long) xs.steps() * xs.batch();
    Room.require(xs, rows * Math.max(inputSize(), hiddenSize()), bytes(xs));
    KeptPass.requireRoom(forward, xs);
    KeptPass.requireRoom(backward, xs);
  }

  private double bytes(Sequence xs) {
    return 16.0 * xs.steps() * xs.batch() * (inputSize() + hiddenSize());
  }

  @Override
  public void reserve(Sequence xs) {
    int rows = xs.steps() * xs.batch();
    int H = forward.hiddenSize();
    try {
      inputs.reserve(rows * inputSize());
      left.reserve(rows * H);
      right.reserve(rows * H);
      passes.reserve(rows * 2 * H, rows * inputSize());
    } catch (OutOfMemoryError e) {
      throw Room.exhausted(xs, bytes(xs), e);
    }
    KeptPass.reserve(forward, xs);
    KeptPass.reserve(backward, xs);
  }

  @Override
  public Sequence backward(Sequence dh) {
    return backward(dh, null);
  }

  @Override
  public Sequence backward(BothWays<S> dLast) {
    return backward(null, dLast);
  }

  @Override
  public Sequence backward(Sequence dh, BothWays<S> dLast) {
    requireBackward(dh);
    Checks.backward(dh, dLast, passes.outputs("backward"), one);
    passes.enter();
    try {
      return passBack(dh, dLast);
    } finally {
      passes.leave();
    }
  }

  private Sequence passBack(Sequence dh, BothWays<S> dLast) {
    Sequence a = null;
    Sequence b = null;
    if (dh != null) {
      int H = forward.hiddenSize();
      a = left.lend(lefts, H).belongLike(lefts);
      b = right.lend(rights, H).belongLike(rights);
      split(dh, a, b, H);
    }
    Sequence dx = KeptPass.backward(forward, a, dLast == null ? null : dLast.forward());
    Sequence turned = KeptPass.backward(backward, b, dLast == null ? null : dLast.backward());
    Sequence sum = passes.lendGradient(inputSize());
    add(dx, turned, sum);
    passes.wentBack();
    return sum;
  }

  /** The reverse of {@link #join}; the lengths are those of the outputs, whatever dh says. */
  private static void split(Sequence dh, Sequence a, Sequence b, int H) {
    double[] d = dh.flat().storage();
    double[] left = a.flat().storage();
    double[] right = b.flat().storage();
    for (int n = 0; n < a.batch(); n++) {
      for (int t = 0; t < a.steps(); t++) {
        int row = a.row(t, n);
        System.arraycopy(d, row * 2 * H, left, row * H, H);
        System.arraycopy(d, row * 2 * H + H, right, a.turned(t, n) * H, H);
      }
    }
  }

  private static void add(Sequence dx, Sequence turned, Sequence sum) {
    double[] a = dx.flat().storage();
    double[] b = turned.flat().storage();
    double[] to = sum.flat().storage();
    int D = sum.features();
    for (int n = 0; n < sum.batch(); n++) {
      for (int t = 0; t < sum.steps(); t++) {
        int at = sum.row(t, n) * D;
        int other = sum.turned(t, n) * D;
        for (int j = 0; j < D; j++) {
          to[at + j] = a[at + j] + b[other + j];
        }
      }
    }
  }

  @Override
  public void requireBackward(Sequence dh) {
    super.requireBackward(dh);
    KeptPass.requireBackward(forward, lefts);
    KeptPass.requireBackward(backward, rights);
  }

  /** Refuses if one of the directions has read something else by itself since. */
  private void requireUndisturbed() {
    Passes.requireAt(forward, lefts);
    Passes.requireAt(backward, rights);
  }

  @Override
  public BothWays<S> last() {
    passes.outputs("last");
    requireUndisturbed();
    return new BothWays<>(forward.last(), backward.last());
  }

  @Override
  public void lastH(Matrix to, int at) {
    passes.outputs("last");
    requireUndisturbed();
    forward.lastH(to, at);
    backward.lastH(to, at + forward.hiddenSize());
  }

  @Override
  public BothWays<S> dInitial() {
    passes.requireBack();
    requireUndisturbed();
    return new BothWays<>(forward.dInitial(), backward.dInitial());
  }

  @Override
  public Layer<BothWays<S>> training(boolean on) {
    forward.training(on);
    backward.training(on);
    super.training(on);
    return this;
  }

  @Override
  public boolean readsAhead() {
    return true;
  }

  @Override
  public BothWays<S> zeroState(int batch) {
    return new BothWays<>(forward.zeroState(batch), backward.zeroState(batch));
  }

  /** Of the forward direction, then of the backward one. */
  @Override
  public List<Parameter> parameters() {
    return Parameter.distinct(
        Stream.of(forward, backward).flatMap(layer -> layer.parameters().stream()).toList());
  }

  @Override
  public List<Layer<?>> children() {
    return List.of(forward, backward);
  }

  @Override
  public int inputSize() {
    return forward.inputSize();
  }

  /** 2H: the outputs of both directions. */
  @Override
  public int hiddenSize() {
    return forward.hiddenSize() + backward.hiddenSize();
  }
}
