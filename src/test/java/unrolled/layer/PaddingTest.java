package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.GruCell;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.State;
import unrolled.layer.Samples.Pass;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.reference.Subject;

/** A padded batch says the same as its sequences read one by one without any padding. */
class PaddingTest {
  private static final int T = 6;
  private static final int N = 4;
  private static final int D = 5;
  private static final int H = 3;

  static Stream<Layer<?>> layers() {
    List<Layer<?>> layers = new ArrayList<>();
    for (Subject<?> subject : Subject.all(D, H).toList()) {
      layers.add(Samples.fused(subject.cell()));
      layers.add(new Unrolled<>(subject.cell()).asLayer());
    }
    RandomGenerator rng = new SplittableRandom(2);
    layers.add(bidirectional(D, rng));
    layers.add(new Stacked<>(List.of(bidirectional(D, rng), bidirectional(2 * H, rng))));
    layers.add(
        new Stacked<>(List.of(new Gru(new GruCell(D, 2, rng)), new Gru(new GruCell(2, H, rng)))));
    return layers.stream();
  }

  private static Bidirectional<LstmState> bidirectional(int d, RandomGenerator rng) {
    return new Bidirectional<>(
        new Lstm(new LstmCell(d, H, rng)), new Unrolled<>(new LstmCell(d, H, rng)).asLayer());
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void a_padded_batch_equals_its_sequences_one_by_one(Layer<S> layer) {
    RandomGenerator rng = new SplittableRandom(3);
    Sequence xs = Samples.sequence(T, N, D, rng).withLengths(4, 6, 1, 3);
    Sequence dh = Samples.like(xs, layer.hiddenSize(), rng);
    S initial = Samples.state(layer.zeroState(N), rng);
    S dLast = Samples.state(layer.zeroState(N), rng);
    Pass padded =
        Pass.of(
            layer,
            Samples.spoil(xs, Double.NaN),
            initial,
            Samples.spoil(dh, Double.POSITIVE_INFINITY),
            dLast);
    List<Matrix> sums = new ArrayList<>();
    for (Parameter p : layer.parameters()) {
      sums.add(new Matrix(p.value.rows(), p.value.cols()));
    }
    Agreement agreement = new Agreement(layer.getClass().getSimpleName() + ", padded", 1e-12);
    for (int n = 0; n < N; n++) {
      Pass alone = Pass.of(layer, alone(xs, n), alone(initial, n), alone(dh, n), alone(dLast, n));
      agreement.compare(
          "outputs", alone.outputs().flat(), alone(like(padded.outputs(), xs), n).flat());
      agreement.compare("dx", alone.dx().flat(), alone(like(padded.dx(), xs), n).flat());
      for (int i = 0; i < alone.last().size(); i++) {
        agreement.compare("last", alone.last().get(i), row(padded.last().get(i), n));
        agreement.compare("dInitial", alone.dInitial().get(i), row(padded.dInitial().get(i), n));
      }
      for (int i = 0; i < sums.size(); i++) {
        sums.get(i).addInPlace(alone.parameters().get(i).grad);
      }
    }
    for (int i = 0; i < sums.size(); i++) {
      agreement.compare(
          padded.parameters().get(i).name(), sums.get(i), padded.parameters().get(i).grad);
    }
    agreement.verify();
  }

  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void outputs_and_gradients_of_padding_are_zero(Layer<S> layer) {
    RandomGenerator rng = new SplittableRandom(3);
    Sequence xs = Samples.sequence(T, N, D, rng).withLengths(4, 6, 1, 3);
    Sequence outputs = layer.forward(xs, Samples.state(layer.zeroState(N), rng));
    Sequence dh = Samples.like(xs, layer.hiddenSize(), rng);
    Sequence dx = layer.backward(dh, Samples.state(layer.zeroState(N), rng));
    for (Sequence s : List.of(outputs, dx)) {
      assertTrue(s.flat().norm() > 0);
      for (int t = 0; t < T; t++) {
        for (int n = 0; n < N; n++) {
          if (!xs.isReal(t, n)) {
            assertTrue(Samples.allZero(row(s.step(t), n)), t + " " + n);
          }
          assertEquals(xs.length(n), s.length(n));
        }
      }
    }
  }

  /** The loss sees the last state only: every gradient comes from there, from the right step. */
  @ParameterizedTest
  @MethodSource("layers")
  <S extends State<S>> void the_last_state_alone_can_be_learnt_from(Layer<S> layer) {
    RandomGenerator rng = new SplittableRandom(3);
    Sequence xs = Samples.sequence(T, N, D, rng).withLengths(4, 6, 1, 3);
    S dLast = Samples.state(layer.zeroState(N), rng);
    layer.forward(xs);
    Matrix dx = layer.backward(dLast).flat().copy();
    layer.forward(xs);
    Sequence none = new Sequence(T, N, layer.hiddenSize());
    assertEquals(0, dx.maxDifference(layer.backward(none, dLast).flat()));
    assertTrue(dx.norm() > 0);
  }

  private static Sequence like(Sequence s, Sequence lengths) {
    return lengths.withFlat(s.flat());
  }

  private static Sequence alone(Sequence s, int n) {
    List<Matrix> steps = new ArrayList<>();
    for (int t = 0; t < s.length(n); t++) {
      steps.add(row(s.step(t), n));
    }
    return Sequence.of(steps);
  }

  private static <S extends State<S>> S alone(S state, int n) {
    return state.map(m -> row(m, n));
  }

  private static Matrix row(Matrix m, int n) {
    Matrix row = new Matrix(1, m.cols());
    for (int c = 0; c < m.cols(); c++) {
      row.set(0, c, m.get(n, c));
    }
    return row;
  }
}
