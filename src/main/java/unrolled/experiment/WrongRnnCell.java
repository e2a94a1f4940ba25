package unrolled.experiment;

import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.cell.Step;
import unrolled.cell.StepGradient;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;

/** An {@link RnnCell} whose forward pass is right, and whose backward pass has one mistake. */
final class WrongRnnCell extends WrongCell<HiddenState> {
  private final RnnCell right;
  private final WrongBptt.Mistake mistake;

  WrongRnnCell(RnnCell right, WrongBptt.Mistake mistake) {
    super(right);
    this.right = right;
    this.mistake = mistake;
  }

  @Override
  public StepGradient<HiddenState> backward(HiddenState dState, Step<HiddenState> step) {
    Matrix x = step.x();
    Matrix h = step.state().h();
    Matrix hPrev = mistake == WrongBptt.Mistake.OWN_STATE ? h : step.previous().h();
    Matrix dz =
        mistake == WrongBptt.Mistake.NO_SLOPE
            ? dState.h()
            : Activation.TANH.backward(dState.h(), h);
    if (mistake == WrongBptt.Mistake.OVERWRITTEN) {
      parameters().forEach(Parameter::zeroGrad);
    }
    right.Wx.grad.addTransposedMatmul(x, dz);
    right.Wh.grad.addTransposedMatmul(hPrev, dz);
    right.b.grad.addInPlace(dz.sumRows());
    Matrix dx = new Matrix(x.rows(), x.cols()).addMatmulTransposed(dz, right.Wx.value);
    return new StepGradient<>(dx, new HiddenState(carried(dz)));
  }

  private Matrix carried(Matrix dz) {
    return switch (mistake) {
      case NO_CARRY -> new Matrix(dz.rows(), dz.cols());
      case NO_TRANSPOSE -> dz.matmul(right.Wh.value);
      default -> new Matrix(dz.rows(), dz.cols()).addMatmulTransposed(dz, right.Wh.value);
    };
  }
}
