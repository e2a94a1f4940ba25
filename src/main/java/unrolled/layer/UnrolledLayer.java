package unrolled.layer;

import java.util.Optional;
import unrolled.cell.Cell;
import unrolled.cell.State;

/** An {@link Unrolled} network that keeps its last run, as a {@link Layer} does. */
final class UnrolledLayer<S extends State<S>> implements CellLayer<S> {
  private final Unrolled<S> unrolled;
  private Optional<Unrolled.Run<S>> run = Optional.empty();
  private Optional<S> dInitial = Optional.empty();

  UnrolledLayer(Unrolled<S> unrolled) {
    this.unrolled = unrolled;
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    run = Optional.of(unrolled.forward(xs, initial));
    return outputs();
  }

  @Override
  public Sequence backward(Sequence dh, S dLast) {
    Unrolled.Gradients<S> gradients = unrolled.backward(dh, dLast, run("backward"));
    dInitial = Optional.of(gradients.dInitial());
    return gradients.dx();
  }

  private Unrolled.Run<S> run(String call) {
    Checks.after(run.isPresent(), call, "forward");
    return run.orElseThrow();
  }

  @Override
  public Sequence outputs() {
    return run("outputs").outputs();
  }

  @Override
  public S last() {
    return run("last").last();
  }

  @Override
  public S dInitial() {
    Checks.after(dInitial.isPresent(), "dInitial", "backward");
    return dInitial.orElseThrow();
  }

  @Override
  public Cell<S> cell() {
    return unrolled.cell();
  }
}
