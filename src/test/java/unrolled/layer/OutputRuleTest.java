package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.LstmCell;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dense;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;

/** One rule for what any layer returns, and for which forward pass a backward pass belongs to. */
class OutputRuleTest {
  private static final int T = 5;
  private static final int N = 3;
  private static final int D = 2;

  private final RandomGenerator rng = new SplittableRandom(3);
  private final Sequence xs = Samples.sequence(T, N, D, rng).withLengths(5, 2, 4);
  private final Sequence others = Samples.sequence(T, N, D, rng).withLengths(5, 2, 4);

  private final Matrix flatOfOnes = new Matrix(T * N, 4).map(v -> 1);

  /** All with outputs of 4. */
  static List<Layer<?>> layers() {
    RandomGenerator rng = new SplittableRandom(1);
    Dropout half = new Dropout(0.5);
    return List.of(
        new Rnn(D, 4, Activation.TANH, rng),
        new Lstm(D, 4, rng),
        new Gru(D, 4, rng),
        new GruResetBefore(D, 4, rng),
        new MinGru(D, 4, rng),
        new Unrolled<>(new LstmCell(D, 4, rng)).asLayer(),
        new Bidirectional<>(new Gru(D, 2, rng), new Gru(D, 2, rng)),
        new Stacked<>(List.of(new Lstm(D, 6, rng), new Lstm(6, 4, rng))),
        new Stacked<>(List.of(new Lstm(D, 6, rng), new Lstm(6, 4, rng)), half, rng),
        new Dropping<>(new Gru(D, 4, rng), half, half, rng),
        new Dropping<>(new Gru(D, 4, rng), new Dropout(0), new Dropout(0), rng));
  }

  private static String refused(Executable action) {
    return assertThrows(IllegalStateException.class, action).getMessage();
  }

  /** All parameters' gradients, copied and cleared. */
  private static List<Matrix> gradients(Layer<?> layer) {
    List<Matrix> all = layer.parameters().stream().map(p -> p.grad.copy()).toList();
    layer.parameters().forEach(Parameter::zeroGrad);
    return all;
  }

  private static void untouched(Layer<?> layer) {
    layer.parameters().forEach(p -> assertEquals(0, p.grad.norm(), p.name()));
  }

