package unrolled.notebook;

import java.util.List;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.cell.Step;

/** The simple recurrent cell, laid open. */
final class LaidOpenRnn extends LaidOpen {
  private final RnnCell cell;

  LaidOpenRnn(RnnCell cell) {
    this.cell = cell;
  }

  @Override
  List<String> equations() {
    return List.of("h_t = " + Equation.through(cell.activation(), "x_t·Wx + h_(t-1)·Wh + b"));
  }

  @Override
  List<Frame.Part> parts(Step<? extends State<?>> step) {
    return List.of(x(step), hPrev(step), h(step));
  }

  @Override
  List<Equation> unit(int j, Step<? extends State<?>> step) {
    return List.of(
        equation(
            H,
            step.state().h(),
            j,
            cell.activation(),
            sum("", 0, j, step, cell.Wx, cell.Wh, cell.b)));
  }
}
