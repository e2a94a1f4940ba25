package unrolled.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.MinGruCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;

/**
 * A cell, and how its state is taken apart and put together, so that one test serves all cells.
 *
 * @param parts the matrices of a state, h first
 * @param state the state of such matrices
 */
public record Subject<S extends State<S>>(
    String name, Cell<S> cell, Function<S, List<Matrix>> parts, Function<List<Matrix>, S> state) {

  /** Every cell of the library, with random weights, D features and H units. */
  public static Stream<Subject<?>> all(int d, int h) {
    RandomGenerator rng = new SplittableRandom(7);
    return Stream.of(
        hidden("tanh RNN", new RnnCell(d, h, rng)),
        hidden("ReLU RNN", new RnnCell(d, h, Activation.RELU, rng)),
        lstm("LSTM", new LstmCell(d, h, rng)),
        hidden("GRU", new GruCell(d, h, rng)),
        hidden("GRU, reset before", new GruResetBeforeCell(d, h, rng)),
        hidden("minGRU", new MinGruCell(d, h, rng)));
  }

  public static Subject<HiddenState> hidden(String name, Cell<HiddenState> cell) {
    return new Subject<>(name, cell, s -> List.of(s.h()), m -> new HiddenState(m.get(0)));
  }

  public static Subject<LstmState> lstm(String name, Cell<LstmState> cell) {
    return new Subject<>(
        name, cell, s -> List.of(s.h(), s.c()), m -> new LstmState(m.get(0), m.get(1)));
  }

  /** A state of random matrices, none of them zero. */
  public S randomState(int batch, RandomGenerator rng) {
    List<Matrix> random = new ArrayList<>();
    for (Matrix m : parts.apply(cell.zeroState(batch))) {
      random.add(Matrix.random(m.rows(), m.cols(), -1, 1, rng));
    }
    return state.apply(random);
  }

  /** The parts of a state as parameters, so that a gradient check can move them. */
  public List<Parameter> asParameters(S s) {
    List<Parameter> list = new ArrayList<>();
    for (Matrix part : parts.apply(s)) {
      list.add(new Parameter("state" + list.size(), part));
    }
    return list;
  }

  /** The sum of all entries, each times its weight. */
  public double weigh(S s, S weights) {
    double sum = 0;
    for (int i = 0; i < parts.apply(s).size(); i++) {
      sum += weigh(parts.apply(s).get(i), parts.apply(weights).get(i));
    }
    return sum;
  }

  public static double weigh(Matrix m, Matrix weights) {
    double sum = 0;
    for (double v : m.hadamard(weights).data()) {
      sum += v;
    }
    return sum;
  }

  @Override
  public String toString() {
    return name;
  }
}
