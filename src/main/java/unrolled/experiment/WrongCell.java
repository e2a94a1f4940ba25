package unrolled.experiment;

import java.util.List;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/** A cell whose forward pass is right, and whose backward pass has one mistake. */
abstract class WrongCell<S extends State<S>> implements Cell<S> {
  private final Cell<S> right;

  WrongCell(Cell<S> right) {
    this.right = right;
  }

  @Override
  public final Step<S> forward(Matrix x, S previous) {
    return right.forward(x, previous);
  }

  @Override
  public final S zeroState(int batch) {
    return right.zeroState(batch);
  }

  @Override
  public final List<Parameter> parameters() {
    return right.parameters();
  }

  @Override
  public final int inputSize() {
    return right.inputSize();
  }

  @Override
  public final int hiddenSize() {
    return right.hiddenSize();
  }
}
