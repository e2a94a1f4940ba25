package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;

/** What notebook 9 says, on other seeds than its own. */
class GruClaimsTest {
  @Test
  void the_two_definitions_agree_at_the_first_step_and_no_further() {
    for (long seed = 11; seed <= 20; seed++) {
      GruCell after = new GruCell(8, 16, new Random(seed));
      GruResetBeforeCell before = new GruResetBeforeCell(8, 16, new Random(seed));
      assertEquals(0, after.Wh.value.maxDifference(before.Wh.value), "the same weights");
      Arrays.fill(after.bhn.value.data(), 0);
      double[] apart = apart(after, before, seed);
      assertEquals(0, apart[0]);
      assertTrue(apart[1] > 1e-3 && apart[1] < 0.2, "second step: " + apart[1]);
      Arrays.fill(after.bhn.value.data(), 0.2);
      double first = apart(after, before, seed)[0];
      assertTrue(first > 1e-3 && first < 0.2, "with bhn, first step: " + first);
    }
  }

  private static double[] apart(Cell<HiddenState> one, Cell<HiddenState> other, long seed) {
    Sequence xs = new Sequence(2, 3, 8).withFlat(Matrix.random(6, 8, -1, 1, new Random(-seed)));
    Sequence a = new Unrolled<>(one).forward(xs).outputs();
    Sequence b = new Unrolled<>(other).forward(xs).outputs();
    return new double[] {a.step(0).maxDifference(b.step(0)), a.step(1).maxDifference(b.step(1))};
  }

  @Test
  void a_coupled_lstm_has_three_blocks_of_four() {
    Random rng = new Random(1);
    assertEquals(3_360, ParameterCount.of(Network.COUPLED_LSTM.layer(2, 32, rng)));
    assertEquals(3_360, ParameterCount.of(Network.GRU_RESET_BEFORE.layer(2, 32, rng)));
    assertEquals(4_480, ParameterCount.of(Network.LSTM_BIAS_1.layer(2, 32, rng)));
    assertEquals(4_477, ParameterCount.of(Network.GRU.layer(2, 37, rng)));
  }

  @Test
  void a_coupled_lstm_learns_a_short_sum() {
    var settings =
        new AddingExperiment.Settings(
            Network.COUPLED_LSTM, 10, new TrainingSettings(16, 32, 0.01, 600, 50));
    var result = AddingExperiment.run(settings, 12);
    assertTrue(result.curve().solved(), () -> result.curve().toString());
    assertTrue(result.seconds() > 0);
    assertEquals(
        3, result.model().named().keySet().stream().filter(n -> n.startsWith("layer")).count());
  }

  /** The steps until the sum is learnt, of the seeds 11 to 20. */
  private static IntSummaryStatistics steps(Network network) {
    IntSummaryStatistics steps =
        LongStream.rangeClosed(11, 20)
            .parallel()
            .mapToInt(
                seed -> {
                  var curve = AddingExperiment.run(AddingExperiment.Settings.of(network, 50), seed);
                  return curve.curve().steps();
                })
            .summaryStatistics();
    System.out.println("adding over 50 steps, " + network.label() + ": " + steps);
    return steps;
  }

  @Test
  @Tag("slow")
  void merging_two_gates_makes_an_lstm_nearly_as_quick_as_a_gru() {
    IntSummaryStatistics gru = steps(Network.GRU);
    IntSummaryStatistics coupled = steps(Network.COUPLED_LSTM);
    IntSummaryStatistics lstm = steps(Network.LSTM_BIAS_1);
    assertTrue(gru.getMax() <= 900, () -> "GRU: " + gru);
    assertTrue(coupled.getMax() <= 1.4 * gru.getMax(), () -> "coupled: " + coupled);
    assertTrue(lstm.getMin() >= 1.3 * gru.getMax(), () -> "LSTM: " + lstm);
    assertTrue(lstm.getAverage() >= 2 * gru.getAverage(), () -> "LSTM: " + lstm);
  }

  @Test
  @Tag("slow")
  void fifty_words_back_most_open_lstms_learn_and_no_gru_does() {
    assertTrue(solved(Network.LSTM_BIAS_3) >= 6);
    assertEquals(0, solved(Network.GRU));
    assertEquals(0, solved(Network.COUPLED_LSTM));
  }

  private static long solved(Network network) {
    return LongStream.rangeClosed(11, 20)
        .parallel()
        .filter(
            seed ->
                RecallExperiment.run(RecallExperiment.Settings.learn(network, 50), seed).accuracy()
                    == 1)
        .count();
  }
}
