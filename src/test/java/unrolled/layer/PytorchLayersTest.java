package unrolled.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.reference.Fixture;

/**
 * The whole-sequence layers against PyTorch in float64: one and two layers, one and two directions,
 * full and padded, from zeros and from a given state; outputs, last states, and all gradients.
 */
class PytorchLayersTest {
  private static final double BOUND = 1e-12;
  private static final int T = 5;
  private static final int N = 3;
  private static final int D = 2;
  private static final int H = 6;
  private static final RandomGenerator RNG = new SplittableRandom(1);

  /** One of PyTorch's layers, and how a cell of ours gets the weights of a part of it. */
  private interface Kind<C extends Cell<S>, S extends State<S>> {
    C cell(int inputSize);

    void load(C cell, Weights weights);

    void compare(C cell, Weights expected, Agreement agreement);
  }

  /** The tensors "weight_ih" + suffix and so on, of one direction of one layer. */
  private record Weights(Fixture file, String prefix, String suffix) {
    Matrix get(String name) {
      Matrix m = file.matrix(prefix + name + suffix);
      return name.startsWith("weight") ? m.transpose() : m;
    }
  }

  @Test
  void a_tanh_rnn_agrees() {
    agree("rnn_tanh", rnn(Activation.TANH));
  }

  @Test
  void a_relu_rnn_agrees() {
    agree("rnn_relu", rnn(Activation.RELU));
  }

  private static Kind<RnnCell, HiddenState> rnn(Activation activation) {
    return new Kind<>() {
      @Override
      public RnnCell cell(int inputSize) {
        return new RnnCell(inputSize, H, activation, RNG);
      }

      @Override
      public void load(RnnCell cell, Weights weights) {
        set(cell.Wx, weights.get("weight_ih"));
        set(cell.Wh, weights.get("weight_hh"));
        set(cell.b, weights.get("bias_ih").plus(weights.get("bias_hh")));
      }

      @Override
      public void compare(RnnCell cell, Weights expected, Agreement agreement) {
        compareAll(cell.Wx, cell.Wh, cell.b.grad, cell.b.grad, expected, agreement);
      }
    };
  }

  @Test
  void an_lstm_agrees() {
    agree(
        "lstm",
        new Kind<LstmCell, LstmState>() {
          @Override
          public LstmCell cell(int inputSize) {
            return new LstmCell(inputSize, H, RNG);
          }

          @Override
          public void load(LstmCell cell, Weights weights) {
            set(cell.Wx, weights.get("weight_ih"));
            set(cell.Wh, weights.get("weight_hh"));
            set(cell.b, weights.get("bias_ih").plus(weights.get("bias_hh")));
          }

          @Override
          public void compare(LstmCell cell, Weights expected, Agreement agreement) {
            compareAll(cell.Wx, cell.Wh, cell.b.grad, cell.b.grad, expected, agreement);
          }
        });
  }

  @Test
  void a_gru_agrees() {
    agree(
        "gru",
        new Kind<GruCell, HiddenState>() {
          @Override
          public GruCell cell(int inputSize) {
            return new GruCell(inputSize, H, RNG);
          }

          @Override
          public void load(GruCell cell, Weights weights) {
            Matrix bhh = weights.get("bias_hh");
            set(cell.Wx, weights.get("weight_ih"));
            set(cell.Wh, weights.get("weight_hh"));
            Matrix gates = Matrix.beside(bhh.columns(0, 2 * H), new Matrix(1, H));
            set(cell.b, weights.get("bias_ih").plus(gates));
            set(cell.bhn, bhh.columns(2 * H, 3 * H));
          }

          @Override
          public void compare(GruCell cell, Weights expected, Agreement agreement) {
            Matrix dbhh = Matrix.beside(cell.b.grad.columns(0, 2 * H), cell.bhn.grad);
            compareAll(cell.Wx, cell.Wh, cell.b.grad, dbhh, expected, agreement);
          }
        });
  }

  private static void compareAll(
      Parameter wx, Parameter wh, Matrix dbih, Matrix dbhh, Weights expected, Agreement agreement) {
    String name = expected.prefix + expected.suffix;
    agreement.compare(name + " Wx", expected.get("weight_ih"), wx.grad);
    agreement.compare(name + " Wh", expected.get("weight_hh"), wh.grad);
    agreement.compare(name + " b", expected.get("bias_ih"), dbih);
    agreement.compare(name + " second b", expected.get("bias_hh"), dbhh);
  }

