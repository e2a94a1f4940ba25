package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.cell.GruResetBeforeCell;
import unrolled.data.CopyTask;
import unrolled.data.ReberTask;
import unrolled.experiment.LearningCurve.Point;
import unrolled.layer.GruResetBefore;

/** The claims about learning that take a second each; SlowClaimsTest has the others. */
class TaskClaimsTest {
  private static RecallExperiment.Result recall(NetworkKind network, int gap, int steps) {
    return RecallExperiment.run(RecallExperiment.Settings.learn(network, gap).withSteps(steps), 11);
  }

  @ParameterizedTest
  @EnumSource(
      value = Network.class,
      names = {"ORTHOGONAL_RNN", "IDENTITY_RNN", "GRU", "LSTM_BIAS_3"})
  void a_word_ten_steps_back_is_learnt_by_these(Network network) {
    LearningCurve curve = recall(network, 10, 1_000).curve();
    assertTrue(curve.solved(), () -> network.label() + " " + curve.last());
    assertEquals(0.25, curve.points().get(0).score(), 0.12, "chance, at first");
  }

  @Test
  void at_twenty_steps_an_open_gate_learns_in_the_time_in_which_a_default_lstm_does_not_begin() {
    LearningCurve open = recall(NetworkKind.lstm(3), 20, 300).curve();
    LearningCurve half = recall(NetworkKind.lstm(0), 20, 300).curve();
    assertTrue(open.solved(), () -> "open: " + open);
    assertEquals(0.25, half.last(), 0.12, "chance still");
  }

  @Test
  void a_gru_learns_fifty_steps_with_its_update_gate_open() {
    assertTrue(recall(NetworkKind.gru(3), 50, 1_000).curve().solved());
  }

  @Test
  void a_network_that_has_not_learnt_says_that_all_answers_are_equally_likely() {
    assertEquals(Math.log(4), recall(Network.RNN, 50, 600).loss(), 0.02);
  }

  @Test
  void chrono_holds_for_a_hundred_times_as_long_as_it_was_trained_and_repeats_to_the_bit() {
    var settings = RecallExperiment.Settings.hold(NetworkKind.chrono(52), 50);
    var held = RecallExperiment.run(settings, 1);
    assertEquals(1.0, held.accuracyAt(5_000));
    assertEquals(held.curve(), RecallExperiment.run(settings, 1).curve());
  }

  @Test
  void adding_is_learnt_from_the_baseline_on_and_the_same_seed_repeats_to_the_bit() {
    AddingExperiment.Settings settings =
        new AddingExperiment.Settings(Network.GRU, 10, new TrainingSettings(16, 32, 0.01, 400, 50));
    LearningCurve curve = AddingExperiment.run(settings, 3).curve();
    assertTrue(curve.points().get(1).score() > 0.05, "no better than answering 1 at first");
    assertTrue(curve.solved(), curve::toString);
    assertEquals(curve, AddingExperiment.run(settings, 3).curve());
  }

  @Test
  void a_short_copy_goes_below_the_baseline() {
    CopyTask task = new CopyTask(4, 2, 3);
    assertEquals(0.3466, CopyExperiment.Settings.of(Network.GRU).task().baseline(), 1e-4);
    LearningCurve curve =
        CopyExperiment.run(
                new CopyExperiment.Settings(
                    Network.GRU, task, new TrainingSettings(24, 16, 0.01, 300, 300)),
                4)
            .curve();
    assertTrue(curve.last() < 0.5 * task.baseline(), curve::toString);
    assertEquals(List.of(0, 300), curve.points().stream().map(Point::step).toList());
  }

  @Test
  void a_gru_learns_the_reber_grammar_and_then_to_remember() {
    ReberTask task = new ReberTask();
    LearningCurve curve = ReberExperiment.run(ReberExperiment.Settings.of(Network.GRU), 6).curve();
    assertTrue(curve.last() < 0.47, () -> curve + ", who forgot has " + task.baseline());
    assertTrue(curve.last() > task.best() - 0.02, () -> curve + " is better than possible");
  }

  @Test
  void one_epoch_of_counting_beats_the_most_frequent_word() {
    assertEquals(0.152, HumanNumbersExperiment.mostFrequentWord(), 0.0005, "as fastbook has it");
    var settings =
        HumanNumbersExperiment.Settings.of(Network.RNN, HumanNumbersExperiment.Handing.ON, 1);
    var scores = HumanNumbersExperiment.run(settings, 5).scores();
    assertEquals(1, scores.size());
    assertTrue(scores.get(0).accuracy() > 0.3, scores::toString);
    assertTrue(scores.get(0).loss() < Math.log(30), scores::toString);
  }

  @Test
  void passengers_need_no_network() {
    double[][] published = {
      {51.8, 50.0, 19.7, 16.9}, {50.3, 42.0, 17.7, 15.6}, {48.0, 41.9, 15.6, 14.0}
    };
    for (int i = 0; i < 3; i++) {
      var b = PassengersExperiment.baselines(24 + 12 * i);
      assertEquals(published[i][0], b.persistence(), 0.05);
      assertEquals(published[i][1], b.seasonal(), 0.05);
      assertEquals(published[i][2], b.growth(), 0.05);
      assertEquals(published[i][3], b.regression(), 0.051);
    }
  }

  @Test
  void a_network_that_sees_one_month_relearns_persistence() {
    var raw = PassengersExperiment.raw(Network.LSTM_BIAS_1, 1, 36, 4);
    var b = PassengersExperiment.baselines(36);
    assertTrue(raw.error() > 0.95 * b.persistence() && raw.error() < 60, raw::toString);
    assertTrue(raw.echo() < 0.7 * raw.error(), "nearer to the month before than to the truth");
    assertEquals(36, raw.forecasts().size());
  }

  @Test
  void on_the_growth_of_the_logarithm_it_does_far_better_and_still_not_better_than_arithmetic() {
    var growth = PassengersExperiment.growth(Network.GRU, 12, 36, 4);
    var b = PassengersExperiment.baselines(36);
    assertTrue(growth.error() < 0.7 * b.persistence(), growth::toString);
    assertTrue(growth.error() > 0.9 * b.regression(), growth::toString);
  }

  @Test
  void parameters_are_as_many_as_the_equations_say() {
    Random rng = new Random(1);
    assertEquals(8_256, ParameterCount.of(Network.RNN.layer(64, 64, rng)));
    assertEquals(33_024, ParameterCount.of(Network.LSTM_BIAS_1.layer(64, 64, rng)));
    assertEquals(24_832, ParameterCount.of(Network.GRU.layer(64, 64, rng)));
    int before = ParameterCount.of(new GruResetBefore(new GruResetBeforeCell(64, 64, rng)));
    assertEquals(24_768, before);
    assertEquals(0.75, before / 33_024.0);
    assertEquals(24_960, ParameterCount.of(64, 64, 3, 2), "Keras, reset_after");
    assertEquals(33_280, ParameterCount.of(64, 64, 4, 2), "PyTorch");
    int stacked = ParameterCount.of(300, 128, 4, 2) + ParameterCount.of(128, 128, 4, 2);
    assertEquals(352_256, stacked, "nn.LSTM(300, 128, 2)");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> new TrainingSettings(0, 1, 0.1, 1, 1));
    assertEquals(
        "TrainingSettings: expected positive sizes, got hidden 0, batch 1, steps 1, every 1",
        e.getMessage());
  }
}