  /** The objects are lent again, but only long after what they showed is refused. */
  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void what_was_kept_for_hundreds_of_passes_is_still_refused(Layer<S> layer) {
    Sequence outputs = layer.forward(xs);
    Matrix flat = outputs.flat();
    Sequence dx = layer.backward(Samples.sequence(T, N, 4, rng));
    Matrix dFlat = dx.flat();
    for (int pass = 1; pass <= 1000; pass++) {
      Sequence now = layer.forward(others);
      refused(outputs::flat);
      refused(flat::data);
      layer.backward(now.withFlat(flatOfOnes));
      refused(dx::flat);
      refused(dFlat::data);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void outputs_are_refused_after_the_next_forward_pass(Layer<S> layer) {
    Sequence shorter = Samples.sequence(T - 1, N, D, rng);
    Sequence longer = Samples.sequence(T + 4, N + 1, D, rng);
    for (Sequence next : List.of(others, shorter, longer)) {
      Sequence outputs = layer.forward(xs);
      Matrix flat = outputs.flat();
      Sequence copy = outputs.copy();
      double first = flat.get(0, 0);
      layer.forward(next);
      String message =
          "these outputs of a layer were overwritten by its next forward pass;"
              + " take what you need before that pass, or keep a copy()";
      for (Executable use :
          List.<Executable>of(
              outputs::flat,
              outputs::copy,
              outputs::toBatchMajor,
              () -> outputs.step(0),
              () -> flat.get(0, 0),
              () -> flat.plus(copy.flat()),
              () -> copy.flat().plus(flat),
              flat::data,
              flat::copy,
              () -> new Dense(4, 1, rng).forward(flat))) {
        assertEquals(message, refused(use));
      }
      assertTrue(refused(() -> layer.backward(outputs)).contains("earlier forward pass"));
      assertEquals(first, copy.flat().get(0, 0));
    }
    untouched(layer);
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void dx_is_refused_after_the_next_backward_pass(Layer<S> layer) {
    Sequence dx = layer.backward(layer.forward(xs).copy());
    layer.forward(others);
    dx.flat(); // a forward pass leaves it
    layer.backward(layer.outputs().copy());
    assertEquals(
        "this gradient of a layer's input was overwritten by its next backward pass;"
            + " take what you need before that pass, or keep a copy()",
        refused(dx::flat));
  }

  /** An array that was asked for is the caller's. */
  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void an_array_that_was_handed_out_is_never_written_over(Layer<S> layer) {
    List<double[]> arrays = new ArrayList<>();
    List<double[]> copies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Sequence in = Samples.sequence(T + i % 2, N, D, rng);
      double[] h = layer.forward(in).flat().data();
      assertEquals((T + i % 2) * N * 4, h.length);
      arrays.add(h);
      copies.add(h.clone());
      if (i % 3 > 0) {
        layer.backward(layer.outputs().copy());
      }
    }
    for (int i = 0; i < 200; i++) {
      assertArrayEquals(copies.get(i), arrays.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void validation_between_forward_and_backward(Layer<S> layer) {
    Sequence plain = Samples.sequence(T, N, 4, rng);
    Sequence own = layer.forward(xs).withFlat(plain.flat());
    layer.forward(others);
    assertTrue(refused(() -> layer.backward(own)).contains("belongs to an earlier forward pass"));
    assertTrue(refused(() -> layer.backward(plain)).contains("2 forward passes came before it"));
    assertTrue(refused(() -> layer.backward(layer.zeroState(N))).contains("2 forward passes"));
    layer.training(false).forward(others);
    for (Sequence dh : List.of(own, plain)) {
      assertTrue(refused(() -> layer.backward(dh)).contains("training(false)"));
    }
    untouched(layer);
    layer.training(true).forward(xs);
    layer.backward(layer.outputs().withFlat(plain.flat())); // says which pass it is of
    layer.forward(xs);
    layer.backward(plain); // there is only one that it can be of
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void judging_first_changes_no_gradient(Layer<S> layer) {
    layer.training(false).forward(xs);
    double[] judged = layer.outputs().flat().data();
    layer.forward(others);
    layer.forward(xs);
    assertArrayEquals(judged, layer.outputs().flat().data()); // nothing is dropped
    layer.training(true).forward(xs);
    layer.backward(Samples.sequence(T, N, 4, rng));
    gradients(layer).forEach(g -> assertTrue(g.norm() > 0));
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void a_second_backward_pass_is_refused(Layer<S> layer) {
    layer.forward(xs);
    layer.backward(layer.outputs().copy());
    List<Matrix> once = gradients(layer); // it has written over what the forward pass kept
    for (Executable again :
        List.<Executable>of(
            () -> layer.backward(layer.outputs().copy()),
            () -> layer.backward(Samples.sequence(T, N, 4, rng)),
            () -> layer.backward(layer.zeroState(N)))) {
      assertEquals(
          "backward: the last forward pass has had its backward pass; expected a forward pass before"
              + " each. A layer that stands in two places needs a second one over the same cell,"
              + " such as new Lstm(cell)",
          refused(again));
    }
    untouched(layer);
    assertTrue(once.get(0).norm() > 0);
  }

  /** The layer below reads something else before the one above goes back. */
  @Test
  void an_input_that_was_overwritten_is_refused_on_the_way_back() {
    Sequence full = Samples.sequence(T, N, D, rng);
    Lstm below = new Lstm(D, 3, rng);
    for (Layer<?> above : List.of(new Gru(3, 4, rng), new GruResetBefore(3, 4, rng))) {
      above.forward(below.forward(full));
      below.forward(others);
      assertTrue(
          refused(() -> above.backward(Samples.sequence(T, N, 4, rng))).contains("overwritten"));
      untouched(above);
    }
  }

  @Test
  void a_layer_inside_that_was_used_by_itself_stops_the_whole() {
    Gru low = new Gru(D, 3, rng);
    Gru top = new Gru(3, 4, rng);
    Stacked<?> stacked = new Stacked<>(List.of(low, top));
    stacked.forward(xs);
    low.forward(others);
    assertTrue(refused(() -> stacked.backward(stacked.outputs().copy())).contains("earlier"));
    assertTrue(refused(stacked::last).contains("overwritten"));
    untouched(stacked);
    stacked.forward(xs);
    stacked.backward(stacked.outputs().copy());
  }

  @Test
  void a_gradient_of_outputs_is_lent_with_them() {
    Gru gru = new Gru(D, 4, rng);
    Sequence h = gru.forward(xs);
    Matrix d = Matrix.random(T * N, 4, -1, 1, rng);
    Sequence one = h.gradient(d);
    Sequence two = h.gradient(d.scale(2));
    assertTrue(one != two && one.flat() == d, "the second is an object of its own");
    assertThrows(IllegalArgumentException.class, () -> h.gradient(new Matrix(2, 4)));
    gru.backward(one);
  }
}
