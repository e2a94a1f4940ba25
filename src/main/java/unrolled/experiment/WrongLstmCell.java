package unrolled.experiment;

import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.Step;
import unrolled.cell.StepGradient;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;

/** An {@link LstmCell} whose forward pass is right, and whose backward pass has one mistake. */
final class WrongLstmCell extends WrongCell<LstmState> {
  private final LstmCell right;
  private final WrongBptt.Mistake mistake;

  WrongLstmCell(LstmCell right, WrongBptt.Mistake mistake) {
    super(right);
    this.right = right;
    this.mistake = mistake;
  }

  /** The right backward pass, spoilt before or after: no equation is written twice. */
  @Override
  public StepGradient<LstmState> backward(LstmState dState, Step<LstmState> step) {
    return switch (mistake) {
      case INPUT_GATE_COPIED -> withCopiedGate(dState, step);
      case NO_CELL_CARRY -> {
        StepGradient<LstmState> g = right.backward(dState, step);
        Matrix none = g.dPrevious().c().scale(0);
        yield new StepGradient<>(g.dx(), new LstmState(g.dPrevious().h(), none));
      }
      case NO_FORGET_FACTOR -> {
        StepGradient<LstmState> g = right.backward(dState, step);
        Matrix whole = cellGradient(dState, step);
        yield new StepGradient<>(g.dx(), new LstmState(g.dPrevious().h(), whole));
      }
      default -> right.backward(dState, step);
    };
  }

  /** The gradient with respect to c_t, of all that reads it. */
  private Matrix cellGradient(LstmState dState, Step<LstmState> step) {
    int units = hiddenSize();
    Matrix o = step.gates().columns(3 * units, 4 * units);
    Matrix tanhC = Activation.TANH.of(step.state().c());
    return dState.c().plus(Activation.TANH.backward(dState.h().hadamard(o), tanhC));
  }

  /** The forget gate's pre-activation gradient stands where that of the input gate belongs. */
  private StepGradient<LstmState> withCopiedGate(LstmState dState, Step<LstmState> step) {
    int units = hiddenSize();
    Matrix i = step.gates().columns(0, units);
    Matrix f = step.gates().columns(units, 2 * units);
    Matrix g = step.gates().columns(2 * units, 3 * units);
    Matrix dCell = cellGradient(dState, step);
    Matrix di = Activation.SIGMOID.backward(dCell.hadamard(g), i);
    Matrix df = Activation.SIGMOID.backward(dCell.hadamard(step.previous().c()), f);
    StepGradient<LstmState> rightOne = right.backward(dState, step);
    Matrix rest = new Matrix(di.rows(), 3 * units);
    Matrix error = Matrix.beside(df.minus(di), rest); // what the mistake adds to dz
    right.Wx.grad.addTransposedMatmul(step.x(), error);
    right.Wh.grad.addTransposedMatmul(step.previous().h(), error);
    right.b.grad.addInPlace(error.sumRows());
    LstmState d = rightOne.dPrevious();
    Matrix dh = d.h().copy().addMatmulTransposed(error, right.Wh.value);
    Matrix dx = rightOne.dx().copy().addMatmulTransposed(error, right.Wx.value);
    return new StepGradient<>(dx, new LstmState(dh, d.c()));
  }
}
