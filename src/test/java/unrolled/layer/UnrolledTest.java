package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.Cell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.cell.StepGradient;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.reference.Subject;

class UnrolledTest {
  private static final int T = 6;
  private static final int N = 3;
  private static final int D = 5;
  private static final int H = 4;
  private static final double BOUND = 1e-12;

  private final RandomGenerator rng = new SplittableRandom(21);
  private final LstmCell cell = new LstmCell(D, H, rng);
  private final Unrolled<LstmState> lstm = new Unrolled<>(cell);

  static Stream<Subject<?>> cells() {
    return Subject.all(D, H);
  }

  private static Sequence random(int steps, int features, RandomGenerator rng) {
    Sequence s = new Sequence(steps, N, features);
    s.flat().addInPlace(Matrix.random(steps * N, features, -1, 1, rng));
    return s;
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static Sequence part(Sequence s, int from, int to) {
    List<Matrix> steps = new ArrayList<>();
    for (int t = from; t < to; t++) {
      steps.add(s.step(t));
    }
    return Sequence.of(steps);
  }

  private static List<Matrix> takeGradients(Unrolled<?> unrolled) {
    List<Matrix> taken = unrolled.parameters().stream().map(p -> p.grad.copy()).toList();
    unrolled.parameters().forEach(Parameter::zeroGrad);
    return taken;
  }

  /** Stop after two steps and go on: the same numbers forward, and backward if handed on too. */
  @ParameterizedTest
  @MethodSource("cells")
  void two_runs_that_hand_the_state_on_are_one_run(Subject<?> subject) {
    split(subject);
  }

  private <S extends State<S>> void split(Subject<S> subject) {
    Unrolled<S> unrolled = new Unrolled<>(subject.cell());
    Sequence xs = random(T, D, rng);
    Sequence dh = random(T, H, rng);
    S initial = subject.randomState(N, rng);
    S dLast = subject.randomState(N, rng);
    var whole = unrolled.forward(xs, initial);
    var gradients = unrolled.backward(dh, dLast, whole);
    List<Matrix> expected = takeGradients(unrolled);

    var before = unrolled.forward(part(xs, 0, 2), initial);
    var after = unrolled.forward(part(xs, 2, T), before.last());
    var dAfter = unrolled.backward(part(dh, 2, T), dLast, after);
    var dBefore = unrolled.backward(part(dh, 0, 2), dAfter.dInitial(), before);
    List<Matrix> actual = takeGradients(unrolled);

    Agreement agreement = new Agreement("split run of a " + subject, BOUND);
    compare(agreement, subject, whole.last(), after.last());
    compare(agreement, subject, gradients.dInitial(), dBefore.dInitial());
    agreement.compare("dx", part(gradients.dx(), 0, 2).flat(), dBefore.dx().flat());
    agreement.compare("dx", part(gradients.dx(), 2, T).flat(), dAfter.dx().flat());
    for (int i = 0; i < expected.size(); i++) {
      agreement.compare("parameter " + i, expected.get(i), actual.get(i));
    }
    agreement.verify();
  }

  private static <S extends State<S>> void compare(
      Agreement agreement, Subject<S> subject, S expected, S actual) {
    for (int i = 0; i < subject.parts().apply(expected).size(); i++) {
      agreement.compare(
          "state " + i,
          subject.parts().apply(expected).get(i),
          subject.parts().apply(actual).get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void the_rows_of_a_batch_do_not_see_each_other(Subject<?> subject) {
    rows(subject);
  }

  private <S extends State<S>> void rows(Subject<S> subject) {
    Unrolled<S> unrolled = new Unrolled<>(subject.cell());
    Sequence xs = random(T, D, rng);
    Sequence outputs = unrolled.forward(xs).outputs();
    Agreement agreement = new Agreement("rows of a " + subject, BOUND);
    for (int n = 0; n < N; n++) {
      List<Matrix> alone = new ArrayList<>();
      List<Matrix> expected = new ArrayList<>();
      for (int t = 0; t < T; t++) {
        alone.add(row(xs.step(t), n));
        expected.add(row(outputs.step(t), n));
      }
      Sequence actual = unrolled.forward(Sequence.of(alone)).outputs();
      agreement.compare("row " + n, Sequence.of(expected).flat(), actual.flat());
    }
    agreement.verify();
  }

  private static Matrix row(Matrix m, int r) {
    return m.transpose().columns(r, r + 1).transpose();
  }

  @Test
  void gradients_add_up_until_they_are_forgotten() {
    Sequence xs = random(T, D, rng);
    Sequence dh = random(T, H, rng);
    var run = lstm.forward(xs);
    lstm.backward(dh, run);
    List<Matrix> once = lstm.parameters().stream().map(p -> p.grad.copy()).toList();
    String message =
        assertThrows(IllegalStateException.class, () -> lstm.backward(dh, run)).getMessage();
    assertTrue(message.contains("this run has had its backward pass"), message);
    for (int i = 0; i < once.size(); i++) {
      assertEquals(0, once.get(i).maxDifference(lstm.parameters().get(i).grad));
    }
    lstm.backward(dh, lstm.forward(xs));
    for (int i = 0; i < once.size(); i++) {
      assertEquals(0, once.get(i).scale(2).maxDifference(lstm.parameters().get(i).grad), 1e-13);
    }
  }

  @Test
  void the_gradient_of_each_state_is_that_of_a_run_that_starts_there() {
    Sequence xs = random(T, D, rng);
    Sequence dh = random(T, H, rng);
    var run = lstm.forward(xs);
    var dStates = lstm.backward(dh, run).dStates();
    assertEquals(T + 1, dStates.size());
    for (int t = 1; t < T; t++) {
      var rest = lstm.forward(part(xs, t, T), run.steps().get(t - 1).state());
      LstmState dInitial = lstm.backward(part(dh, t, T), rest).dInitial();
      Matrix expected = dInitial.h().plus(dh.step(t - 1));
      assertEquals(0, expected.maxDifference(dStates.get(t).h()), 1e-15, "h at step " + t);
      assertEquals(0, dInitial.c().maxDifference(dStates.get(t).c()), 1e-15, "c at step " + t);
    }
    assertEquals(0, dStates.get(T).h().maxDifference(dh.step(T - 1)));
    assertEquals(0, dStates.get(T).c().norm());
  }

  @Test
  void nothing_that_goes_in_is_changed() {
    Sequence xs = random(T, D, rng);
    Sequence dh = random(T, H, rng);
    LstmState initial = Subject.lstm("", cell).randomState(N, rng);
    double[] x = xs.flat().data().clone();
    double[] d = dh.flat().data().clone();
    double[] h = initial.h().data().clone();
    double[] c = initial.c().data().clone();
    lstm.backward(dh, initial, lstm.forward(xs, initial));
    assertArrayEquals(x, xs.flat().data());
    assertArrayEquals(d, dh.flat().data());
    assertArrayEquals(h, initial.h().data());
    assertArrayEquals(c, initial.c().data());
  }

  @Test
  void a_sequence_of_the_wrong_width_is_refused() {
    refused(
        "forward: expected 5 features, got Sequence (6 steps × 3 rows × 4)",
        () -> lstm.forward(new Sequence(T, N, D - 1)));
  }

  @Test
  void an_initial_state_of_the_wrong_shape_is_refused() {
    Sequence xs = random(T, D, rng);
    refused(
        "forward: the initial state must be (3 × 4) and (3 × 4), got (2 × 4) and (2 × 4)",
        () -> lstm.forward(xs, cell.zeroState(2)));
    refused(
        "LstmState: h (3 × 4) and c (3 × 5) must have the same shape",
        () -> new LstmState(new Matrix(N, H), new Matrix(N, H + 1)));
  }

  @Test
  void a_number_that_is_none_is_refused_wherever_it_comes_in() {
    String message = "forward: the initial state holds NaN or infinity";
    Sequence xs = random(T, D, rng);
    LstmState badC = cell.zeroState(N);
    badC.c().set(2, 3, Double.NaN);
    refused(message, () -> lstm.forward(xs, badC));
    LstmState badH = cell.zeroState(N);
    badH.h().set(0, 0, Double.NEGATIVE_INFINITY);
    refused(message, () -> lstm.forward(xs, badH));
    xs.flat().set(17, 4, Double.NaN);
    refused("forward: the input holds NaN at step 5 of row 2", () -> lstm.forward(xs));
  }

  @Test
  void a_gradient_of_the_wrong_shape_is_refused_before_anything_is_added() {
    var run = lstm.forward(random(T, D, rng));
    String message =
        "backward: expected a gradient for Sequence (6 steps × 3 rows × 4), got Sequence ";
    refused(
        message + "(5 steps × 3 rows × 4)", () -> lstm.backward(new Sequence(T - 1, N, H), run));
    refused(
        message + "(6 steps × 2 rows × 4)", () -> lstm.backward(new Sequence(T, N - 1, H), run));
    refused(
        message + "(6 steps × 3 rows × 5)", () -> lstm.backward(new Sequence(T, N, H + 1), run));
    LstmState small = cell.zeroState(N - 1);
    refused(
        "backward: the gradient of the last state must be (3 × 4) and (3 × 4), got (2 × 4) and (2 × 4)",
        () -> lstm.backward(random(T, H, rng), small, run));
    lstm.parameters().forEach(p -> assertEquals(0, p.grad.norm(), p.name()));
  }

  /** A cell of a learner's: a running sum of its inputs, with a leak that is learnt. */
  private static final class Leaky implements Cell<HiddenState> {
    final Parameter keep = new Parameter("keep", Matrix.row(0.5));

    @Override
    public Step<HiddenState> forward(Matrix x, HiddenState previous) {
      Matrix h = x.plus(previous.h().scale(keep.value.get(0, 0)));
      return new Step<>(x, previous, new HiddenState(h), new Matrix(x.rows(), 0));
    }

    @Override
    public StepGradient<HiddenState> backward(HiddenState dState, Step<HiddenState> step) {
      Matrix dh = dState.h();
      double sum = Subject.weigh(dh, step.previous().h());
      keep.grad.addInPlace(Matrix.row(sum));
      return new StepGradient<>(dh, new HiddenState(dh.scale(keep.value.get(0, 0))));
    }

    @Override
    public HiddenState zeroState(int batch) {
      return new HiddenState(new Matrix(batch, 1));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(keep);
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public int hiddenSize() {
      return 1;
    }
  }

  @Test
  void a_cell_of_your_own_is_carried_through_time() {
    Leaky leaky = new Leaky();
    Unrolled<HiddenState> unrolled = new Unrolled<>(leaky);
    Sequence xs = Sequence.of(List.of(Matrix.row(8), Matrix.row(0), Matrix.row(0)));
    var run = unrolled.forward(xs);
    assertArrayEquals(new double[] {8, 4, 2}, run.outputs().flat().data());
    Sequence last = Sequence.of(List.of(new Matrix(1, 1), new Matrix(1, 1), Matrix.row(1)));
    var gradients = unrolled.backward(last, run);
    assertArrayEquals(new double[] {0.25, 0.5, 1}, gradients.dx().flat().data());
    assertEquals(8, leaky.keep.grad.get(0, 0)); // d(8·k²)/dk = 16·k
    assertEquals(0.125, gradients.dInitial().h().get(0, 0));
  }

  /** A cell of one's own whose states or dx have a wrong width, as its author may have made it. */
  private record Crooked(RnnCell right, int states, int dx) implements Cell<HiddenState> {
    @Override
    public HiddenState zeroState(int batch) {
      return right.zeroState(batch);
    }

    @Override
    public Step<HiddenState> forward(Matrix x, HiddenState previous) {
      Step<HiddenState> step = right.forward(x, previous);
      return new Step<>(x, previous, new HiddenState(new Matrix(x.rows(), states)), step.gates());
    }

    @Override
    public StepGradient<HiddenState> backward(HiddenState dState, Step<HiddenState> step) {
      return new StepGradient<>(new Matrix(dState.h().rows(), dx), dState);
    }

    @Override
    public List<Parameter> parameters() {
      return right.parameters();
    }

    @Override
    public int inputSize() {
      return right.inputSize();
    }

    @Override
    public int hiddenSize() {
      return right.hiddenSize();
    }
  }

  @Test
  void a_cell_that_returns_other_sizes_than_it_says_is_refused() {
    Sequence xs = new Sequence(T, N, D);
    for (int states : new int[] {H - 1, H + 1}) {
      Layer<HiddenState> layer =
          new Unrolled<>(new Crooked(new RnnCell(D, H, rng), states, D)).asLayer();
      refused(
          "Crooked: the state after a step must be (3 × 4), got (3 × %d)".formatted(states),
          () -> layer.forward(xs));
    }
    for (int dx : new int[] {D - 1, D + 1}) {
      Layer<HiddenState> layer =
          new Unrolled<>(new Crooked(new RnnCell(D, H, rng), H, dx)).asLayer();
      Sequence h = layer.forward(xs);
      refused(
          "Crooked: the dx of a step must be (3 × 5), got (3 × %d)".formatted(dx),
          () -> layer.backward(h));
    }
  }
}
