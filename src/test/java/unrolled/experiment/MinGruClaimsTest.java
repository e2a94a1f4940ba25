package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.cell.MinGruCell;
import unrolled.data.Batch;
import unrolled.data.ParityTask;
import unrolled.layer.Scan;
import unrolled.matrix.Matrix;

/** What notebook 15 says, on other seeds than its own. */
class MinGruClaimsTest {
  @Test
  void a_plain_rnn_learns_parity_from_eight_bits_and_a_min_gru_does_not() {
    double[] rnn = parity(Network.RNN, 11, 1).get(0);
    assertTrue(rnn[0] >= 0.99 && rnn[1] >= 0.95, () -> Arrays.toString(rnn));
    double[] min = parity(NetworkKind.minGru(0), 11, 1).get(0);
    assertTrue(min[0] <= 0.85, () -> Arrays.toString(min));
    assertEquals(0.5, min[1], 0.03, () -> Arrays.toString(min));
  }

  /** The accuracies at length 8 and 256 of each seed. */
  private static List<double[]> parity(NetworkKind network, long first, int seeds) {
    List<double[]> all =
        ParityExperiment.run(ParityExperiment.Settings.of(network), first, seeds).stream()
            .map(result -> new double[] {result.accuracyAt(8), result.accuracyAt(256)})
            .toList();
    System.out.println(
        "parity, " + network.label() + ": " + all.stream().map(Arrays::toString).toList());
    return all;
  }

  @Test
  void a_factor_of_minus_one_is_parity_in_rounds() {
    for (int seed = 11; seed <= 20; seed++) {
      Batch<int[]> bits = new ParityTask(100).draw(1, new Random(seed));
      Matrix sign = new Matrix(100, 1);
      for (int t = 0; t < 100; t++) {
        sign.set(t, 0, 1 - 2 * bits.inputs().get(t, 0, 1));
      }
      Scan.Rounds rounds = Scan.inRounds(sign, new Matrix(100, 1), Matrix.row(1));
      assertEquals(7, rounds.rounds());
      for (int t = 0; t < 100; t++) {
        assertEquals(1 - 2 * bits.targets()[t], rounds.h().get(t, 0), "step " + t);
      }
    }
  }

  @Test
  void a_min_gru_recalls_fifty_words_back_if_its_gate_keeps_at_first() {
    assertEquals(1, solved(NetworkKind.minGru(-3), 11, 1));
  }

  private static long solved(NetworkKind network, long first, int seeds) {
    return RecallExperiment.run(RecallExperiment.Settings.learn(network, 50), first, seeds).stream()
        .filter(result -> result.accuracy() == 1)
        .count();
  }

  @Test
  void the_gradient_goes_back_as_far_as_the_gate_keeps() {
    for (long seed = 11; seed <= 20; seed++) {
      MinGruCell open = new MinGruCell(8, 64, new Random(seed)).withUpdateBias(-3);
      MinGruCell half = new MinGruCell(8, 64, new Random(seed)).withUpdateBias(0);
      double kept = GradientByLag.of(open, 50, 1, 7)[50];
      assertTrue(kept > 0.02 && kept < 0.3, "bias −3: " + kept);
      assertTrue(GradientByLag.of(half, 50, 1, 7)[50] < 1e-8);
    }
  }

  @Test
  void a_min_gru_has_fewer_parameters() {
    Random rng = new Random(1);
    assertEquals(16_640, ParameterCount.of(NetworkKind.minGru(0).layer(64, 128, rng)));
    assertEquals(74_240, ParameterCount.of(Network.GRU.layer(64, 128, rng)));
  }

  @Test
  void times_are_measured_in_turns() {
    var result =
        StepTimes.run(Network.GRU, NetworkKind.minGru(0), new StepTimes.Settings(5, 3, 4, 6, 3), 1);
    assertTrue(result.first() > 0 && result.second() > 0 && result.ratio() > 0, result::toString);
  }

  @Test
  @Tag("slow")
  void parity_on_ten_other_seeds() {
    List<double[]> rnn = parity(Network.RNN, 11, 10);
    for (NetworkKind gated : List.of(Network.GRU, NetworkKind.lstm(3))) {
      for (double[] seed : parity(gated, 11, 10)) {
        assertTrue(seed[0] >= 0.99 && seed[1] >= 0.85, () -> gated.label() + " " + seed[1]);
      }
    }
    assertTrue(rnn.stream().allMatch(seed -> seed[0] >= 0.99));
    assertEquals(7, rnn.stream().filter(seed -> seed[1] >= 0.95).count(), 1);
    for (NetworkKind min : List.of(NetworkKind.minGru(0), NetworkKind.twoMinGrus(0))) {
      for (double[] seed : parity(min, 11, 10)) {
        assertEquals(0.5, seed[1], 0.03, min.label());
      }
    }
    assertTrue(parity(NetworkKind.minGru(0), 11, 10).stream().allMatch(seed -> seed[0] <= 0.85));
  }

  @Test
  @Tag("slow")
  void recall_on_ten_other_seeds() {
    assertEquals(10, solved(NetworkKind.minGru(-3), 11, 10));
    assertEquals(10, solved(NetworkKind.twoMinGrus(-3), 11, 10));
    assertEquals(0, solved(NetworkKind.minGru(0), 11, 10));
  }

  @Test
  @Tag("slow")
  void adding_on_ten_other_seeds() {
    IntSummaryStatistics gru = steps(Network.GRU);
    IntSummaryStatistics two = steps(NetworkKind.twoMinGrus(-3));
    IntSummaryStatistics one = steps(NetworkKind.minGru(-3));
    assertTrue(two.getMax() <= 1.4 * gru.getMax(), () -> gru + " and " + two);
    assertTrue(one.getMax() >= 1.2 * gru.getMax(), () -> gru + " and " + one);
    assertTrue(one.getMax() <= 3 * gru.getMax(), () -> gru + " and " + one);
  }

  /** The steps until the sum is learnt, of the seeds 11 to 20. */
  private static IntSummaryStatistics steps(NetworkKind network) {
    int[] steps =
        LongStream.rangeClosed(11, 20)
            .parallel()
            .mapToObj(seed -> AddingExperiment.run(AddingExperiment.Settings.of(network, 50), seed))
            .mapToInt(result -> result.curve().steps())
            .toArray();
    System.out.println("adding over 50 steps, " + network.label() + ": " + Arrays.toString(steps));
    return IntStream.of(steps).summaryStatistics();
  }
}
