package unrolled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.State;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.Precision;
import unrolled.layer.Sequence;

/**
 * The size of a training step: T time steps of N sequences with D features, into {@code layers}
 * layers of H units.
 */
record Step(Kind kind, int T, int N, int D, int H, int layers) {
  /** Which network. */
  enum Kind {
    LSTM,
    GRU
  }

  /** Those of the goals. */
  static List<Step> all(boolean quick) {
    var steps = new ArrayList<Step>();
    for (Kind kind : Kind.values()) {
      steps.add(new Step(kind, 50, 32, 64, 128, 1));
      if (quick) continue;
      steps.add(new Step(kind, 100, 64, 128, 256, 1));
      steps.add(new Step(kind, 35, 20, 200, 200, 2));
    }
    return steps;
  }

  boolean isFirst() {
    return T == 50;
  }

  /** Numbers from −1 to 1, always the same ones. */
  static double[] numbers(int count, int seed) {
    return new SplittableRandom(seed).doubles(count, -1, 1).toArray();
  }

  double[] input() {
    return numbers(T * N * D, 1);
  }

  /** The gradient that comes from the loss. */
  double[] gradient() {
    return numbers(T * N * H, 2);
  }

  /** A sequence that holds {@code numbers}. */
  Sequence sequence(double[] numbers) {
    var sequence = new Sequence(T, N, numbers.length / (T * N));
    System.arraycopy(numbers, 0, sequence.flat().data(), 0, numbers.length);
    return sequence;
  }

  OurStep<?> ours() {
    return ours(Precision.DOUBLE);
  }

  OurStep<?> ours(Precision precision) {
    return kind == Kind.LSTM
        ? new OurStep<>(
            this, this.<LstmState>stack((in, rng) -> new Lstm(new LstmCell(in, H, rng), precision)))
        : new OurStep<>(
            this,
            this.<HiddenState>stack((in, rng) -> new Gru(new GruCell(in, H, rng), precision)));
  }

  private interface Maker<S extends State<S>> {
    Layer<S> make(int inputSize, SplittableRandom rng);
  }

  private <S extends State<S>> List<Layer<S>> stack(Maker<S> maker) {
    var rng = new SplittableRandom(3);
    var stack = new ArrayList<Layer<S>>();
    for (int i = 0; i < layers; i++) stack.add(maker.make(i == 0 ? D : H, rng));
    return stack;
  }

  @Override
  public String toString() {
    String size = kind + " " + T + ", " + N + ", " + D + ", " + H;
    return layers == 1 ? size : size + " × " + layers + " layers";
  }
}
