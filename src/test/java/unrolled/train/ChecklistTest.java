package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmState;
import unrolled.layer.Bidirectional;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Levels;
import unrolled.layer.Lstm;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.layer.Stacked;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;
import unrolled.train.Checklist.Verdict;

class ChecklistTest {
  private static final int T = 7;
  private static final int N = 5;
  private static final int D = 3;
  private static final int H = 4;

  private final Random rng = new Random(21);

  private Sequence batch(int steps, int rows, int features) {
    Sequence xs = new Sequence(steps, rows, features);
    Arrays.setAll(xs.flat().data(), i -> rng.nextGaussian());
    return xs;
  }

  private static List<Verdict> verdicts(Checklist checklist) {
    return checklist.items().stream().map(Checklist.Item::verdict).toList();
  }

  private static LstmState swapped(LstmState state) {
    return state.map(
        part -> {
          Matrix other = part.copy();
          for (int c = 0; c < part.cols(); c++) {
            other.set(1, c, part.get(3, c));
            other.set(3, c, part.get(1, c));
          }
          return other;
        });
  }

  @Test
  void a_network_that_keeps_the_rules_passes_them_all() {
    Lstm layer = new Lstm(D, H, rng);
    layer.forward(batch(T, N, D));
    Checklist checklist = Checklist.verify(layer, batch(T, N, D), layer.last());
    assertEquals(List.of(Verdict.OK, Verdict.OK, Verdict.OK), verdicts(checklist));
    assertEquals(
        "the layer reads 5 rows of 7 steps with 3 features each; a change in one row leaves the"
            + " answers to the others as they were.",
        checklist.shape().sentence());
    assertEquals(3, checklist.toString().lines().count());
    assertTrue(layer.isTraining());
  }

  @Test
  void a_stack_and_a_layer_that_reads_both_ways_pass() {
    Stacked<HiddenState> stack = new Stacked<>(List.of(new Gru(D, H, rng), new Gru(H, 6, rng)));
    stack.training(false).forward(batch(T, N, D));
    Levels<HiddenState> last = stack.last();
    assertEquals(
        List.of(Verdict.OK, Verdict.OK, Verdict.OK),
        verdicts(Checklist.verify(stack, batch(T, N, D), last)));
    assertFalse(stack.isTraining());
    var both =
        new Bidirectional<>(
            new Rnn(D, H, Activation.TANH, rng), new Rnn(D, H, Activation.TANH, rng));
    assertTrue(Checklist.verify(both, batch(T, N, D), both.zeroState(N)).passed());
  }

  @Test
  void features_in_the_place_of_steps_or_rows_are_named() {
    Lstm layer = new Lstm(D, H, rng);
    Checklist steps = Checklist.verify(layer, batch(D, N, T), layer.zeroState(N));
    assertEquals(List.of(Verdict.WRONG, Verdict.UNKNOWN, Verdict.OK), verdicts(steps));
    assertEquals(
        "the layer reads 3 features, the batch has 7 (3 steps × 5 rows × 7 features); the features"
            + " stand where the steps belong.",
        steps.shape().sentence());
    Checklist rows = Checklist.verify(layer, batch(N, D, T), layer.zeroState(D));
    assertTrue(rows.shape().sentence().endsWith("stand where the rows belong."), rows.toString());
  }

  @Test
  void time_and_batch_that_are_swapped_are_seen_by_the_state() {
    Lstm layer = new Lstm(D, H, rng);
    layer.forward(batch(T, N, D));
    Checklist checklist = Checklist.verify(layer, batch(N, T, D), layer.last());
    assertEquals(Verdict.WRONG, checklist.shape().verdict());
    assertTrue(checklist.shape().sentence().contains("time and batch look swapped"));
    assertEquals(Verdict.WRONG, checklist.stateful().verdict());
    assertFalse(checklist.passed());
  }

  @Test
  void a_layer_that_mixes_the_rows_of_a_batch_is_found_out() {
    Layer<HiddenState> mixing =
        new Changed(
            new Rnn(D, H, Activation.TANH, rng),
            xs -> {
              Matrix turned = xs.flat().copy();
              for (int i = 0; i < T * N; i++) {
                for (int f = 0; f < D; f++) {
                  turned.set(i, f, xs.flat().get(i % T * N + i / T, f));
                }
              }
              return xs.withFlat(turned);
            },
            ys -> ys);
    Checklist checklist = Checklist.verify(mixing, batch(T, N, D), mixing.zeroState(N));
    assertEquals(List.of(Verdict.WRONG, Verdict.OK, Verdict.OK), verdicts(checklist));
    assertTrue(checklist.shape().sentence().contains("a change in row 0 of the batch changed"));
  }

  @Test
  void the_last_state_of_a_layer_below_is_no_sequence() {
    Gru lower = new Gru(D, H, rng);
    lower.forward(batch(T, N, D));
    Gru upper = new Gru(H, 6, rng);
    Sequence lastOnly = Sequence.of(List.of(lower.last().h()));
    Checklist checklist = Checklist.verify(upper, lastOnly, upper.zeroState(N));
    assertEquals(List.of(Verdict.OK, Verdict.WRONG, Verdict.OK), verdicts(checklist));
    assertTrue(checklist.sequences().sentence().startsWith("the batch has one step"));
    Sequence repeated = Sequence.of(List.of(lower.last().h(), lower.last().h(), lower.last().h()));
    assertEquals(
        Verdict.WRONG, Checklist.verify(upper, repeated, upper.zeroState(N)).sequences().verdict());
  }

