package unrolled.layer;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.MinGruCell;
import unrolled.cell.RnnCell;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.reference.Fixture;

/** Forward and backward of every cell through time, held against PyTorch in float64. */
class PytorchTest {
  private static final double BOUND = 1e-12;
  private static final RandomGenerator RNG = RandomGenerator.of("L64X128MixRandom");

  @Test
  void a_tanh_rnn_agrees() {
    rnn("rnn_tanh", Activation.TANH);
  }

  @Test
  void a_relu_rnn_agrees() {
    rnn("rnn_relu", Activation.RELU);
  }

  private static void rnn(String name, Activation activation) {
    Fixture f = Fixture.read(name);
    RnnCell cell = new RnnCell(features(f), units(f), activation, RNG);
    load(f, cell.Wx, cell.Wh);
    set(cell.b, f.matrix("bias_ih").plus(f.matrix("bias_hh")));
    Agreement backward = hidden(name, new Unrolled<>(cell), f);
    gradients(backward, f, cell.Wx, cell.Wh);
    backward.compare("bias_ih", f.matrix("d_bias_ih"), cell.b.grad);
    backward.compare("bias_hh", f.matrix("d_bias_hh"), cell.b.grad);
    backward.report();
  }

  @Test
  void an_lstm_agrees() {
    Fixture f = Fixture.read("lstm");
    LstmCell cell = new LstmCell(features(f), units(f), RNG);
    load(f, cell.Wx, cell.Wh);
    set(cell.b, f.matrix("bias_ih").plus(f.matrix("bias_hh")));
    Unrolled<LstmState> unrolled = new Unrolled<>(cell);

    var run = unrolled.forward(f.sequence("x"), new LstmState(f.matrix("h0"), f.matrix("c0")));
    Agreement forward = new Agreement("lstm forward", BOUND);
    forward.compare("outputs", f.sequence("outputs").flat(), run.outputs().flat());
    forward.compare("last h", f.matrix("h_last"), run.last().h());
    forward.compare("last c", f.matrix("c_last"), run.last().c());
    forward.report();

    LstmState dLast = new LstmState(f.matrix("a_h_last"), f.matrix("a_c_last"));
    var gradients = unrolled.backward(f.sequence("a_outputs"), dLast, run);
    Agreement backward = new Agreement("lstm backward", BOUND);
    backward.compare("x", f.sequence("d_x").flat(), gradients.dx().flat());
    backward.compare("h0", f.matrix("d_h0"), gradients.dInitial().h());
    backward.compare("c0", f.matrix("d_c0"), gradients.dInitial().c());
    gradients(backward, f, cell.Wx, cell.Wh);
    backward.compare("bias_ih", f.matrix("d_bias_ih"), cell.b.grad);
    backward.compare("bias_hh", f.matrix("d_bias_hh"), cell.b.grad);
    backward.report();
  }

  @Test
  void a_gru_agrees() {
    Fixture f = Fixture.read("gru");
    int h = units(f);
    GruCell cell = new GruCell(features(f), h, RNG);
    load(f, cell.Wx, cell.Wh);
    Matrix bhh = f.matrix("bias_hh");
    Matrix gates = Matrix.beside(bhh.columns(0, 2 * h), new Matrix(1, h));
    set(cell.b, f.matrix("bias_ih").plus(gates));
    set(cell.bhn, bhh.columns(2 * h, 3 * h));

    Agreement backward = hidden("gru", new Unrolled<>(cell), f);
    gradients(backward, f, cell.Wx, cell.Wh);
    backward.compare("bias_ih", f.matrix("d_bias_ih"), cell.b.grad);
    Matrix dbhh = Matrix.beside(cell.b.grad.columns(0, 2 * h), cell.bhn.grad);
    backward.compare("bias_hh", f.matrix("d_bias_hh"), dbhh);
    backward.report();
  }

  /** PyTorch has no layer for this form; its autograd differentiated the equations. */
  @Test
  void a_gru_with_the_reset_before_the_product_agrees() {
    Fixture f = Fixture.read("gru_reset_before");
    GruResetBeforeCell cell = new GruResetBeforeCell(features(f), units(f), RNG);
    load(f, cell.Wx, cell.Wh);
    set(cell.b, f.matrix("bias_ih").plus(f.matrix("bias_hh")));
    Agreement backward = hidden("gru_reset_before", new Unrolled<>(cell), f);
    gradients(backward, f, cell.Wx, cell.Wh);
    backward.compare("bias_ih", f.matrix("d_bias_ih"), cell.b.grad);
    backward.compare("bias_hh", f.matrix("d_bias_hh"), cell.b.grad);
    backward.report();
  }

  /** PyTorch has no layer for it; its autograd differentiated the paper's equations. */
  @Test
  void a_min_gru_agrees() {
    Fixture f = Fixture.read("min_gru");
    MinGruCell cell = new MinGruCell(features(f), units(f), RNG);
    set(cell.Wx, f.matrix("weight_ih").transpose());
    set(cell.b, f.matrix("bias_ih"));
    Agreement backward = hidden("min_gru", new Unrolled<>(cell), f);
    backward.compare("weight_ih", f.matrix("d_weight_ih").transpose(), cell.Wx.grad);
    backward.compare("bias_ih", f.matrix("d_bias_ih"), cell.b.grad);
    backward.report();
  }

  /** Forward and backward of a network whose state is h alone; the gradients so far. */
  private static Agreement hidden(String name, Unrolled<HiddenState> unrolled, Fixture f) {
    var run = unrolled.forward(f.sequence("x"), new HiddenState(f.matrix("h0")));
    Agreement forward = new Agreement(name + " forward", BOUND);
    forward.compare("outputs", f.sequence("outputs").flat(), run.outputs().flat());
    forward.compare("last h", f.matrix("h_last"), run.last().h());
    forward.report();

    HiddenState dLast = new HiddenState(f.matrix("a_h_last"));
    var gradients = unrolled.backward(f.sequence("a_outputs"), dLast, run);
    Agreement backward = new Agreement(name + " backward", BOUND);
    backward.compare("x", f.sequence("d_x").flat(), gradients.dx().flat());
    backward.compare("h0", f.matrix("d_h0"), gradients.dInitial().h());
    return backward;
  }

  private static void gradients(Agreement backward, Fixture f, Parameter wx, Parameter wh) {
    backward.compare("weight_ih", f.matrix("d_weight_ih").transpose(), wx.grad);
    backward.compare("weight_hh", f.matrix("d_weight_hh").transpose(), wh.grad);
  }

  /** PyTorch's weights are (out × in), the gates in the same order as ours. */
  private static void load(Fixture f, Parameter wx, Parameter wh) {
    set(wx, f.matrix("weight_ih").transpose());
    set(wh, f.matrix("weight_hh").transpose());
  }

  private static void set(Parameter p, Matrix value) {
    p.value.addScaled(-1, p.value.copy()).addInPlace(value);
  }

  private static int features(Fixture f) {
    return f.sequence("x").features();
  }

  private static int units(Fixture f) {
    return f.matrix("h0").cols();
  }
}
