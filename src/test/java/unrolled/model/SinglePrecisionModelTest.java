package unrolled.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.GruCell;
import unrolled.cell.LstmCell;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Lstm;
import unrolled.layer.Precision;
import unrolled.train.Adam;
import unrolled.train.SplitMix;

/** A network in floats learns what the same network in doubles learns. */
class SinglePrecisionModelTest {
  private interface Maker {
    Layer<?> make(Precision precision, SplitMix rng);
  }

  private record Network(String name, Maker maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Network> networks() {
    return Stream.of(
        new Network("LSTM", (p, rng) -> new Lstm(new LstmCell(2, 12, rng), p)),
        new Network("GRU", (p, rng) -> new Gru(new GruCell(2, 12, rng), p)));
  }

  private static Model<int[][], int[]> trained(
      Network network, Precision precision, int epochs, int[][] bits, int[] odd) {
    SplitMix rng = new SplitMix(1);
    Model<int[][], int[]> model =
        new Model<>(
            Input.oneHot(2),
            List.of(network.maker.make(precision, rng)),
            Readout.LAST_STEP,
            2,
            Loss.classes(),
            rng);
    model.fit(new Adam(0.02)).epochs(epochs).clip(1).on(bits, odd);
    return model;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void parity_is_learnt_in_floats_as_in_doubles(Network network) {
    SplitMix rng = new SplitMix(2);
    int[][] bits = new int[600][];
    Arrays.setAll(bits, n -> rng.ints(1 + n % 6, 0, 2).toArray());
    int[] odd = Arrays.stream(bits).mapToInt(row -> Arrays.stream(row).sum() % 2).toArray();
    double early = trained(network, Precision.DOUBLE, 1, bits, odd).evaluate(bits, odd).loss();
    assertEquals(
        early,
        trained(network, Precision.SINGLE, 1, bits, odd).evaluate(bits, odd).loss(),
        1e-4 * early,
        "the loss after one epoch");
    Model<int[][], int[]> floats = trained(network, Precision.SINGLE, 40, bits, odd);
    assertArrayEquals(odd, floats.predict(bits));
  }
}
