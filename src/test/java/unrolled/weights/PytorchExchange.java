package unrolled.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dense;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.train.SplitMix;

/**
 * Our half of the exchange of weights with a real PyTorch; {@code
 * src/test/python/pytorch_exchange.py} is the other. For each kind of network, with one and two
 * layers, in one and two directions:
 *
 * <pre>{@code
 * export DIR   writes ours-*.safetensors, the weights, and ours-*.run, what they made of an input
 * import DIR   reads theirs-*.safetensors, and fails unless we make of the input what they made
 * }</pre>
 */
final class PytorchExchange {
  private static final int T = 6;
  private static final int N = 3;
  private static final int D = 5;
  private static final int H = 4;
  private static final int O = 2;

  private PytorchExchange() {}

  public static void main(String... arguments) {
    if (arguments.length != 2 || !List.of("export", "import").contains(arguments[0])) {
      throw new IllegalArgumentException("PytorchExchange: expected export DIR or import DIR");
    }
    Path directory = Path.of(arguments[1]);
    for (int layers = 1; layers <= 2; layers++) {
      for (int directions = 1; directions <= 2; directions++) {
        List<Network<?>> networks =
            List.of(
                hidden("rnn_tanh", layers, directions, d -> new RnnCell(d, H, rng())),
                hidden("rnn_relu", layers, directions, PytorchExchange::relu),
                hidden("gru", layers, directions, d -> new GruCell(d, H, rng())),
                lstm(layers, directions));
        for (Network<?> network : networks) {
          if (arguments[0].equals("export")) {
            network.export(directory);
          } else {
            network.take(directory);
          }
        }
      }
    }
  }

  private static final RandomGenerator RANDOM = new SplitMix(20240101);

  private static RandomGenerator rng() {
    return RANDOM;
  }

  private static RnnCell relu(int inputSize) {
    return new RnnCell(inputSize, H, Activation.RELU, rng());
  }

  private static Network<HiddenState> hidden(
      String kind, int layers, int directions, Function<Integer, Cell<HiddenState>> cell) {
    return new Network<>(kind, layers, directions, cell, m -> new HiddenState(m[0]), List.of("h0"));
  }

  private static Network<LstmState> lstm(int layers, int directions) {
    return new Network<>(
        "lstm",
        layers,
        directions,
        d -> new LstmCell(d, H, rng()),
        m -> new LstmState(m[0], m[1]),
        List.of("h0", "c0"));
  }

  /** Cells stacked by hand, and a dense head over the outputs of the last layer. */
  private static final class Network<S extends State<S>> {
    private final String name;
    private final int layers;
    private final int directions;
    private final List<Cell<S>> cells = new ArrayList<>(); // layer by layer, forward then reverse
    private final Dense head;
    private final Weights weights = new Weights();
    private final Function<Matrix[], S> state;
    private final List<String> parts;

    Network(
        String kind,
        int layers,
        int directions,
        Function<Integer, Cell<S>> cell,
        Function<Matrix[], S> state,
        List<String> parts) {
      this.name = "%s-%d-%d".formatted(kind, layers, directions);
      this.layers = layers;
      this.directions = directions;
      this.state = state;
      this.parts = parts;
      for (int l = 0; l < layers; l++) {
        for (int d = 0; d < directions; d++) {
          cells.add(cell.apply(l == 0 ? D : directions * H));
        }
      }
      for (int i = 0; i < cells.size(); i++) {
        boolean reverse = i % directions == 1;
        List<Parameter> parameters = cells.get(i).parameters();
        weights.with(PytorchLayout.recurrent("body.", i / directions, reverse, parameters));
      }
      head = new Dense(directions * H, O, rng());
      weights.with(PytorchLayout.linear("head.", head));
    }

    void export(Path directory) {
      Map<String, Tensor> run = new TreeMap<>();
      run.put("x", Tensor.matrix(Matrix.random(T * N, D, -1, 1, rng())));
      for (String part : parts) {
        run.put(part, Tensor.matrix(Matrix.random(cells.size() * N, H, -1, 1, rng())));
      }
      run.put("y", Tensor.matrix(outputs(run)));
      weights.save(directory.resolve("ours-" + name + ".safetensors"));
      Safetensors.write(
          directory.resolve("ours-" + name + ".run"), new Safetensors.Contents(run, Map.of()));
    }

    void take(Path directory) {
      weights.load(directory.resolve("theirs-" + name + ".safetensors"));
      var run = Safetensors.read(directory.resolve("theirs-" + name + ".run")).tensors();
      Agreement agreement = new Agreement(name + " from PyTorch", 1e-12);
      agreement.compare("y", run.get("y").value(), outputs(run));
      agreement.report();
    }

    private Matrix outputs(Map<String, Tensor> run) {
      Sequence xs = new Sequence(T, N, D).withFlat(run.get("x").value());
      for (int l = 0; l < layers; l++) {
        List<Sequence> read = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
          int index = l * directions + d;
          S initial =
              state.apply(
                  parts.stream()
                      .map(part -> rows(run.get(part).value(), index))
                      .toArray(Matrix[]::new));
          Unrolled<S> unrolled = new Unrolled<>(cells.get(index));
          Sequence in = d == 0 ? xs : reversed(xs);
          Sequence out = unrolled.forward(in, initial).outputs();
          read.add(d == 0 ? out : reversed(out));
        }
        Matrix[] flat = read.stream().map(Sequence::flat).toArray(Matrix[]::new);
        xs = read.get(0).withFlat(Matrix.beside(flat));
      }
      return head.forward(xs.flat());
    }

    private static Matrix rows(Matrix states, int index) {
      Sequence all = new Sequence(states.rows() / N, N, H).withFlat(states);
      return all.step(index);
    }

    private static Sequence reversed(Sequence xs) {
      List<Matrix> steps = new ArrayList<>();
      for (int t = xs.steps() - 1; t >= 0; t--) {
        steps.add(xs.step(t));
      }
      return Sequence.of(steps);
    }
  }
}
