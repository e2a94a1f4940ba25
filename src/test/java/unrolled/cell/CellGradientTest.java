package unrolled.cell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.reference.Subject;
import unrolled.train.GradientCheck;

/**
 * One step of every cell against finite differences: weights, input and every part of the state.
 */
class CellGradientTest {
  private static final int N = 3;
  private static final int D = 5;
  private static final int H = 4;
  private static final double BOUND = 3e-7; // the largest seen is 3.7e-8

  static Stream<Subject<?>> cells() {
    return Subject.all(D, H);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void one_step_backward_is_the_slope_of_one_step_forward(Subject<?> subject) {
    List<GradientCheck.Worst> worst = check(subject);
    assertTrue(worst.get(0).error() < BOUND, () -> worst.get(0).toString());
  }

  private static <S extends State<S>> List<GradientCheck.Worst> check(Subject<S> subject) {
    RandomGenerator rng = new SplittableRandom(3);
    Cell<S> cell = subject.cell();
    Parameter x = new Parameter("x", Matrix.random(N, D, -1, 1, rng));
    S previous = subject.randomState(N, rng);
    S weights = subject.randomState(N, rng);
    List<Parameter> state = subject.asParameters(previous);

    StepGradient<S> gradient = cell.backward(weights, cell.forward(x.value, previous));
    x.grad.addInPlace(gradient.dx());
    List<Matrix> dPrevious = subject.parts().apply(gradient.dPrevious());
    for (int i = 0; i < state.size(); i++) {
      state.get(i).grad.addInPlace(dPrevious.get(i));
    }

    List<Parameter> all = new ArrayList<>(cell.parameters());
    all.add(x);
    all.addAll(state);
    return GradientCheck.check(
        all, () -> subject.weigh(cell.forward(x.value, previous).state(), weights));
  }
}
