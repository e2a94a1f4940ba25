package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import unrolled.cell.HiddenState;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;

class StackedTest {
  private static final int T = 4;
  private static final int N = 3;
  private final RandomGenerator rng = new SplittableRandom(6);
  private final List<Gru> layers = List.of(new Gru(2, 5, rng), new Gru(5, 6, rng));
  private final Sequence xs = Samples.sequence(T, N, 2, rng);

  private Stacked<HiddenState> dropping(long seed) {
    return new Stacked<>(layers, new Dropout(0.5), new SplittableRandom(seed));
  }

  private double[] outputs(Layer<?> layer) {
    return layer.forward(xs).flat().data().clone();
  }

  @Test
  void a_layer_reads_what_the_one_below_says() {
    double[] stacked = outputs(new Stacked<>(layers));
    Sequence below = layers.get(0).forward(xs);
    assertArrayEquals(layers.get(1).forward(below).flat().data(), stacked);
  }

  @Test
  void dropout_is_left_out_when_not_training() {
    double[] without = outputs(new Stacked<>(layers));
    assertArrayEquals(without, outputs(dropping(1).training(false)));
    assertTrue(!Arrays.equals(without, outputs(dropping(1))));
    assertArrayEquals(without, outputs(new Stacked<>(layers, new Dropout(0), rng)));
  }

  @Test
  void a_seed_repeats_what_is_dropped_and_each_pass_drops_anew() {
    Stacked<HiddenState> stacked = dropping(1);
    double[] first = outputs(stacked);
    double[] second = outputs(stacked);
    assertTrue(!Arrays.equals(first, second));
    Stacked<HiddenState> again = dropping(1);
    assertArrayEquals(first, outputs(again));
    assertArrayEquals(second, outputs(again));
    assertTrue(!Arrays.equals(first, outputs(dropping(2))));
  }

  /** Outputs of the top are never dropped: a GRU's state is 0 with probability 0. */
  @Test
  void the_top_is_not_dropped() {
    assertTrue(Arrays.stream(outputs(dropping(1))).noneMatch(v -> v == 0));
  }

  @Test
  void a_text_cut_in_two_is_read_as_one_if_the_state_is_handed_on() {
    Stacked<HiddenState> stacked = new Stacked<>(layers);
    double[] whole = outputs(stacked);
    Levels<HiddenState> state = stacked.last();
    Matrix last = state.h().copy();
    double[] parts = new double[0];
    Levels<HiddenState> carried = stacked.zeroState(N);
    for (int t = 0; t < T; t += 2) {
      Sequence part = Sequence.of(List.of(xs.step(t), xs.step(t + 1)));
      double[] outputs = stacked.forward(part, carried).flat().data();
      carried = stacked.last();
      int at = parts.length;
      parts = Arrays.copyOf(parts, at + outputs.length);
      System.arraycopy(outputs, 0, parts, at, outputs.length);
    }
    assertArrayEquals(whole, parts, 1e-15);
    assertEquals(0, last.maxDifference(carried.h()), 1e-15);
    assertEquals(0, last.maxDifference(state.h())); // a state that was kept stays as it was
  }

  @Test
  void the_state_of_a_stack_is_seen_through_its_top() {
    Levels<HiddenState> state =
        new Levels<>(List.of(new HiddenState(Matrix.row(1, 2)), new HiddenState(Matrix.row(3))));
    assertArrayEquals(new double[] {3}, state.h().data());
    Levels<HiddenState> changed = state.withH(Matrix.row(4));
    assertArrayEquals(new double[] {4}, changed.top().h().data());
    assertArrayEquals(new double[] {1, 2}, changed.parts().get(0).data());
  }

  @Test
  void the_state_of_both_directions_stands_side_by_side() {
    BothWays<HiddenState> state =
        new BothWays<>(new HiddenState(Matrix.row(1, 2)), new HiddenState(Matrix.row(3, 4)));
    assertArrayEquals(new double[] {1, 2, 3, 4}, state.h().data());
    BothWays<HiddenState> changed = state.withH(Matrix.row(5, 6, 7, 8));
    assertArrayEquals(new double[] {5, 6}, changed.forward().h().data());
    assertArrayEquals(new double[] {7, 8}, changed.backward().h().data());
  }

  /** The backward direction's last state is the one after step 0, not its output at the end. */
  @Test
  void both_last_states_are_where_each_direction_ends() {
    Bidirectional<HiddenState> both = new Bidirectional<>(new Gru(2, 5, rng), new Gru(2, 5, rng));
    Sequence outputs = both.forward(xs.withLengths(2, 4, 3));
    for (int n = 0; n < N; n++) {
      for (int j = 0; j < 5; j++) {
        int end = new int[] {2, 4, 3}[n] - 1;
        assertEquals(outputs.step(end).get(n, j), both.last().forward().h().get(n, j));
        assertEquals(outputs.step(0).get(n, 5 + j), both.last().backward().h().get(n, j));
      }
    }
  }
}
