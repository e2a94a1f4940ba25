package unrolled.layer;

import java.util.Optional;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.matrix.Matrix;

/** An {@link Unrolled} network that keeps its last run, as a {@link Layer} does. */
final class UnrolledLayer<S extends State<S>> implements CellLayer<S>, KeptPass {
  private final Unrolled<S> unrolled;
  private final Passes passes = new Passes();
  private Optional<Unrolled.Run<S>> run = Optional.empty();
  private Optional<S> dInitial = Optional.empty();

  UnrolledLayer(Unrolled<S> unrolled) {
    this.unrolled = unrolled;
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    Unrolled.Run<S> done =
        unrolled.forward(xs, initial == null ? zeroState(xs.batch()) : copy(initial));
    passes.begin(xs);
    run = Optional.of(done);
    return passes.end(lent(done.outputs(), passes.lend(xs, hiddenSize())));
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
  public Sequence backward(Sequence dh, S dLast) {
    requireBackward(dh);
    Unrolled.Run<S> last = run.orElseThrow();
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
  public Sequence backward(S dLast) {
    return backward(null, dLast);
  }

  @Override
  public void requireRoom(Sequence xs) {}

  /** Makes nothing: a run is computed as a whole before the layer changes. */
  @Override
  public void reserve(Sequence xs) {}

  @Override
  public void requireBackward(Sequence dh) {
    passes.requireBackward(dh);
  }

  @Override
  public boolean isAt(Sequence mark) {
    return passes.isAt(mark);
  }

  @Override
  public void settle() {
    passes.settle();
  }

  @Override
  public Sequence outputs() {
    return passes.outputs("outputs");
  }

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
  public Layer<S> training(boolean on) {
    passes.training(on);
    return this;
  }

  @Override
  public boolean isTraining() {
    return passes.isTraining();
  }

  @Override
  public Cell<S> cell() {
    return unrolled.cell();
  }
}
