package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.State;
import unrolled.layer.Samples.Pass;
import unrolled.reference.Agreement;
import unrolled.reference.Subject;

/** Every whole-sequence layer against its textbook cell, carried through time by Unrolled. */
class FusedLayerTest {
  private static final double BOUND = 1e-12;
  private static final int[][] SIZES = { // T, N, D, H
    {1, 1, 1, 1},
    {1, 3, 2, 5},
    {2, 1, 3, 4},
    {7, 3, 5, 4},
    {5, 9, 1, 17},
    {13, 4, 33, 8},
    {3, 17, 7, 31},
    {6, 2, 16, 33},
    {31, 5, 3, 2},
    {60, 11, 3, 5} // several stretches
  };

  static Stream<Subject<?>> cells() {
    return Subject.all(5, 4);
  }

  static Stream<Integer> kinds() {
    return Stream.of(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_layer_computes_what_its_cell_says(int kind) {
    agree(kind, false);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_layer_computes_what_its_cell_says_on_rows_of_different_lengths(int kind) {
    agree(kind, true);
  }

  private static void agree(int kind, boolean padded) {
    String name = Samples.subjects(1, 1).get(kind) + (padded ? ", padded" : "");
    Agreement forward = new Agreement(name + ", forward", BOUND);
    Agreement backward = new Agreement(name + ", backward", BOUND);
    for (int[] size : SIZES) {
      compare(
          Samples.subjects(size[2], size[3]).get(kind),
          size[0],
          size[1],
          padded,
          forward,
          backward);
    }
    forward.report();
    backward.report();
  }

  private static <S extends State<S>> void compare(
      Subject<S> subject, int t, int n, boolean padded, Agreement forward, Agreement backward) {
    RandomGenerator rng = new SplittableRandom(5);
    Layer<S> textbook = new Unrolled<>(subject.cell()).asLayer();
    Layer<S> fused = Samples.fused(subject.cell());
    Sequence xs = Samples.sequence(t, n, fused.inputSize(), rng);
    if (padded) {
      xs = Samples.spoil(xs.withLengths(Samples.lengths(t, n, rng)), Double.NaN);
    }
    Sequence dh = Samples.spoil(Samples.like(xs, fused.hiddenSize(), rng), Double.NaN);
    S initial = Samples.state(fused.zeroState(n), rng);
    S dLast = Samples.state(fused.zeroState(n), rng);
    Pass expected = Pass.of(textbook, xs, initial, dh, dLast);
    Pass actual = Pass.of(fused, xs, initial, dh, dLast);
    expected.compareForward(forward, actual);
    expected.compareBackward(backward, actual);
  }

  @ParameterizedTest
  @MethodSource("cells")
  <S extends State<S>> void a_layer_has_the_cells_own_parameters(Subject<S> subject) {
    Layer<S> layer = Samples.fused(subject.cell());
    for (int i = 0; i < layer.parameters().size(); i++) {
      assertSame(subject.cell().parameters().get(i), layer.parameters().get(i));
    }
    assertEquals(subject.cell().inputSize(), layer.inputSize());
    assertEquals(subject.cell().hiddenSize(), layer.hiddenSize());
  }

  /** Bit by bit the same, whatever the workspace held before: other shapes, other lengths, NaN. */
  @ParameterizedTest
  @MethodSource("cells")
  <S extends State<S>> void a_workspace_used_before_changes_nothing(Subject<S> subject) {
    RandomGenerator rng = new SplittableRandom(9);
    Layer<S> used = Samples.fused(subject.cell());
    Sequence xs = Samples.sequence(6, 3, 5, rng);
    Sequence dh = Samples.like(xs, 4, rng);
    S initial = Samples.state(used.zeroState(3), rng);
    S dLast = Samples.state(used.zeroState(3), rng);
    List<Sequence> inputs =
        List.of(
            xs,
            xs.withLengths(2, 6, 1),
            xs,
            xs.withLengths(6, 1, 5),
            Sequence.of(List.of(xs.step(0))));
    for (int i = 0; i < 2 * inputs.size(); i++) {
      Sequence in = inputs.get(i % inputs.size());
      Sequence din = in.steps() == 6 ? dh : Sequence.of(List.of(dh.step(0)));
      subject.cell().parameters().get(1).value.data()[0] = Double.NaN;
      Sequence wild = used.forward(in.withLengths(in.steps(), in.steps(), in.steps()), initial);
      used.backward(wild.withFlat(din.flat()), dLast);
      subject.cell().parameters().get(1).value.data()[0] = 0.25;
      Pass again = Pass.of(used, in, initial, din, dLast);
      Pass fresh = Pass.of(Samples.fused(subject.cell()), in, initial, din, dLast);
      Agreement exact = new Agreement(subject + ", pass " + i, 0);
      fresh.compareForward(exact, again);
      fresh.compareBackward(exact, again);
      exact.verify();
    }
  }

  /** Two backward passes add up; the training loop zeroes the gradients. */
  @ParameterizedTest
  @MethodSource("cells")
  <S extends State<S>> void gradients_add_to_what_is_there(Subject<S> subject) {
    RandomGenerator rng = new SplittableRandom(9);
    Layer<S> layer = Samples.fused(subject.cell());
    Sequence xs = Samples.sequence(6, 3, 5, rng);
    Sequence dh = Samples.like(xs, 4, rng);
    S zero = layer.zeroState(3);
    Pass once = Pass.of(layer, xs, zero, dh, zero);
    layer.forward(xs, zero);
    layer.backward(dh, zero);
    for (int i = 0; i < once.parameters().size(); i++) {
      var twice = layer.parameters().get(i).grad;
      assertTrue(twice.maxDifference(once.parameters().get(i).grad.scale(2)) < 1e-12);
      assertTrue(!Samples.allZero(twice));
    }
  }

  /** The second pass reads the storage that it would write to, if it kept it. */
  @ParameterizedTest
  @MethodSource("squares")
  <S extends State<S>> void a_layer_can_read_its_own_outputs(Subject<S> subject) {
    RandomGenerator rng = new SplittableRandom(9);
    Layer<S> layer = Samples.fused(subject.cell());
    Sequence dh = Samples.sequence(6, 3, 4, rng);
    Sequence outputs = layer.training(false).forward(Samples.sequence(6, 3, 4, rng));
    Sequence copy = outputs.copy();
    layer.training(true);
    S zero = layer.zeroState(3);
    Pass own = Pass.of(layer, outputs, zero, dh, zero);
    Pass expected = Pass.of(Samples.fused(subject.cell()), copy, zero, dh, zero);
    Agreement exact = new Agreement(subject + " on its own outputs", 0);
    expected.compareForward(exact, own);
    expected.compareBackward(exact, own);
    exact.verify();
  }

  static Stream<Subject<?>> squares() {
    return Subject.all(4, 4);
  }
}
