package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;
import unrolled.nn.Embedding;
import unrolled.nn.Parameter;
import unrolled.reference.Subject;
import unrolled.train.GradientCheck;

/** Every layer's backward pass, and what is built of layers, against finite differences. */
class LayerGradientTest {
  private static final int T = 4;
  private static final int N = 3;
  private static final int D = 5;
  private static final int H = 2;
  private static final double BOUND = 3e-7; // the largest seen is 6.5e-8

  private final RandomGenerator rng = new SplittableRandom(21);

  static List<Subject<?>> cells() {
    return Subject.all(D, H).toList();
  }

  @ParameterizedTest
  @MethodSource("cells")
  <S extends State<S>> void a_whole_sequence_layer(Subject<S> subject) {
    Layer<S> layer = Samples.fused(subject.cell());
    right(subject.name(), layer.parameters(), () -> layer);
  }

  /** Lengths that differ are in all of these: the loss of padding would show. */
  private <S extends State<S>> void right(
      String what, List<Parameter> parameters, Supplier<Layer<S>> fresh) {
    Sequence xs = Samples.sequence(T, N, D, rng).withLengths(3, 1, 4);
    Layer<S> layer = fresh.get();
    S initial = Samples.state(layer.zeroState(N), rng);
    S weightsLast = Samples.state(layer.zeroState(N), rng);
    Sequence weights = Samples.like(xs, layer.hiddenSize(), rng);
    layer.forward(xs, initial);
    List<Parameter> all = new ArrayList<>(parameters);
    all.add(with("x", xs.flat(), layer.backward(weights, weightsLast).flat()));
    for (int i = 0; i < initial.parts().size(); i++) {
      all.add(with("state" + i, initial.parts().get(i), layer.dInitial().parts().get(i)));
    }
    right(
        what,
        all,
        () -> {
          Layer<S> again = fresh.get();
          double loss = Subject.weigh(again.forward(xs, initial).flat(), weights.flat());
          for (int i = 0; i < weightsLast.parts().size(); i++) {
            loss += Subject.weigh(again.last().parts().get(i), weightsLast.parts().get(i));
          }
          return loss;
        });
  }

  private static void right(String what, List<Parameter> parameters, DoubleSupplier loss) {
    GradientCheck.Worst worst = GradientCheck.check(parameters, loss).get(0);
    assertTrue(worst.error() < BOUND, () -> what + ": " + worst);
  }

  private static Parameter with(String name, Matrix value, Matrix gradient) {
    Parameter p = new Parameter(name, value);
    p.grad.addInPlace(gradient);
    return p;
  }

  @Test
  void the_coupled_lstm() {
    CoupledLstm layer = new CoupledLstm(D, H, 1, rng);
    right("CoupledLstm", layer.parameters(), () -> layer);
  }

  @Test
  void both_directions() {
    Layer<BothWays<LstmState>> layer =
        new Bidirectional<>(new Lstm(D, H, rng), new Unrolled<>(new LstmCell(D, H, rng)).asLayer());
    right("Bidirectional", layer.parameters(), () -> layer);
  }

  /** The masks are drawn again from the same seed, so that the loss is a function. */
  @Test
  void three_layers_with_dropout() {
    List<Gru> layers = List.of(new Gru(D, 4, rng), new Gru(4, 6, rng), new Gru(6, H, rng));
    Supplier<Layer<Levels<HiddenState>>> fresh =
        () -> new Stacked<>(layers, new Dropout(0.3), new SplittableRandom(4));
    right("Stacked with dropout", fresh.get().parameters(), fresh);
  }

  @Test
  void two_layers_in_both_directions() {
    List<Bidirectional<LstmState>> layers = new ArrayList<>();
    for (int inputSize : new int[] {D, 2 * H}) {
      layers.add(new Bidirectional<>(new Lstm(inputSize, H, rng), new Lstm(inputSize, H, rng)));
    }
    Layer<Levels<BothWays<LstmState>>> layer = new Stacked<>(layers);
    right("Stacked and Bidirectional", layer.parameters(), () -> layer);
  }

  @Test
  void an_embedding_below_a_layer() {
    Tokens tokens = new Tokens(new int[][] {{1, 0, 1}, {3}, {2, 2, 2, 0}});
    Embedding embedding = new Embedding(4, D, rng);
    Gru gru = new Gru(new GruCell(D, H, rng));
    Sequence weights = Samples.sequence(4, 3, H, rng);
    gru.forward(tokens.sequence(embedding.forward(tokens.ids())));
    embedding.backward(gru.backward(weights).flat(), tokens.ids());
    right(
        "Embedding and Gru",
        embedding.parameters(),
        () -> {
          Sequence h = gru.forward(tokens.sequence(embedding.forward(tokens.ids())));
          return Subject.weigh(h.flat(), weights.flat());
        });
  }

  @Test
  void attention() {
    Sequence states = Samples.sequence(T, N, D, rng).withLengths(3, 1, 4);
    Matrix query = Matrix.random(N, D, -1, 1, rng);
    Matrix weights = Matrix.random(N, D, -1, 1, rng);
    Attention.Look look = Attention.forward(query, states);
    Sequence dStates = new Sequence(T, N, D);
    Matrix dQuery = Attention.backward(weights, look, query, states, dStates);
    right(
        "Attention",
        List.of(with("states", states.flat(), dStates.flat()), with("query", query, dQuery)),
        () -> Subject.weigh(Attention.forward(query, states).context(), weights));
    Matrix once = dStates.flat().copy();
    Attention.backward(weights, look, query, states, dStates);
    assertEquals(0, once.scale(2).maxDifference(dStates.flat()), 1e-15);
  }
}
