package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
import unrolled.reference.Subject;
import unrolled.train.GradientCheck;

/**
 * Backpropagation through time against finite differences: every weight, every input, and every
 * part of an initial state that is not zero. The broken cells show that the check can fail.
 */
class UnrolledGradientTest {
  private static final int T = 6;
  private static final int N = 3;
  private static final int D = 5;
  private static final int H = 4;
  private static final double BOUND = 3e-7; // the largest seen is 7e-8

  /** The largest seen is 1e-6: inputs far from the only loss, whose gradients are tiny. */
  private static final double BOUND_LAST = 1e-5;

  private static final double WRONG = 1e-2;

  static Stream<Subject<?>> cells() {
    return Subject.all(D, H);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void a_loss_at_every_step_and_on_the_last_state(Subject<?> subject) {
    right(check(subject, true), BOUND);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void a_loss_on_the_last_state_only(Subject<?> subject) {
    right(check(subject, false), BOUND_LAST);
  }

  private static void right(List<GradientCheck.Worst> worst, double bound) {
    assertTrue(worst.get(0).error() < bound, () -> worst.get(0).toString());
  }

  private static <S extends State<S>> List<GradientCheck.Worst> check(
      Subject<S> subject, boolean everyStep) {
    RandomGenerator rng = new SplittableRandom(11);
    Unrolled<S> unrolled = new Unrolled<>(subject.cell());
    Sequence xs = new Sequence(T, N, D);
    xs.flat().addInPlace(Matrix.random(T * N, D, -1, 1, rng));
    S initial = subject.randomState(N, rng);
    S weightsLast = subject.randomState(N, rng);
    Sequence weights = new Sequence(T, N, H);
    if (everyStep) {
      weights.flat().addInPlace(Matrix.random(T * N, H, -1, 1, rng));
    }

    var gradients = unrolled.backward(weights, weightsLast, unrolled.forward(xs, initial));
    List<Parameter> all = new ArrayList<>(unrolled.parameters());
    Parameter x = new Parameter("x", xs.flat());
    x.grad.addInPlace(gradients.dx().flat());
    all.add(x);
    List<Parameter> state = subject.asParameters(initial);
    List<Matrix> dInitial = subject.parts().apply(gradients.dInitial());
    for (int i = 0; i < state.size(); i++) {
      state.get(i).grad.addInPlace(dInitial.get(i));
    }
    all.addAll(state);
    return GradientCheck.check(
        all,
        () -> {
          var run = unrolled.forward(xs, initial);
          return Subject.weigh(run.outputs().flat(), weights.flat())
              + subject.weigh(run.last(), weightsLast);
        });
  }

  /** A cell that is right except for its backward pass. */
  private record Broken<S extends State<S>>(
      Cell<S> right, BiFunction<S, Step<S>, StepGradient<S>> broken) implements Cell<S> {
    @Override
    public Step<S> forward(Matrix x, S previous) {
      return right.forward(x, previous);
    }

    @Override
    public StepGradient<S> backward(S dState, Step<S> step) {
      return broken.apply(dState, step);
    }

    @Override
    public S zeroState(int batch) {
      return right.zeroState(batch);
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

  private final RnnCell rnn = new RnnCell(D, H, new SplittableRandom(7));
  private final LstmCell lstm = new LstmCell(D, H, new SplittableRandom(7));

  private void caught(
      BiFunction<HiddenState, Step<HiddenState>, StepGradient<HiddenState>> broken,
      String... parameters) {
    caught(Subject.hidden("broken", new Broken<>(rnn, broken)), parameters);
  }

  private static void caught(Subject<?> subject, String... parameters) {
    List<GradientCheck.Worst> all = check(subject, true);
    for (String name : parameters) {
      assertTrue(
          all.stream().anyMatch(w -> w.parameter().equals(name) && w.error() > WRONG),
          () -> name + " was not found wrong: " + all);
    }
    all.stream()
        .filter(w -> !List.of(parameters).contains(w.parameter()))
        .forEach(w -> assertTrue(w.error() < BOUND, () -> "should be right: " + w));
  }

  @Test
  void a_missing_transpose_is_caught() {
    caught(
        (dState, step) -> {
          Matrix h = step.state().h();
          Matrix dz = dState.h().hadamard(h.map(v -> 1 - v * v));
          StepGradient<HiddenState> right = rnn.backward(dState, step);
          return new StepGradient<>(right.dx(), new HiddenState(dz.matmul(rnn.Wh.value)));
        },
        "Wx",
        "Wh",
        "b",
        "x",
        "state0");
  }

  @Test
  void a_state_gradient_that_is_not_carried_is_caught() {
    caught(
        (dState, step) -> new StepGradient<>(rnn.backward(dState, step).dx(), rnn.zeroState(N)),
        "Wx",
        "Wh",
        "b",
        "x",
        "state0");
  }

  @Test
  void a_weight_gradient_that_is_set_and_not_added_is_caught() {
    caught(
        (dState, step) -> {
          rnn.Wh.zeroGrad();
          return rnn.backward(dState, step);
        },
        "Wh");
  }

  @Test
  void a_bias_gradient_of_one_row_instead_of_the_batch_is_caught() {
    caught(
        (dState, step) -> {
          Matrix before = rnn.b.grad.copy();
          StepGradient<HiddenState> right = rnn.backward(dState, step);
          Matrix added = rnn.b.grad.minus(before);
          rnn.b.grad.addScaled(1.0 / N - 1, added);
          return right;
        },
        "b");
  }

  @Test
  void a_cell_state_gradient_that_is_not_carried_is_caught() {
    caught(
        Subject.lstm(
            "broken",
            new Broken<LstmState>(
                lstm,
                (dState, step) -> {
                  StepGradient<LstmState> right = lstm.backward(dState, step);
                  Matrix zero = new Matrix(N, H);
                  return new StepGradient<>(right.dx(), new LstmState(right.dPrevious().h(), zero));
                })),
        "Wx",
        "Wh",
        "b",
        "x",
        "state0",
        "state1");
  }
}
