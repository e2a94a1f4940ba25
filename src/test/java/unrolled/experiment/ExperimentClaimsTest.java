package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import unrolled.cell.GruCell;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.data.ClassNames;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Initializer;

/** The claims of the notebooks, on seeds that the notebooks do not use. */
class ExperimentClaimsTest {
  @Test
  void only_the_rnn_survives_a_shift() {
    OrderExperiment.Result r = OrderExperiment.run(3);
    assertEquals(0.5, r.bag(), "a bag of words is right for exactly one of each pair");
    assertEquals(0.5, r.bagShifted());
    assertTrue(r.slots() >= 0.98 && r.rnn() >= 0.98, r::toString);
    assertTrue(r.slotsShifted() > 0.3 && r.slotsShifted() < 0.7, r::toString);
    assertTrue(r.rnnShifted() >= 0.9, r::toString);
  }

  @Test
  void the_gradient_of_a_linear_rnn_is_a_power_of_its_matrix() {
    RnnCell cell = new RnnCell(3, 6, Activation.IDENTITY, new Random(5));
    double[] reach =
        GradientByLag.of(withRecurrence(cell, Spectrum.strictlyUpper(6, 1.5)), 8, 1, 2);
    assertEquals(1, reach[0], 1e-15);
    assertTrue(reach[3] > 5, "grows at first");
    assertEquals(0, reach[6], "and is gone after as many steps as there are units");
    double[] kept =
        GradientByLag.of(
            withRecurrence(cell, Initializer.orthogonal(0.9).create(6, 6, new Random(1))), 8, 1, 2);
    for (int k = 0; k <= 8; k++) {
      assertEquals(Math.pow(0.9, k), kept[k], 1e-12);
    }
  }

  @Test
  void default_networks_vanish_and_an_open_forget_gate_does_not() {
    Random rng = new Random(11);
    double rnn = GradientByLag.of(new RnnCell(8, 64, rng), 50, 1, 3)[50];
    double gru = GradientByLag.of(new GruCell(8, 64, rng), 50, 1, 3)[50];
    double lstm = GradientByLag.of(new LstmCell(8, 64, rng).withForgetBias(0), 50, 1, 3)[50];
    double open = GradientByLag.of(new LstmCell(8, 64, rng).withForgetBias(4), 50, 1, 3)[50];
    assertTrue(rnn < 1e-8 && gru < 1e-7 && lstm < 1e-7, rnn + " " + gru + " " + lstm);
    assertTrue(open > 0.01, () -> "open gate: " + open);
  }

  @Test
  void the_shares_add_up_to_the_whole_weight_gradient() {
    RnnCell cell = new RnnCell(4, 9, new Random(2));
    double[] share = GradientByLag.shareOfWeightGradient(cell, 12, 1, 6);
    double sum = 0;
    for (double s : share) {
      sum += s;
    }
    assertEquals(12, share.length);
    assertTrue(cell.Wh.grad.norm() <= sum && sum < 12 * share[0]);
  }

  @Test
  void a_state_remembers_the_last_words_and_not_the_distant_ones() {
    double[] accuracy = StateMemory.accuracyByLag(new RnnCell(8, 32, new Random(4)), 9, 7);
    assertTrue(accuracy[0] > 0.99 && accuracy[1] > 0.95, () -> "lag 0 and 1: " + accuracy[0]);
    assertEquals(1.0 / 8, accuracy[8], 0.05);
  }

  @Test
  void a_trained_machine_beats_the_baselines_and_repeats_to_the_bit() {
    List<String> names = ClassNames.ofTheJdk();
    var settings = new NameMachine.Settings(Network.RNN, 32, 16, 24, 0.008, 5);
    NameMachine machine = new NameMachine(names, settings);
    machine.train(300, event -> {});
    NameMachine.Score score = machine.score();
    assertTrue(
        score.uniform() > score.unigram() && score.unigram() > score.bigram(), score::toString);
    assertTrue(score.network() < score.bigram() - 0.1, score::toString);
    List<String> invented = machine.invent(5, 0.8, 1);
    assertTrue(invented.stream().noneMatch(names::contains));
    NameMachine again = new NameMachine(names, settings);
    again.train(300, event -> {});
    assertEquals(score, again.score());
    assertEquals(invented, again.invent(5, 0.8, 1));
  }

  @Test
  void a_gradient_that_explodes_is_loud_and_clipping_by_norm_keeps_its_direction() {
    var none = clipped(1.5, 0.3, Clip.NONE, 4);
    assertTrue(none.diverged().isPresent() && none.saturated() > 0.99, "no clipping");
    assertTrue(none.losses().stream().limit(15).anyMatch(loss -> loss > 1_000), "within 15 steps");
    assertEquals(none.diverged().getAsInt(), none.losses().size());
    var norm = clipped(1.5, 0.3, Clip.NORM, 4);
    assertTrue(norm.test() < 0.035 && norm.saturated() < 0.05, () -> "norm: " + norm.test());
    assertTrue(largest(norm.angles()) < 1e-6, "one factor turns nothing");
    var value = clipped(1.5, 0.3, Clip.VALUE, 4);
    assertTrue(value.test() < 0.04, () -> "value: " + value.test());
    assertTrue(largest(value.angles()) > 30, "and this one turns");
    assertEquals(norm.losses().get(0), value.losses().get(0), "the same network and batch");
  }

  private static ClippingExperiment.Result clipped(double rho, double rate, Clip clip, long seed) {
    return ClippingExperiment.run(ClippingExperiment.settings(rho, rate, clip), seed);
  }

  private static double largest(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  @Test
  void baselines_done_by_hand() {
    // Text 0 1 0 1 1 over 2 characters: P(0) = (2+1)/(5+2), P(1) = (3+1)/(5+2).
    CharacterBaselines b = new CharacterBaselines(new int[] {0, 1, 0, 1, 1}, 2);
    double[] got = {b.unigram(new int[] {1, 0, 1}), b.bigram(new int[] {1, 0, 1})};
    double unigram = -(Math.log(3.0 / 7) + Math.log(4.0 / 7)) / 2;
    // P(0|1) = (1+1)/(3+2), P(1|0) = (2+1)/(2+2).
    double bigram = -(Math.log(2.0 / 5) + Math.log(3.0 / 4)) / 2;
    assertArrayEquals(new double[] {unigram, bigram}, got, 1e-15);
  }

  private static RnnCell withRecurrence(RnnCell cell, Matrix w) {
    System.arraycopy(w.data(), 0, cell.Wh.value.data(), 0, w.data().length);
    return cell;
  }
}
