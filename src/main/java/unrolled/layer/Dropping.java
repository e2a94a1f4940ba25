package unrolled.layer;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.DropMask;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;

/**
 * A layer with dropout before and after it.
 *
 * <pre>{@code
 * y = layer(xs ⊙ m) ⊙ m'        m and m' drawn for each forward pass of training
 * }</pre>
 *
 * <p>States are not dropped, and neither is what goes from step to step. Zaremba, Sutskever and
 * Vinyals, "Recurrent neural network regularization", 2014.
 *
 * @param <S> the state of the layer
 */
public final class Dropping<S extends State<S>> extends PassLayer<S> {
  private static final String INSIDE = "a sequence inside of a Dropping layer was overwritten";

  private final Layer<S> layer;
  private final DropMask before;
  private final DropMask after;
  private final S one;
  private final Lender inputs = new Lender(INSIDE);
  private final Lender gradients = new Lender(INSIDE);
  private final Sequence dy = Sequence.toLend();
  private final Sequence outputs = Sequence.toLend(); // of the layer

  /**
   * Dropout around {@code layer}.
   *
   * @param before on what the layer reads
   * @param after on what it says; {@code new Dropout(0)} for none
   * @param rng decides what is dropped
   */
  public Dropping(Layer<S> layer, Dropout before, Dropout after, RandomGenerator rng) {
    this.layer = layer;
    this.before = new DropMask(before, rng);
    this.after = new DropMask(after, rng);
    one = layer.zeroState(1);
    passes.training(layer.isTraining());
  }

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, null);
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    Checks.forward(xs, initial, inputSize(), one);
    passes.enter();
    try {
      return pass(xs, initial);
    } finally {
      passes.leave();
    }
  }

  private Sequence pass(Sequence xs, S initial) {
    requireRoom(xs);
    reserve(xs);
    passes.begin(xs);
    int rows = xs.steps() * xs.batch();
    before.draw(rows * inputSize(), passes.isTraining());
    Sequence in = xs;
    if (before.isOn()) {
      in = inputs.lend(xs, inputSize()).belongLike(xs);
      before.apply(xs.flat(), in.flat());
    }
    Sequence y = KeptPass.forward(layer, in, initial);
    outputs.show(y.flat(), y);
    after.draw(rows * hiddenSize(), passes.isTraining());
    if (!after.isOn()) {
      return passes.end(y);
    }
    Sequence dropped = passes.lend(xs, hiddenSize());
    after.apply(y.flat(), dropped.flat());
    return passes.end(dropped);
  }

  @Override
  public void requireRoom(Sequence xs) {
    long rows = (long) xs.steps() * xs.batch();
    Room.require(xs, rows * Math.max(inputSize(), hiddenSize()), bytes(xs));
    KeptPass.requireRoom(layer, xs);
  }

  private double bytes(Sequence xs) {
    int width = (before.canDrop() ? inputSize() : 0) + (after.canDrop() ? hiddenSize() : 0);
    return 24.0 * xs.steps() * xs.batch() * width;
  }

  @Override
  public void reserve(Sequence xs) {
    int read = before.canDrop() ? xs.steps() * xs.batch() * inputSize() : 0;
    int said = after.canDrop() ? xs.steps() * xs.batch() * hiddenSize() : 0;
    try {
      before.reserve(read);
      inputs.reserve(read);
      after.reserve(said);
      gradients.reserve(said);
      passes.reserve(said, read);
    } catch (OutOfMemoryError e) {
      throw Room.exhausted(xs, bytes(xs), e);
    }
    KeptPass.reserve(layer, xs);
  }

  @Override
  public Sequence backward(Sequence dh) {
    return backward(dh, null);
  }

  @Override
  public Sequence backward(S dLast) {
    return backward(null, dLast);
  }

  @Override
  public Sequence backward(Sequence dh, S dLast) {
    requireBackward(dh);
    Checks.backward(dh, dLast, passes.outputs("backward"), one);
    passes.enter();
    try {
      return passBack(dh, dLast);
    } finally {
      passes.leave();
    }
  }

  private Sequence passBack(Sequence dh, S dLast) {
    Sequence d = null;
    if (dh != null && after.isOn()) {
      d = gradients.lend(outputs, hiddenSize()).belongLike(outputs);
      after.apply(dh.flat(), d.flat());
    } else if (dh != null) {
      d = dy.show(dh.flat(), outputs);
    }
    Sequence dx = KeptPass.backward(layer, d, dLast);
    if (before.isOn()) {
      Sequence dropped = passes.lendGradient(inputSize());
      before.apply(dx.flat(), dropped.flat());
      dx = dropped;
    } else {
      passes.answer();
    }
    passes.wentBack();
    return dx;
  }

  @Override
  public void requireBackward(Sequence dh) {
    super.requireBackward(dh);
    KeptPass.requireBackward(layer, outputs);
  }

  @Override
  public S last() {
    passes.outputs("last");
    Passes.requireAt(layer, outputs);
    return layer.last();
  }

  @Override
  public void lastH(Matrix to, int at) {
    passes.outputs("last");
    Passes.requireAt(layer, outputs);
    layer.lastH(to, at);
  }

  @Override
  public S dInitial() {
    passes.requireBack();
    Passes.requireAt(layer, outputs);
    return layer.dInitial();
  }

  @Override
  public Layer<S> training(boolean on) {
    layer.training(on);
    super.training(on);
    return this;
  }

  @Override
  public boolean readsAhead() {
    return layer.readsAhead();
  }

  @Override
  public S zeroState(int batch) {
    return layer.zeroState(batch);
  }

  @Override
  public List<Parameter> parameters() {
    return layer.parameters();
  }

  @Override
  public List<Layer<?>> children() {
    return List.of(layer);
  }

  /**
   * Whether something of the outputs of {@code layer} is dropped in training. Nothing of its last
   * state is: the dropout does not reach what is read off that.
   */
  public static boolean dropsOutputs(Layer<?> layer) {
    if (layer instanceof Dropping<?> dropping) {
      return dropping.after.canDrop() || dropsOutputs(dropping.layer);
    }
    List<Layer<?>> parts = layer.children();
    return layer instanceof Stacked<?>
        ? dropsOutputs(parts.get(parts.size() - 1))
        : parts.stream().anyMatch(Dropping::dropsOutputs);
  }

  /** Whether a forward pass of training draws numbers from another generator than {@code rng}. */
  public boolean drawsBeside(RandomGenerator rng) {
    return before.drawsBeside(rng) || after.drawsBeside(rng);
  }

  @Override
  public int inputSize() {
    return layer.inputSize();
  }

  @Override
  public int hiddenSize() {
    return layer.hiddenSize();
  }
}
