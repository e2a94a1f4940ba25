package unrolled.layer;

import java.util.Optional;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;

/** An {@link Unrolled} network that keeps its last run, as a {@link Layer} does. */
final class UnrolledLayer<S extends State<S>> extends PassLayer<S> implements CellLayer<S> {
  private final Unrolled<S> unrolled;
  private Optional<Unrolled.Run<S>> run = Optional.empty();
  private Optional<S> dInitial = Optional.empty();

  UnrolledLayer(Unrolled<S> unrolled) {
    this.unrolled = unrolled;
  }

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, null);
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    passes.enter();
    try {
      requireRoom(xs);
      Unrolled.Run<S> done = read(xs, initial);
      passes.begin(xs);
      run = Optional.of(done);
      return passes.end(lent(done.outputs(), passes.lend(xs, hiddenSize())));
    } finally {
      passes.leave();
    }
  }

  /** Computes the run and makes room to hand it out; nothing of the layer is changed. */
  private Unrolled.Run<S> read(Sequence xs, S initial) {
    try {
      Unrolled.Run<S> done =
          unrolled.forward(xs, initial == null ? zeroState(xs.batch()) : copy(initial));
      int rows = xs.steps() * xs.batch();
      passes.reserve(rows * hiddenSize(), rows * inputSize());
      return done;
    } catch (OutOfMemoryError e) {
      throw Room.exhausted(xs, bytes(xs), e);
    }
  }

  /** What is kept of each step, and what is handed out. */
  private double bytes(Sequence xs) {
    Step<S> one = cell().forward(new Matrix(1, inputSize()), zeroState(1));
    double kept = inputSize() + one.state().size() * hiddenSize() + one.gates().cols();
    double handedOut = hiddenSize() + inputSize();
    return Double.BYTES * (kept + handedOut) * xs.steps() * xs.batch();
  }

  /** The numbers of {@code from} in storage that the next pass overwrites, as in any layer. */
  private static Sequence lent(Sequence from, Sequence to) {
    from.copyTo(to.flat().storage());
    return to;
  }

  /** What a caller does to a state must not change what the layer keeps. */
  private static <S extends State<S>> S copy(S state) {
    return state.map(Matrix::copy);
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
    passes.enter();
    try {
      return passBack(dh, dLast, run.orElseThrow());
    } finally {
      passes.leave();
    }
  }

  private Sequence passBack(Sequence dh, S dLast, Unrolled.Run<S> last) {
    Unrolled.Gradients<S> gradients =
        unrolled.backward(
            dh == null ? last.outputs().zeros() : dh,
            dLast == null ? zeroState(last.outputs().batch()) : dLast,
            last);
    dInitial = Optional.of(gradients.dInitial());
    Sequence dx = lent(gradients.dx(), passes.lendGradient(inputSize()));
    passes.wentBack();
    return dx;
  }

  @Override
  public void requireRoom(Sequence xs) {
    long largest = (long) xs.steps() * xs.batch() * Math.max(hiddenSize(), inputSize());
    // What it needs is found by a call of the cell: not one for each pass.
    if (!Room.holds(largest)) {
      Room.require(xs, largest, bytes(xs));
    }
  }

  /** Makes nothing: a run is computed as a whole before the layer changes. */
  @Override
  public void reserve(Sequence xs) {}

  @Override
  public S last() {
    passes.outputs("last");
    return copy(run.orElseThrow().last());
  }

  @Override
  public S dInitial() {
    passes.requireBack();
    return copy(dInitial.orElseThrow());
  }

  @Override
  public Cell<S> cell() {
    return unrolled.cell();
  }
}
