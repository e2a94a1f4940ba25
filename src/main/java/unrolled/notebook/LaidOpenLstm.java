package unrolled.notebook;

import static unrolled.nn.Activation.IDENTITY;
import static unrolled.nn.Activation.SIGMOID;
import static unrolled.nn.Activation.TANH;

import java.util.List;
import unrolled.cell.LstmCell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.notebook.Equation.Factor;
import unrolled.notebook.Equation.Product;

/** The long short-term memory cell, laid open. */
final class LaidOpenLstm extends LaidOpen {
  private final LstmCell cell;

  LaidOpenLstm(LstmCell cell) {
    this.cell = cell;
  }

  @Override
  List<String> equations() {
    return List.of(
        "i_t = σ(x_t·Wxi + h_(t-1)·Whi + bi)",
        "f_t = σ(x_t·Wxf + h_(t-1)·Whf + bf)",
        "g_t = tanh(x_t·Wxg + h_(t-1)·Whg + bg)",
        "o_t = σ(x_t·Wxo + h_(t-1)·Who + bo)",
        "c_t = f_t ⊙ c_(t-1) + i_t ⊙ g_t",
        "h_t = o_t ⊙ tanh(c_t)");
  }

  @Override
  List<Frame.Part> parts(Step<? extends State<?>> step) {
    return List.of(
        x(step),
        hPrev(step),
        new Frame.Part("c_(t-1)", "cell state before", cPrev(step)),
        new Frame.Part("i_t", "input gate", gate(0, step)),
        new Frame.Part("f_t", "forget gate", gate(1, step)),
        new Frame.Part("g_t", "candidate", gate(2, step)),
        new Frame.Part("o_t", "output gate", gate(3, step)),
        new Frame.Part("c_t", "cell state", c(step)),
        h(step));
  }

  @Override
  List<Equation> unit(int j, Step<? extends State<?>> step) {
    Factor i = entry("i_t", gate(0, step), j);
    Factor f = entry("f_t", gate(1, step), j);
    Factor g = entry("g_t", gate(2, step), j);
    Factor o = entry("o_t", gate(3, step), j);
    Factor before = entry("c_(t-1)", cPrev(step), j);
    double c = c(step).get(0, j);
    Factor squashed = new Factor("tanh(c_t[" + j + "])", Math.tanh(c));
    return List.of(
        gate("i", 0, SIGMOID, j, step),
        gate("f", 1, SIGMOID, j, step),
        gate("g", 2, TANH, j, step),
        gate("o", 3, SIGMOID, j, step),
        equation("c_t", c(step), j, IDENTITY, List.of(Product.of(f, before), Product.of(i, g))),
        equation(H, step.state().h(), j, IDENTITY, List.of(Product.of(o, squashed))));
  }

  private Equation gate(
      String block, int k, Activation activation, int j, Step<? extends State<?>> step) {
    List<Product> sum = sum(block, k, j, step, cell.Wx, cell.Wh, cell.b);
    return equation(block + "_t", gate(k, step), j, activation, sum);
  }

  private static Matrix cPrev(Step<? extends State<?>> step) {
    return step.previous().part(1);
  }

  private static Matrix c(Step<? extends State<?>> step) {
    return step.state().part(1);
  }
}
