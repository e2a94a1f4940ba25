package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dropout;

/** Bad input: a message with what was expected and what came, and no gradient touched. */
class LayerRefusalTest {
  private static final RandomGenerator RNG = new SplittableRandom(1);
  private static final int T = 5;
  private static final int N = 3;
  private static final int D = 2;

  /** All with outputs of 4. */
  static List<Layer<?>> layers() {
    return List.of(
        new Rnn(D, 4, Activation.TANH, RNG),
        new Lstm(D, 4, RNG),
        new Gru(D, 4, RNG),
        new GruResetBefore(D, 4, RNG),
        new MinGru(D, 4, RNG),
        new Unrolled<>(new LstmCell(D, 4, RNG)).asLayer(),
        new Bidirectional<>(new Gru(D, 2, RNG), new Gru(D, 2, RNG)),
        new Stacked<>(List.of(new Lstm(D, 6, RNG), new Lstm(6, 4, RNG)), new Dropout(0.5), RNG));
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static <S extends State<S>> void untouched(Layer<S> layer) {
    layer.parameters().forEach(p -> assertEquals(0, p.grad.norm(), p.name()));
  }

  private static String shapes(State<?> state) {
    return String.join(" and ", state.parts().stream().map(Matrix::shape).toList());
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void an_input_that_does_not_fit(Layer<S> layer) {
    refused(
        "forward: expected 2 features, got Sequence (5 steps × 3 rows × 3)",
        () -> layer.forward(new Sequence(T, N, D + 1)));
    S two = layer.zeroState(2);
    refused(
        "forward: the initial state must be %s, got %s"
            .formatted(shapes(layer.zeroState(N)), shapes(two)),
        () -> layer.forward(new Sequence(T, N, D), two));
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void a_number_that_is_none(Layer<S> layer) {
    Sequence xs = new Sequence(T, N, D).withLengths(5, 2, 4);
    xs.flat().set(2 * N + 1, 0, Double.NaN); // padding
    layer.forward(xs);
    xs.flat().set(3 * N + 2, 1, Double.POSITIVE_INFINITY);
    refused("forward: the input holds Infinity at step 3 of row 2", () -> layer.forward(xs));
    int parts = layer.zeroState(N).parts().size();
    for (int i = 0; i < parts; i++) {
      S bad = layer.zeroState(N);
      bad.parts().get(i).set(1, 1, Double.NaN);
      refused(
          "forward: the initial state holds NaN or infinity",
          () -> layer.forward(new Sequence(T, N, D), bad));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void a_gradient_that_does_not_fit(Layer<S> layer) {
    layer.forward(new Sequence(T, N, D).withLengths(5, 2, 4));
    String expected = "backward: expected a gradient for Sequence (5 steps × 3 rows × 4), got ";
    for (Sequence dh :
        List.of(new Sequence(T - 1, N, 4), new Sequence(T, N + 1, 4), new Sequence(T, N, 5))) {
      refused(expected + dh, () -> layer.backward(dh, layer.zeroState(N)));
    }
    refused(
        "backward: row 1 of the outputs has 2 real steps, that of the gradient 3",
        () -> layer.backward(new Sequence(T, N, 4).withLengths(5, 3, 4)));
    Sequence dh = new Sequence(T, N, 4);
    refused(
        "backward: the gradient of the last state must be %s, got %s"
            .formatted(shapes(layer.zeroState(N)), shapes(layer.zeroState(1))),
        () -> layer.backward(dh, layer.zeroState(1)));
    dh.flat().set(4 * N, 3, Double.NaN);
    refused("backward: the gradient holds NaN at step 4 of row 0", () -> layer.backward(dh));
    S bad = layer.zeroState(N);
    bad.parts().get(0).set(2, 0, Double.NEGATIVE_INFINITY);
    refused(
        "backward: the gradient of the last state holds NaN or infinity",
        () -> layer.backward(new Sequence(T, N, 4), bad));
    untouched(layer);
    layer.backward(new Sequence(T, N, 4)); // the forward pass is still there
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void a_call_before_its_pass(Layer<S> layer) {
    Sequence dh = new Sequence(T, N, 4);
    before("outputs", "forward", layer::outputs);
    before("last", "forward", layer::last);
    before("dInitial", "backward", layer::dInitial);
    Exception e = assertThrows(IllegalStateException.class, () -> layer.backward(dh));
    assertEquals(": expected a forward pass before it", e.getMessage().replaceFirst("^\\w+", ""));
    layer.forward(new Sequence(T, N, D));
    before("dInitial", "backward", layer::dInitial);
    layer.backward(dh);
    layer.dInitial();
    untouched(layer);
  }

  private static void before(String call, String pass, Executable action) {
    Exception e = assertThrows(IllegalStateException.class, action);
    assertEquals(call + ": expected a " + pass + " pass before it", e.getMessage());
  }

  /** The backward pass writes over what the forward pass kept. */
  @Test
  void a_second_backward_pass_needs_a_second_forward_pass() {
    Lstm lstm = new Lstm(D, 4, RNG);
    lstm.forward(new Sequence(T, N, D));
    lstm.backward(new Sequence(T, N, 4));
    before("backward", "forward", () -> lstm.backward(new Sequence(T, N, 4)));
  }

  @Test
  void layers_that_do_not_fit_together() {
    Gru gru = new Gru(D, 4, RNG);
    refused(
        "Bidirectional: expected two layers of the same sizes, got 2 to 4 and 2 to 3",
        () -> new Bidirectional<>(gru, new Gru(D, 3, RNG)));
    refused(
        "Bidirectional: expected two layers of the same sizes, got 2 to 4 and 2 to 4,"
            + " one layer twice",
        () -> new Bidirectional<>(gru, gru));
    refused(
        "Stacked: layer 1 reads 3 features, the one below gives 4",
        () -> new Stacked<>(List.of(gru, new Gru(3, 5, RNG))));
    refused(
        "Stacked: expected at least one layer, got none",
        () -> new Stacked<>(List.<Layer<HiddenState>>of()));
  }

  @Test
  void one_layer_must_not_stand_at_two_levels() {
    Lstm lstm = new Lstm(4, 4, RNG);
    refused(
        "Stacked: layer 1 stands lower down already; a layer keeps one pass only",
        () -> new Stacked<LstmState>(List.of(lstm, lstm)));
  }
}