  @Test
  void a_layer_that_returns_its_last_step_only_is_found_out() {
    Rnn rnn = new Rnn(D, H, Activation.TANH, rng);
    Changed one = new Changed(rnn, xs -> xs, ys -> ys.chunk(T - 1, T));
    assertEquals(
        "7 steps went in and 1 came out. A layer that stands below another must return the output of"
            + " every step.",
        Checklist.verify(one, batch(T, N, D), one.zeroState(N)).sequences().sentence());
    Changed zeros =
        new Changed(
            rnn,
            xs -> xs,
            ys -> {
              Matrix last = ys.flat().copy();
              Arrays.fill(last.data(), 0, (T - 1) * N * H, 0);
              return ys.withFlat(last);
            });
    Checklist.Item item = Checklist.verify(zeros, batch(T, N, D), zeros.zeroState(N)).sequences();
    assertTrue(item.sentence().startsWith("only the last step has an output"), item.toString());
  }

  @Test
  void rows_of_the_state_that_were_shuffled_are_named() {
    Lstm layer = new Lstm(D, H, rng);
    layer.forward(batch(T, N, D));
    Checklist checklist = Checklist.verify(layer, batch(T, N, D), swapped(layer.last()));
    assertEquals(List.of(Verdict.OK, Verdict.OK, Verdict.WRONG), verdicts(checklist));
    assertTrue(
        checklist.stateful().sentence().startsWith("row 1 of the state is row 3 of layer.last()."),
        checklist.toString());
  }

  @Test
  void a_state_of_another_batch_size_or_of_no_number_is_wrong() {
    Lstm layer = new Lstm(D, H, rng);
    Checklist checklist = Checklist.verify(layer, batch(T, N, D), layer.zeroState(N + 1));
    assertEquals(
        "the layer needs a state of (5 × 4) and (5 × 4) for this batch, the state is (6 × 4) and"
            + " (6 × 4). One row of the state goes with one row of the batch.",
        checklist.stateful().sentence());
    LstmState state = layer.zeroState(N);
    state.c().set(2, 1, Double.NaN);
    assertEquals(
        Verdict.WRONG, Checklist.verify(layer, batch(T, N, D), state).stateful().verdict());
  }

  @Test
  void what_cannot_be_seen_is_said_and_not_guessed() {
    Lstm layer = new Lstm(D, H, rng);
    LstmState state = layer.zeroState(1);
    state.h().set(0, 2, 0.5);
    assertEquals(
        List.of(Verdict.UNKNOWN, Verdict.OK, Verdict.UNKNOWN),
        verdicts(Checklist.verify(layer, batch(T, 1, D), state)));
  }

  @Test
  void a_batch_with_a_number_that_is_not_finite_is_refused_and_the_layer_trains_on() {
    Lstm layer = new Lstm(D, H, rng);
    Sequence xs = batch(T, N, D);
    xs.set(2, 1, 0, Double.NaN);
    assertThrows(
        IllegalArgumentException.class, () -> Checklist.verify(layer, xs, layer.zeroState(N)));
    assertTrue(layer.isTraining());
  }

  @Test
  void padding_is_no_step() {
    Lstm layer = new Lstm(D, H, rng);
    Sequence xs = batch(T, N, D).withLengths(7, 2, 3, 4, 1);
    Checklist checklist = Checklist.verify(layer, xs, layer.zeroState(N));
    assertEquals(List.of(Verdict.OK, Verdict.OK, Verdict.OK), verdicts(checklist));
  }

  /** A layer with a mistake: what goes in, or what comes out, is changed. */
  private record Changed(Rnn rnn, UnaryOperator<Sequence> in, UnaryOperator<Sequence> out)
      implements Layer<HiddenState> {
    @Override
    public Sequence forward(Sequence xs, HiddenState initial) {
      return out.apply(rnn.forward(in.apply(xs), initial));
    }

    @Override
    public HiddenState last() {
      return rnn.last();
    }

    @Override
    public Sequence backward(Sequence dh, HiddenState dLast) {
      return rnn.backward(dh, dLast);
    }

    @Override
    public Sequence backward(HiddenState dLast) {
      return rnn.backward(dLast);
    }

    @Override
    public Layer<HiddenState> training(boolean on) {
      rnn.training(on);
      return this;
    }

    @Override
    public boolean isTraining() {
      return rnn.isTraining();
    }

    @Override
    public Sequence outputs() {
      return rnn.outputs();
    }

    @Override
    public HiddenState dInitial() {
      return rnn.dInitial();
    }

    @Override
    public HiddenState zeroState(int batch) {
      return rnn.zeroState(batch);
    }

    @Override
    public List<Parameter> parameters() {
      return rnn.parameters();
    }

    @Override
    public int inputSize() {
      return rnn.inputSize();
    }

    @Override
    public int hiddenSize() {
      return rnn.hiddenSize();
    }
  }
}
