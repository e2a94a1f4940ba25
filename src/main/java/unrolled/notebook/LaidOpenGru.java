package unrolled.notebook;

import static unrolled.nn.Activation.IDENTITY;
import static unrolled.nn.Activation.SIGMOID;
import static unrolled.nn.Activation.TANH;

import java.util.ArrayList;
import java.util.List;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.notebook.Equation.Factor;
import unrolled.notebook.Equation.Product;

/** The gated recurrent unit, laid open; what the two forms of it share. */
abstract class LaidOpenGru extends LaidOpen {
  private final Parameter Wx;
  private final Parameter Wh;
  private final Parameter b;

  private LaidOpenGru(Parameter Wx, Parameter Wh, Parameter b) {
    this.Wx = Wx;
    this.Wh = Wh;
    this.b = b;
  }

  /** The form whose reset gate acts after the product with the recurrent weights. */
  static LaidOpen of(GruCell cell) {
    return new ResetAfter(cell);
  }

  /** The form whose reset gate acts before the product with the recurrent weights. */
  static LaidOpen of(GruResetBeforeCell cell) {
    return new ResetBefore(cell);
  }

  /** The equations between the two gates and the new state. */
  abstract List<String> candidate();

  /** How unit {@code j} of the candidate came to its number. */
  abstract List<Equation> candidate(int j, Factor r, Step<? extends State<?>> step);

  /** The name and the row of what the reset gate makes. */
  abstract Frame.Part reset(Step<? extends State<?>> step);

  @Override
  List<String> equations() {
    List<String> all = new ArrayList<>();
    all.add("r_t = σ(x_t·Wxr + h_(t-1)·Whr + br)");
    all.add("z_t = σ(x_t·Wxz + h_(t-1)·Whz + bz)");
    all.addAll(candidate());
    all.add("h_t = (1 − z_t) ⊙ n_t + z_t ⊙ h_(t-1)");
    return all;
  }

  @Override
  List<Frame.Part> parts(Step<? extends State<?>> step) {
    return List.of(
        x(step),
        hPrev(step),
        new Frame.Part("r_t", "reset gate", gate(0, step)),
        new Frame.Part("z_t", "update gate", gate(1, step)),
        reset(step),
        new Frame.Part("n_t", "candidate", gate(2, step)),
        h(step));
  }

  @Override
  List<Equation> unit(int j, Step<? extends State<?>> step) {
    Matrix hPrev = step.previous().h();
    Factor r = entry("r_t", gate(0, step), j);
    Factor z = entry("z_t", gate(1, step), j);
    Factor n = entry("n_t", gate(2, step), j);
    Factor open = new Factor("(1 − " + z.name() + ")", 1 - z.value());
    List<Equation> all = new ArrayList<>();
    all.add(equation("r_t", gate(0, step), j, SIGMOID, sum("r", 0, j, step, Wx, Wh, b)));
    all.add(equation("z_t", gate(1, step), j, SIGMOID, sum("z", 1, j, step, Wx, Wh, b)));
    all.addAll(candidate(j, r, step));
    List<Product> mix = List.of(Product.of(open, n), Product.of(z, entry(H_BEFORE, hPrev, j)));
    all.add(equation(H, step.state().h(), j, IDENTITY, mix));
    return all;
  }

  /** x·Wxn, the products of the candidate with the input, and its bias. */
  List<Product> heard(int j, Step<? extends State<?>> step) {
    int at = 2 * step.state().h().cols() + j;
    List<Product> sum = new ArrayList<>(products(X, step.x(), "Wxn", Wx.value, at, j));
    sum.add(bias("bn", b.value, at, j));
    return sum;
  }

  /** row·Whn, the products of the candidate with the state, or with what is left of it. */
  List<Product> remembered(String name, Matrix row, int j) {
    return products(name, row, "Whn", Wh.value, 2 * row.cols() + j, j);
  }

  private static final class ResetAfter extends LaidOpenGru {
    private final GruCell cell;

    ResetAfter(GruCell cell) {
      super(cell.Wx, cell.Wh, cell.b);
      this.cell = cell;
    }

    @Override
    List<String> candidate() {
      return List.of("q_t = h_(t-1)·Whn + bhn", "n_t = tanh(x_t·Wxn + bn + r_t ⊙ q_t)");
    }

    @Override
    Frame.Part reset(Step<? extends State<?>> step) {
      return new Frame.Part("q_t", "what the state says", gate(3, step));
    }

    @Override
    List<Equation> candidate(int j, Factor r, Step<? extends State<?>> step) {
      List<Product> said = new ArrayList<>(remembered(H_BEFORE, step.previous().h(), j));
      said.add(bias("bhn", cell.bhn.value, j, j));
      List<Product> sum = heard(j, step);
      sum.add(Product.of(r, entry("q_t", gate(3, step), j)));
      return List.of(
          equation("q_t", gate(3, step), j, IDENTITY, said),
          equation("n_t", gate(2, step), j, TANH, sum));
    }
  }

  private static final class ResetBefore extends LaidOpenGru {
    ResetBefore(GruResetBeforeCell cell) {
      super(cell.Wx, cell.Wh, cell.b);
    }

    @Override
    List<String> candidate() {
      return List.of("s_t = r_t ⊙ h_(t-1)", "n_t = tanh(x_t·Wxn + bn + s_t·Whn)");
    }

    @Override
    Frame.Part reset(Step<? extends State<?>> step) {
      Matrix s = gate(0, step).hadamard(step.previous().h());
      return new Frame.Part("s_t", "state after the reset", s);
    }

    @Override
    List<Equation> candidate(int j, Factor r, Step<? extends State<?>> step) {
      Matrix s = reset(step).row();
      List<Product> kept = List.of(Product.of(r, entry(H_BEFORE, step.previous().h(), j)));
      List<Product> sum = heard(j, step);
      sum.addAll(remembered("s_t", s, j));
      return List.of(
          equation("s_t", s, j, IDENTITY, kept), equation("n_t", gate(2, step), j, TANH, sum));
    }
  }
}
