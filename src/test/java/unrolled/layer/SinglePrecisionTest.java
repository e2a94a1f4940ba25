package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.LstmCell;
import unrolled.cell.MinGruCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.layer.Samples.Pass;
import unrolled.matrix.Matrix;
import unrolled.reference.Subject;

/** A layer that computes in floats beside the same layer in doubles. */
class SinglePrecisionTest {
  /**
   * Of the largest number of the same kind: outputs, dx, or the gradient of one parameter; but of a
   * tenth, where all are smaller: terms between −1 and 1 have cancelled.
   */
  private static final double BOUND = 1e-5;

  private static final int[][] SIZES = { // T, N, D, H
    {1, 1, 1, 1},
    {1, 3, 2, 5},
    {2, 1, 3, 4},
    {7, 3, 5, 4},
    {5, 9, 1, 17},
    {13, 4, 33, 8},
    {3, 17, 7, 31},
    {6, 2, 16, 49},
    {31, 5, 3, 2},
    {60, 11, 3, 5}, // several stretches
    {20, 24, 40, 96}, // shared by threads
    {100, 2, 3, 6}
  };

  static Stream<Integer> kinds() {
    return Stream.of(0, 1, 2, 3, 4, 5);
  }

  @SuppressWarnings("unchecked")
  private static <S extends State<S>> Layer<S> single(Cell<S> cell) {
    Layer<?> layer;
    if (cell instanceof RnnCell rnn) {
      layer = new Rnn(rnn, Precision.SINGLE);
    } else if (cell instanceof LstmCell lstm) {
      layer = new Lstm(lstm, Precision.SINGLE);
    } else if (cell instanceof GruCell gru) {
      layer = new Gru(gru, Precision.SINGLE);
    } else if (cell instanceof MinGruCell gru) {
      layer = new MinGru(gru, Precision.SINGLE);
    } else {
      layer = new GruResetBefore((GruResetBeforeCell) cell, Precision.SINGLE);
    }
    return (Layer<S>) layer;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void floats_agree_with_doubles(int kind) {
    double worst = 0;
    for (int[] size : SIZES) {
      for (boolean padded : new boolean[] {false, true}) {
        Subject<?> subject = Samples.subjects(size[2], size[3]).get(kind);
        worst = Math.max(worst, compare(subject, size[0], size[1], padded));
      }
    }
    System.out.printf(
        "%-20s in floats: off by at most %.1e%n", Samples.subjects(1, 1).get(kind), worst);
    assertNotEquals(0, worst, "to the last bit as doubles: these were no floats");
  }

  private static <S extends State<S>> double compare(
      Subject<S> subject, int t, int n, boolean padded) {
    RandomGenerator rng = new SplittableRandom(5);
    Layer<S> doubles = Samples.fused(subject.cell());
    Layer<S> floats = single(subject.cell());
    Sequence xs = Samples.sequence(t, n, floats.inputSize(), rng);
    if (padded) {
      xs = Samples.spoil(xs.withLengths(Samples.lengths(t, n, rng)), Double.NaN);
    }
    Sequence dh = Samples.spoil(Samples.like(xs, floats.hiddenSize(), rng), Double.NaN);
    S initial = Samples.state(floats.zeroState(n), rng);
    S dLast = Samples.state(floats.zeroState(n), rng);
    Pass expected = Pass.of(doubles, xs, initial, dh, dLast);
    Pass actual = Pass.of(floats, xs, initial, dh, dLast);
    // A second pass finds the sums of the first gone.
    Pass again = Pass.of(floats, xs, initial, dh, dLast);
    double worst = 0;
    for (Pass pass : List.of(actual, again)) {
      worst = Math.max(worst, difference(expected.outputs().flat(), pass.outputs().flat()));
      worst = Math.max(worst, difference(expected.dx().flat(), pass.dx().flat()));
      for (int i = 0; i < expected.last().size(); i++) {
        worst = Math.max(worst, difference(expected.last().get(i), pass.last().get(i)));
        worst = Math.max(worst, difference(expected.dInitial().get(i), pass.dInitial().get(i)));
      }
      for (int i = 0; i < expected.parameters().size(); i++) {
        Matrix gradient = expected.parameters().get(i).grad;
        worst = Math.max(worst, difference(gradient, pass.parameters().get(i).grad));
      }
    }
    assertEquals(0, worst, BOUND, "%s, T %d, N %d, lengths %s".formatted(subject, t, n, padded));
    return worst;
  }

  /** The largest difference, as a part of the largest number. */
  private static double difference(Matrix expected, Matrix actual) {
    double largest = 0.1;
    for (double v : expected.data()) {
      largest = Math.max(largest, Math.abs(v));
    }
    double difference = expected.maxDifference(actual);
    return difference / largest;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void gradients_are_added_to_those_that_are_there(int kind) {
    added(Samples.subjects(3, 5).get(kind));
  }

  private static <S extends State<S>> void added(Subject<S> subject) {
    RandomGenerator rng = new SplittableRandom(6);
    Layer<S> layer = single(subject.cell());
    Sequence xs = Samples.sequence(4, 2, 3, rng);
    Sequence dh = Samples.like(xs, 5, rng);
    S zeros = layer.zeroState(2);
    Pass once = Pass.of(layer, xs, zeros, dh, zeros);
    layer.forward(xs, zeros);
    layer.backward(dh, zeros);
    for (int i = 0; i < once.parameters().size(); i++) {
      Matrix twice = once.parameters().get(i).grad.scale(2);
      assertEquals(0, twice.maxDifference(layer.parameters().get(i).grad));
    }
  }

  @Test
  void a_layer_in_floats_says_so() {
    Layer<?> layer = new Lstm(new LstmCell(3, 4, new SplittableRandom(1)), Precision.SINGLE);
    assertEquals("Lstm(3 → 4), 128 parameters, in floats", layer.toString());
  }
}
