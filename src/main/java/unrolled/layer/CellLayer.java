package unrolled.layer;

import java.util.List;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.nn.Parameter;

/** A layer that carries one cell through time: its weights and sizes are the cell's. */
public interface CellLayer<S extends State<S>> extends Layer<S> {
  /** The cell, whose parameters this layer reads and whose gradients it adds to. */
  Cell<S> cell();

  @Override
  default S zeroState(int batch) {
    return cell().zeroState(batch);
  }

  @Override
  default List<Parameter> parameters() {
    return cell().parameters();
  }

  @Override
  default int inputSize() {
    return cell().inputSize();
  }

  @Override
  default int hiddenSize() {
    return cell().hiddenSize();
  }
}
