package unrolled.notebook;

import static unrolled.nn.Activation.IDENTITY;
import static unrolled.nn.Activation.SIGMOID;

import java.util.ArrayList;
import java.util.List;
import unrolled.cell.MinGruCell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;
import unrolled.notebook.Equation.Factor;
import unrolled.notebook.Equation.Product;

/** The minimal gated recurrent unit, laid open. */
final class LaidOpenMinGru extends LaidOpen {
  private final MinGruCell cell;

  LaidOpenMinGru(MinGruCell cell) {
    this.cell = cell;
  }

  @Override
  List<String> equations() {
    return List.of(
        "z_t = σ(x_t·Wxz + bz)", "n_t = x_t·Wxn + bn", "h_t = (1 − z_t) ⊙ h_(t-1) + z_t ⊙ n_t");
  }

  @Override
  List<Frame.Part> parts(Step<? extends State<?>> step) {
    return List.of(
        x(step),
        hPrev(step),
        new Frame.Part("z_t", "update gate", gate(0, step)),
        new Frame.Part("n_t", "candidate", gate(1, step)),
        h(step));
  }

  @Override
  List<Equation> unit(int j, Step<? extends State<?>> step) {
    Factor z = entry("z_t", gate(0, step), j);
    Factor n = entry("n_t", gate(1, step), j);
    Factor kept = new Factor("(1 − " + z.name() + ")", 1 - z.value());
    Factor before = entry(H_BEFORE, step.previous().h(), j);
    List<Product> mix = List.of(Product.of(kept, before), Product.of(z, n));
    return List.of(
        equation("z_t", gate(0, step), j, SIGMOID, heard("z", 0, j, step)),
        equation("n_t", gate(1, step), j, IDENTITY, heard("n", 1, j, step)),
        equation(H, step.state().h(), j, IDENTITY, mix));
  }

  /** x·Wx + b, for unit {@code j} of block {@code k}. */
  private List<Product> heard(String block, int k, int j, Step<? extends State<?>> step) {
    Matrix x = step.x();
    int at = k * cell.hiddenSize() + j;
    List<Product> sum = new ArrayList<>(products(X, x, "Wx" + block, cell.Wx.value, at, j));
    sum.add(bias("b" + block, cell.b.value, at, j));
    return sum;
  }
}
