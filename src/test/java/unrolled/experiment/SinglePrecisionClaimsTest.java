package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.cell.GruCell;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.layer.Gru;
import unrolled.layer.Lstm;
import unrolled.layer.Precision;
import unrolled.layer.Rnn;

/**
 * Networks that compute in floats learn as those in doubles do, with the same weights at first and
 * the same examples. Training makes small differences large, so figures may part a little.
 */
class SinglePrecisionClaimsTest {
  private enum Kind {
    LSTM {
      @Override
      NetworkKind in(Precision precision) {
        return NetworkKind.of(
            "LSTM", (D, H, rng) -> new Lstm(new LstmCell(D, H, rng).withForgetBias(3), precision));
      }
    },
    GRU {
      @Override
      NetworkKind in(Precision precision) {
        return NetworkKind.of("GRU", (D, H, rng) -> new Gru(new GruCell(D, H, rng), precision));
      }
    },
    RNN {
      @Override
      NetworkKind in(Precision precision) {
        return NetworkKind.of("RNN", (D, H, rng) -> new Rnn(new RnnCell(D, H, rng), precision));
      }
    };

    abstract NetworkKind in(Precision precision);
  }

  static Stream<Arguments> networks() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(11, 12).map(seed -> Arguments.of(kind, seed)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void a_word_is_recalled_after_as_many_steps(Kind kind, int seed) {
    LearningCurve doubles = recall(kind.in(Precision.DOUBLE), seed);
    LearningCurve floats = recall(kind.in(Precision.SINGLE), seed);
    assertEquals(doubles.solved(), floats.solved());
    assertEquals(doubles.steps(), floats.steps(), 60);
  }

  private static LearningCurve recall(NetworkKind network, int seed) {
    return RecallExperiment.run(RecallExperiment.Settings.learn(network, 20).withSteps(600), seed)
        .curve();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void a_sum_is_learnt_after_as_many_steps(Kind kind, int seed) {
    LearningCurve doubles = sum(kind.in(Precision.DOUBLE), seed);
    LearningCurve floats = sum(kind.in(Precision.SINGLE), seed);
    assertEquals(doubles.solved(), floats.solved());
    assertEquals(doubles.steps(), floats.steps(), 100);
  }

  private static LearningCurve sum(NetworkKind network, int seed) {
    var training = new TrainingSettings(16, 32, 0.01, 400, 50);
    var settings = new AddingExperiment.Settings(network, 20, training);
    return AddingExperiment.run(settings, seed).curve();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void as_many_starts_of_words_are_found(Kind kind, int seed) {
    var doubles = starts(kind.in(Precision.DOUBLE), seed);
    var floats = starts(kind.in(Precision.SINGLE), seed);
    assertEquals(doubles.wrong(), floats.wrong(), 0.001);
    assertEquals(doubles.f1(), floats.f1(), 0.005);
  }

  private static WordStartsExperiment.Result starts(NetworkKind network, int seed) {
    return WordStartsExperiment.run(WordStartsExperiment.Settings.of(network, 24), seed);
  }
}
