package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import unrolled.cell.LstmState;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;

/** LayerGradientTest has its backward pass. */
class CoupledLstmTest {
  private static final int T = 5;
  private static final int N = 3;
  private static final int D = 4;
  private static final int H = 2;

  private final RandomGenerator rng = new SplittableRandom(31);
  private final CoupledLstm layer = new CoupledLstm(D, H, 1, rng);

  @Test
  void computes_what_its_equations_say() {
    Sequence xs = Samples.sequence(T, N, D, rng);
    LstmState initial = Samples.state(layer.zeroState(N), rng);
    Sequence h = layer.forward(xs, initial);
    LstmState state = initial;
    for (int t = 0; t < T; t++) {
      state = step(xs.step(t), state);
      assertEquals(0, state.h().maxDifference(h.step(t)), 1e-14, "step " + t);
    }
    assertEquals(0, state.c().maxDifference(layer.last().c()), 1e-14);
  }

  private LstmState step(Matrix x, LstmState before) {
    List<Parameter> w = layer.parameters();
    Matrix z =
        x.matmul(w.get(0).value).plus(before.h().matmul(w.get(1).value)).plusRow(w.get(2).value);
    Matrix f = Activation.SIGMOID.of(z.columns(0, H));
    Matrix g = Activation.TANH.of(z.columns(H, 2 * H));
    Matrix o = Activation.SIGMOID.of(z.columns(2 * H, 3 * H));
    Matrix c = f.hadamard(before.c()).plus(f.map(v -> 1 - v).hadamard(g));
    return new LstmState(o.hadamard(Activation.TANH.of(c)), c);
  }

  @Test
  void has_three_quarters_of_the_parameters_and_the_forget_bias_that_was_asked_for() {
    assertEquals(
        List.of("Wx (4 × 6)", "Wh (2 × 6)", "b (1 × 6)"),
        layer.parameters().stream().map(Parameter::toString).toList());
    assertEquals(List.of(1.0, 1.0), bias(0, H));
  }

  private List<Double> bias(int from, int to) {
    double[] all = layer.parameters().get(2).value.columns(from, to).data();
    return Arrays.stream(all).boxed().toList();
  }

  @Test
  void gradients_add_up_until_they_are_forgotten() {
    Sequence xs = Samples.sequence(T, N, D, rng);
    Sequence dh = Samples.like(xs, H, rng);
    Matrix once = null;
    for (int pass = 1; pass <= 2; pass++) {
      layer.forward(xs);
      layer.backward(dh);
      Matrix dWx = layer.parameters().get(0).grad.copy();
      if (pass == 1) {
        once = dWx;
      } else {
        assertEquals(0, once.scale(2).maxDifference(dWx), 1e-14);
      }
    }
  }

  @Test
  void stands_in_a_stack_like_any_other() {
    Sequence xs = Samples.sequence(T, N, D, rng).withLengths(5, 1, 3);
    CoupledLstm above = new CoupledLstm(H, 6, 1, rng);
    Sequence stacked = new Stacked<>(List.of(layer, above)).forward(xs).copy();
    assertEquals(0, above.forward(layer.forward(xs)).flat().maxDifference(stacked.flat()));
  }
}
