package unrolled.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.MeanSquaredError;
import unrolled.nn.SoftmaxCrossEntropy;

/** The generated tasks: what they draw, and that their baselines are what they say. */
class TaskTest {
  static List<Task<?>> tasks() {
    return List.of(
        new AddingTask(7),
        new CopyTask(8, 3, 5),
        new RecallTask(4),
        new BracketsTask(6),
        new LatchTask(6),
        new TemporalOrderTask(20),
        new ReberTask(),
        new ControlChartTask(),
        new NoisySineTask(9, 12, 0.3));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void the_same_seed_draws_the_same_examples_and_another_seed_others(Task<?> task) {
    Batch<?> one = task.draw(20, new Random(5));
    double[] same = task.draw(20, new Random(5)).inputs().flat().data();
    assertArrayEquals(one.inputs().flat().data(), same);
    assertTrue(
        !Arrays.equals(
            one.inputs().flat().data(), task.draw(20, new Random(6)).inputs().flat().data()));
    assertEquals(20, one.inputs().batch());
    assertEquals(task.inputSize(), one.inputs().features());
    assertTrue(one.inputs().flat().isFinite());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void no_examples_are_refused(Task<?> task) {
    String name = task.getClass().getSimpleName();
    var e = assertThrows(IllegalArgumentException.class, () -> task.draw(0, new Random(1)));
    assertEquals(name + ": the number of examples must be at least 1, got 0", e.getMessage());
  }

  @Test
  void always_answering_one_costs_a_sixth_in_the_adding_problem() {
    AddingTask task = new AddingTask(10);
    Batch<Matrix> batch = task.draw(200_000, new Random(1));
    Matrix ones = new Matrix(200_000, 1).map(zero -> 1);
    // The error of the mean of 200,000 squares is about 0.0004.
    assertEquals(1.0 / 6, MeanSquaredError.of(ones, batch.targets()).mean(), 0.002);
    assertEquals(1.0 / 6, task.baseline());
  }

  @Test
  void the_answer_of_the_adding_problem_is_the_sum_of_the_marked_numbers() {
    Batch<Matrix> batch = new AddingTask(5).draw(100, new Random(2));
    double[][][] xs = batch.inputs().toBatchMajor();
    for (int n = 0; n < 100; n++) {
      double sum = 0;
      double marks = 0;
      for (double[] x : xs[n]) {
        sum += x[0] * x[1];
        marks += x[1];
      }
      assertEquals(2, marks);
      assertEquals(1, xs[n][0][1] + xs[n][1][1], "one mark in the first half");
      assertEquals(sum, batch.targets().get(n, 0), 1e-15);
    }
  }

  @Test
  void blanks_and_guesses_cost_the_copy_baseline_exactly() {
    CopyTask task = new CopyTask(8, 3, 5);
    Batch<int[]> batch = task.draw(50, new Random(3));
    Matrix logits = new Matrix(11 * 50, 9);
    for (int row = 0; row < logits.rows(); row++) {
      for (int c = 0; c < 9; c++) {
        if ((row / 50 < 8) != (c == 8)) {
          logits.set(row, c, Double.NEGATIVE_INFINITY);
        }
      }
    }
    double loss = SoftmaxCrossEntropy.of(logits, batch.targets()).mean();
    assertEquals(3 * Math.log(8) / 11, loss, 1e-12);
    assertEquals(task.baseline(), loss, 1e-12);
  }

  /** The figures of Arjovsky's paper and of its followers, for S = 10 and K = 8. */
  @Test
  void copy_baselines_are_the_published_ones() {
    int[] gaps = {10, 50, 100, 200, 500, 1_000};
    double[] published = {0.693, 0.297, 0.173, 0.0945, 0.0400, 0.0204};
    for (int i = 0; i < gaps.length; i++) {
      assertEquals(published[i], new CopyTask(8, 10, gaps[i]).baseline(), 5e-4);
    }
  }

  @Test
  void what_is_to_be_copied_comes_first_and_the_sign_just_before_it_is_due() {
    Batch<int[]> batch = new CopyTask(4, 2, 3).draw(1, new Random(4));
    int[] inputs = hot(batch.inputs());
    assertArrayEquals(new int[] {inputs[0], inputs[1], 4, 4, 5, 4, 4}, inputs);
    assertArrayEquals(new int[] {4, 4, 4, 4, 4, inputs[0], inputs[1]}, batch.targets());
  }

  @Test
  void a_sentence_to_recall_begins_with_the_country_and_ends_with_the_question() {
    RecallTask task = new RecallTask(2);
    Batch<int[]> batch = task.draw(400, new Random(5));
    assertEquals(13, RecallTask.words().size());
    for (int n = 0; n < 400; n++) {
      assertEquals(1, batch.inputs().step(0).get(n, batch.targets()[n]));
      assertEquals(1, batch.inputs().step(3).get(n, 12));
      for (int t = 1; t <= 2; t++) {
        for (int c : new int[] {0, 1, 2, 3, 12}) {
          assertEquals(0, batch.inputs().step(t).get(n, c));
        }
      }
    }
    guessing(task.baseline(), batch.targets(), 4);
  }

  @Test
  void the_words_that_may_stand_at_a_step_are_those_that_are_drawn() {
    RecallTask task = new RecallTask(2);
    Sequence xs = task.draw(300, new Random(5)).inputs();
    for (int t = 0; t < 4; t++) {
      boolean[] seen = new boolean[13];
      for (int n = 0; n < 300; n++) {
        for (int f = 0; f < 13; f++) {
          seen[f] |= xs.get(t, n, f) == 1;
        }
      }
      int[] drawn = IntStream.range(0, 13).filter(f -> seen[f]).toArray();
      assertArrayEquals(drawn, task.choices(t), "step " + t);
    }
    var e = assertThrows(IllegalArgumentException.class, () -> task.choices(4));
    assertEquals("RecallTask: step 4 of a sentence of 4 words", e.getMessage());
  }

  @Test
  void brackets_never_close_what_is_not_open_and_never_go_deeper_than_eight() {
    BracketsTask task = new BracketsTask(300);
    Batch<int[]> batch = task.draw(200, new Random(6));
    double[] depths = BracketsTask.depths(batch.inputs());
    int[] follows = batch.targets();
    double loss = 0;
    int[] counts = new int[3];
    for (int n = 0; n < 200; n++) {
      String text = BracketsTask.text(batch.inputs(), n);
      int depth = 0;
      for (int t = 0; t < 300; t++) {
        depth += text.charAt(t) == '(' ? 1 : text.charAt(t) == ')' ? -1 : 0;
        assertTrue(depth >= 0 && depth <= 8, text);
        assertEquals(depth, depths[t * 200 + n]);
        int next = follows[t * 200 + n];
        if (t < 299) {
          assertEquals(text.charAt(t + 1), "()a".charAt(next));
        }
        counts[next]++;
        boolean edge = depth == 0 || depth == 8;
        loss -= Math.log(edge ? 0.5 : next == 2 ? 0.3 : 0.35) / 60_000;
      }
    }
    assertEquals(task.best(), loss, 0.003);
    double entropy =
        Arrays.stream(counts).mapToDouble(c -> c / 60_000.0).map(p -> -p * Math.log(p)).sum();
    assertEquals(task.baseline(), entropy, 0.003);
    assertTrue(task.best() < task.baseline() - 0.02);
    assertEquals(8, Arrays.stream(depths).max().orElseThrow());
  }

  @Test
  void guesses_cost_the_logarithm_of_the_number_of_classes() {
    guessing(new LatchTask(3).baseline(), new LatchTask(3).draw(400, new Random(1)).targets(), 2);
    TemporalOrderTask order = new TemporalOrderTask(10);
    guessing(order.baseline(), order.draw(400, new Random(1)).targets(), 4);
    ControlChartTask charts = new ControlChartTask();
    guessing(charts.baseline(), charts.draw(600, new Random(1)).targets(), 6);
  }

  /** Even logits cost the baseline, and every class is about as frequent as the others. */
  private static void guessing(double baseline, int[] classes, int of) {
    Matrix even = new Matrix(classes.length, of);
    assertEquals(baseline, SoftmaxCrossEntropy.of(even, classes).mean(), 1e-12);
    for (int c = 0; c < of; c++) {
      int wanted = c;
      double share =
          Arrays.stream(classes).filter(k -> k == wanted).count() / (double) classes.length;
      assertEquals(1.0 / of, share, 0.08);
    }
  }

  @Test
  void a_latch_holds_the_sign_of_the_first_number() {
    Batch<int[]> batch = new LatchTask(50).draw(200, new Random(6));
    double squares = 0;
    for (int n = 0; n < 200; n++) {
      assertEquals(2 * batch.targets()[n] - 1, batch.inputs().step(0).get(n, 0));
      for (int t = 1; t < 50; t++) {
        squares += Math.pow(batch.inputs().step(t).get(n, 0), 2);
      }
    }
    assertEquals(0.2, Math.sqrt(squares / (200 * 49)), 0.01);
  }

  @Test
  void the_order_of_the_two_signs_is_the_class() {
    Batch<int[]> batch = new TemporalOrderTask(40).draw(100, new Random(7));
    double[][][] xs = batch.inputs().toBatchMajor();
    for (int n = 0; n < 100; n++) {
      StringBuilder signs = new StringBuilder();
      for (int t = 0; t < 40; t++) {
        if (xs[n][t][0] + xs[n][t][1] == 0) {
          continue;
        }
        signs.append(xs[n][t][0] == 1 ? 'X' : 'Y');
        assertTrue(signs.length() == 1 ? t >= 4 && t < 8 : t >= 20 && t < 24, "at " + t);
      }
      assertEquals(List.of("XX", "XY", "YX", "YY").get(batch.targets()[n]), signs.toString());
    }
  }

  @Test
  void reber_strings_close_with_the_letter_they_opened_with() {
    Random rng = new Random(8);
    double letters = 0;
    for (int i = 0; i < 20_000; i++) {
      String s = ReberTask.string(rng);
      letters += s.length();
      assertEquals('B', s.charAt(0));
      assertEquals('E', s.charAt(s.length() - 1));
      assertEquals(s.charAt(1), s.charAt(s.length() - 2));
      assertTrue(reber(s.substring(2, s.length() - 2)), s);
    }
    assertEquals(12, letters / 20_000, 0.1);
  }

  /**
   * The grammar as a regular expression. After T S* X the walk is at node 4, after P at node 3;
   * from 3, T* V leads to 5, whence P leads to 4 and V to the end; from 4, X leads to 3 and S to
   * the end.
   */
  private static boolean reber(String inner) {
    return inner.matches("B(TS*X|PT*V(P|V(?=E)))(XT*V(P|V(?=E)))*(S?)E")
        && !inner.matches(".*(VVS|PE|XE)");
  }

  @Test
  void reber_baselines_are_the_coins_that_are_tossed() {
    Random rng = new Random(9);
    double coins = 0;
    double asked = 0;
    for (int i = 0; i < 50_000; i++) {
      String s = ReberTask.string(rng);
      // In the inner string every letter but the first and the last is a coin; so is x.
      coins += s.length() - 6 + 1;
      asked += s.length() - 1;
    }
    ReberTask task = new ReberTask();
    assertEquals(task.best(), coins * Math.log(2) / asked, 0.005);
    assertEquals(task.baseline(), (coins + 50_000) * Math.log(2) / asked, 0.005);
  }

  @Test
  void reber_answers_are_the_letters_that_follow() {
    Batch<int[]> batch = new ReberTask().draw(30, new Random(10));
    Sequence xs = batch.inputs();
    for (int n = 0; n < 30; n++) {
      assertEquals(6, batch.targets()[(xs.length(n) - 1) * 30 + n], "ends with E");
      for (int t = 0; t + 1 < xs.length(n); t++) {
        assertEquals(1, xs.step(t + 1).get(n, batch.targets()[t * 30 + n]));
      }
    }
  }

  @Test
  void control_charts_follow_their_recipe() {
    Random rng = new Random(11);
    for (ControlChartTask.Kind kind : ControlChartTask.Kind.values()) {
      double[] mean = new double[60];
      for (int i = 0; i < 4_000; i++) {
        double[] y = ControlChartTask.chart(kind, rng);
        for (int t = 0; t < 60; t++) {
          mean[t] += y[t] / 4_000;
        }
      }
      double end =
          switch (kind) {
            case NORMAL -> 30;
            case CYCLIC -> mean[59]; // depends on the phase at which the cycles end
            case RISING -> 30 + 0.35 * 60;
            case FALLING -> 30 - 0.35 * 60;
            case JUMP_UP -> 30 + 13.75;
            case JUMP_DOWN -> 30 - 13.75;
          };
      assertEquals(end, mean[59], 0.5, kind::name);
    }
    double[] cycle = ControlChartTask.chart(ControlChartTask.Kind.CYCLIC, rng);
    assertTrue(Arrays.stream(cycle).max().orElse(0) > 36, "higher than noise alone can be");
  }

  @Test
  void forecasts_of_a_noisy_sine_cost_what_the_class_says() {
    NoisySineTask task = new NoisySineTask(20, 12, 0.3);
    Batch<Matrix> batch = task.draw(20_000, new Random(12));
    Matrix zeros = new Matrix(20 * 20_000, 1);
    double persistence = MeanSquaredError.of(batch.inputs().flat(), batch.targets()).mean();
    double zero = MeanSquaredError.of(zeros, batch.targets()).mean();
    assertEquals(task.baseline(), persistence, 0.005);
    assertEquals(0.5 + 0.09, zero, 0.005);
    assertEquals(0.09, task.best(), 1e-15);
  }

  @Test
  void without_noise_three_readings_of_a_sine_follow_a_line() {
    Batch<Matrix> batch = new NoisySineTask(9, 7, 0).draw(1, new Random(13));
    double[] x = batch.inputs().flat().data();
    double factor = 2 * Math.cos(2 * Math.PI / 7);
    for (int t = 2; t < 9; t++) {
      assertEquals(factor * x[t - 1] - x[t - 2], x[t], 1e-12);
    }
    for (int t = 1; t < 9; t++) {
      assertEquals(x[t], batch.targets().get(t - 1, 0));
    }
  }

  @Test
  void sizes_that_make_no_sense_are_refused() {
    var e = assertThrows(IllegalArgumentException.class, () -> new AddingTask(1));
    assertEquals("AddingTask: steps must be at least 2, got 1", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new CopyTask(1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CopyTask(2, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new RecallTask(-1));
    assertThrows(IllegalArgumentException.class, () -> new LatchTask(0));
    assertThrows(IllegalArgumentException.class, () -> new BracketsTask(0));
    assertThrows(IllegalArgumentException.class, () -> new TemporalOrderTask(9));
    assertThrows(IllegalArgumentException.class, () -> new NoisySineTask(5, 2, 0.1));
    assertThrows(IllegalArgumentException.class, () -> new NoisySineTask(5, 9, Double.NaN));
  }

  /** The class of each step of a batch of one. */
  private static int[] hot(Sequence xs) {
    int[] ids = new int[xs.steps()];
    for (int t = 0; t < ids.length; t++) {
      for (int c = 0; c < xs.features(); c++) {
        if (xs.step(t).get(0, c) == 1) {
          ids[t] = c;
        }
      }
    }
    return ids;
  }
}