  /** All sixteen cases; the cells of a case from the lowest layer up, forward before backward. */
  private static <C extends Cell<S>, S extends State<S>> void agree(String name, Kind<C, S> kind) {
    Fixture file = Fixture.read("layers_" + name);
    Agreement forward = new Agreement("layers " + name + ", forward", BOUND);
    Agreement backward = new Agreement("layers " + name + ", backward", BOUND);
    for (int depth : new int[] {1, 2}) {
      for (int directions : new int[] {1, 2}) {
        for (String length : List.of("full", "padded")) {
          for (String state : List.of("zero", "given")) {
            String group = "%d.%d".formatted(depth, directions);
            String prefix = "%s.%s.%s/".formatted(group, length, state);
            List<C> cells = new ArrayList<>();
            for (int i = 0; i < depth * directions; i++) {
              cells.add(kind.cell(i < directions ? D : H * directions));
              kind.load(cells.get(i), new Weights(file, group + "/", suffix(i, directions)));
            }
            List<Layer<S>> fused = cells.stream().map(c -> Samples.<S>fused(c)).toList();
            if (directions == 2) {
              compareStack(file, prefix, bothWays(fused), forward, backward);
            } else {
              compareStack(file, prefix, fused, forward, backward);
            }
            for (int i = 0; i < cells.size(); i++) {
              kind.compare(
                  cells.get(i), new Weights(file, prefix + "d_", suffix(i, directions)), backward);
            }
          }
        }
      }
    }
    forward.report();
    backward.report();
  }

  private static String suffix(int i, int directions) {
    return "_l" + i / directions + (i % directions == 1 ? "_reverse" : "");
  }

  private static <S extends State<S>> List<Layer<BothWays<S>>> bothWays(List<Layer<S>> layers) {
    List<Layer<BothWays<S>>> pairs = new ArrayList<>();
    for (int i = 0; i < layers.size(); i += 2) {
      pairs.add(new Bidirectional<>(layers.get(i), layers.get(i + 1)));
    }
    return pairs;
  }

  private static <S extends State<S>> void compareStack(
      Fixture file, String prefix, List<Layer<S>> layers, Agreement forward, Agreement backward) {
    if (layers.size() == 1) {
      compare(file, prefix, layers.get(0), forward, backward);
    } else {
      compare(file, prefix, new Stacked<>(layers), forward, backward);
    }
  }

  private static <S extends State<S>> void compare(
      Fixture file, String prefix, Layer<S> layer, Agreement forward, Agreement backward) {
    boolean given = prefix.endsWith("given/");
    Sequence xs = file.sequence(prefix + "x");
    if (prefix.contains("padded")) {
      xs = xs.withLengths(file.integers("lengths"));
    }
    S zero = layer.zeroState(N);
    S initial = given ? state(zero, file, prefix, "0") : zero;
    S dLast = state(zero, file, prefix + "a_", "_last");
    Sequence dh = xs.withFlat(file.sequence(prefix + "a_outputs").flat());

    Sequence outputs = layer.forward(Samples.spoil(xs, Double.NaN), initial);
    forward.compare(prefix, file.sequence(prefix + "outputs").flat(), outputs.flat());
    compare(prefix + "last", state(zero, file, prefix, "_last"), layer.last(), forward);
    Sequence dx = layer.backward(Samples.spoil(dh, Double.NaN), dLast);
    backward.compare(prefix + "dx", file.sequence(prefix + "d_x").flat(), dx.flat());
    if (given) {
      compare(prefix + "d0", state(zero, file, prefix + "d_", "0"), layer.dInitial(), backward);
    }
  }

  private static <S extends State<S>> void compare(
      String name, S expected, S actual, Agreement agreement) {
    for (int i = 0; i < expected.parts().size(); i++) {
      agreement.compare(name + i, expected.parts().get(i), actual.parts().get(i));
    }
  }

  /** PyTorch has a tensor (blocks × N × H) for each of h and c; we have h and c in each block. */
  private static <S extends State<S>> S state(S zero, Fixture file, String prefix, String suffix) {
    int blocks = file.sequence(prefix + "h" + suffix).steps();
    int parts = zero.parts().size() / blocks;
    var block =
        IntStream.range(0, blocks * parts)
            .mapToObj(i -> file.sequence(prefix + "hc".charAt(i % parts) + suffix).step(i / parts))
            .iterator();
    return zero.map(m -> block.next());
  }

  private static void set(Parameter p, Matrix value) {
    p.set((rows, cols, rng) -> value, RNG);
  }
}
