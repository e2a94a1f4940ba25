package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The claims about learning that take minutes: {@code mvn verify -Pslow}. */
@Tag("slow")
class SlowClaimsTest {
  /** All at once, on all processors. */
  private static <K, V> Map<K, V> all(Stream<K> of, Function<K, V> run) {
    return of.parallel().collect(Collectors.toConcurrentMap(k -> k, run));
  }

  @Test
  void most_mistakes_in_bptt_learn_almost_as_well_as_the_right_gradient() {
    Map<WrongBptt.Mistake, WrongBptt.Result> results =
        all(Stream.of(WrongBptt.Mistake.values()), m -> WrongBptt.run(m, WrongBptt.settings(1)));
    Map<WrongBptt.Mistake, Double> loss = new EnumMap<>(WrongBptt.Mistake.class);
    results.forEach((mistake, result) -> loss.put(mistake, result.loss()));
    System.out.println("wrong BPTT, nats per character: " + loss);
  }

  @Test
  void recall_depends_on_how_a_network_is_begun() {
    int[] gaps = {10, 20, 50, 100};
    var grid =
        RecallExperiment.grid(List.of(Network.values()), gaps, 3, RecallExperiment.settings());
    for (RecallExperiment.Entry entry : grid) System.out.println(entry);
  }

  @Test
  void a_latch_holds_for_thousands_of_steps_once_it_is_learnt() {
    int[] gaps = {50, 100, 500, 1_000, 5_000};
    for (Network network : List.of(Network.LSTM_BIAS_3, Network.IDENTITY_RNN))
      for (long seed = 1; seed <= 3; seed++)
        System.out.println(
            RecallExperiment.hold(network, 50, gaps, RecallExperiment.settings(), seed));
  }

  @Test
  void adding_over_fifty_steps() {
    Map<Network, LearningCurve> curves =
        all(
            Stream.of(
                Network.RNN,
                Network.IDENTITY_RNN,
                Network.GRU,
                Network.LSTM_BIAS_0,
                Network.LSTM_BIAS_1),
            network -> AddingExperiment.learn(network, 50, AddingExperiment.settings(), 1));
    assertTrue(!curves.get(Network.RNN).solved());
  }

  @Test
  void counting_needs_a_state_that_is_handed_on() {
    Map<Boolean, Double> rnn =
        all(
            Stream.of(true, false),
            stateful -> {
              var scores = HumanNumbersExperiment.run(Network.RNN, stateful, 15, 1);
              return scores.get(scores.size() - 1).accuracy();
            });
    assertEquals(0.47, rnn.get(false), 0.03, "stateless");
    assertEquals(0.59, rnn.get(true), 0.04, "stateful");
  }
}
