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

  @Test
  void layers_that_do_not_fit_together() {
    Gru gru = new Gru(D, 4, RNG);
    refused(
        "Bidirectional: expected two layers of the same sizes, got 2 to 4 and 2 to 3",
        () -> new Bidirectional<>(gru, new Gru(D, 3, RNG)));
    refused(
        "Stacked: layer 1 reads 3 features, the one below gives 4",
        () -> new Stacked<>(List.of(gru, new Gru(3, 5, RNG))));
    refused(
        "Stacked: expected at least one layer, got none",
        () -> new Stacked<>(List.<Layer<HiddenState>>of()));
  }

  @Test
  void one_layer_must_not_stand_in_two_places() {
    LstmCell cell = new LstmCell(4, 4, RNG);
    Lstm lstm = new Lstm(cell);
    Layer<LstmState> around = new Dropping<>(lstm, new Dropout(0.5), new Dropout(0), RNG);
    String message =
        ": Lstm(4 → 4), 144 parameters stands in two places, and a layer keeps one pass only;"
            + " expected a second layer, which may be over the same cell, such as new Lstm(cell)";
    for (Layer<LstmState> other : List.of(lstm, around)) {
      refused("Stacked" + message, () -> new Stacked<>(List.of(lstm, other)));
      refused("Bidirectional" + message, () -> new Bidirectional<>(lstm, other));
      refused("EncoderDecoder" + message, () -> new EncoderDecoder<>(3, lstm, 3, other, 0, RNG));
    }
    new Stacked<>(List.of(lstm, new Lstm(cell)));
  }

  /** Input and outputs are equally wide, so that the dx of one pass could be the dh of the next. */
  static List<Layer<?>> squareLayers() {
    return List.of(
        new Rnn(4, 4, Activation.TANH, RNG),
        new Lstm(4, 4, RNG),
        new Lstm(new LstmCell(4, 4, RNG), Precision.SINGLE),
        new Gru(4, 4, RNG),
        new MinGru(4, 4, RNG),
        new CoupledLstm(4, 4, 1, RNG));
  }

  @ParameterizedTest
  @MethodSource("squareLayers")
  <S extends State<S>> void a_gradient_that_stands_where_dx_is_written_is_refused(Layer<S> layer) {
    Sequence xs = new Sequence(T, N, 4).withFlat(Matrix.normal(T * N, 4, 1, RNG));
    Sequence d = layer.backward(layer.forward(xs).copy());
    Matrix kept = d.flat().copy();
    layer.forward(xs);
    Exception e = assertThrows(IllegalStateException.class, () -> layer.backward(d));
    assertEquals(
        "backward: this gradient is the dx of the last backward pass of the same layer, which"
            + " writes the next one to its place; expected a copy()",
        e.getMessage());
    layer.backward(xs.withFlat(kept)); // the layer is as it was
    layer.backward(layer.forward(xs).copy());
  }

  @Test
  void a_row_that_is_none() {
    Sequence h = new Lstm(D, 4, RNG).forward(new Sequence(T, N, D));
    refused("row 3 of a sequence of 3 rows", () -> h.length(3));
    refused("row -1 of a sequence of 3 rows", () -> h.length(-1));
  }
}
