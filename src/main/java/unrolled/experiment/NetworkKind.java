package unrolled.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.MinGruCell;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.MinGru;
import unrolled.layer.Stacked;

/**
 * A recurrent network that an experiment can begin: those that are compared most often are the
 * constants of {@link Network}; here are those that take a number.
 */
public interface NetworkKind {
  /** What a chart calls it. */
  String label();

  /** A new layer, its weights drawn from {@code rng}. */
  Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng);

  /** A network of your own: what a chart calls it, and how its layer is made. */
  static NetworkKind of(String label, Maker maker) {
    return new Begun(label, maker);
  }

  /** An LSTM that keeps σ(bias) of its cell state at each step, at first. */
  static NetworkKind lstm(double bias) {
    return new Begun(
        "LSTM, forget bias " + number(bias),
        (D, H, rng) -> new Lstm(new LstmCell(D, H, rng).withForgetBias(bias)));
  }

  /**
   * An LSTM whose biases are drawn for memories of up to {@code longest} steps: forget gates open,
   * input gates shut. Tallec and Ollivier, "Can recurrent neural networks warp time?", 2018.
   */
  static NetworkKind chrono(double longest) {
    return new Begun(
        "LSTM, chrono " + number(longest),
        (D, H, rng) -> new Lstm(new LstmCell(D, H, rng).withChronoBias(longest, rng)));
  }

  /** A GRU that keeps σ(bias) of its state at each step, at first. */
  static NetworkKind gru(double bias) {
    return new Begun(
        "GRU, update bias " + number(bias),
        (D, H, rng) -> {
          GruCell cell = new GruCell(D, H, rng);
          Arrays.fill(cell.b.value.data(), H, 2 * H, bias); // blocks r z n
          return new Gru(cell);
        });
  }

  /** A minGRU that replaces σ(bias) of its state at each step, at first. */
  static NetworkKind minGru(double bias) {
    return new Begun(
        "minGRU, update bias " + number(bias),
        (D, H, rng) -> new MinGru(new MinGruCell(D, H, rng).withUpdateBias(bias)));
  }

  /** Two of them, one on the other. */
  static NetworkKind twoMinGrus(double bias) {
    return new Begun(
        "two minGRUs, update bias " + number(bias),
        (D, H, rng) ->
            new Stacked<HiddenState>(
                List.of(
                    new MinGru(new MinGruCell(D, H, rng).withUpdateBias(bias)),
                    new MinGru(new MinGruCell(H, H, rng).withUpdateBias(bias)))));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** Makes a layer. */
  interface Maker {
    Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng);
  }

  /** A label, and how the layer is made. */
  record Begun(String label, Maker maker) implements NetworkKind {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      return maker.layer(inputSize, hiddenSize, rng);
    }

    @Override
    public String toString() {
      return label;
    }
  }
}
