package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import e10_rnn_step_backward.RnnStepBackward;
import e10_rnn_step_backward.RnnStepBackward.Gradients;
import e12_judge_gradient.JudgeGradient;
import e13_clip_by_norm.ClipByNorm;
import e19_latch.Latch;
import e27_two_layers.TwoLayers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import unrolled.matrix.Matrix;

/** What a wrong answer is told. */
@Tag("any-jdk") // what it plays is arithmetic
@ExtendWith(NotNoted.class)
class DiagnosisTest {
  private static Matrix z(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
  }

  private static String told(Object answer) {
    return Check.run(answer).diagnosis();
  }

  private static String told(RnnStep answer) {
    return told((Object) answer);
  }

  @Test
  void two_slips_at_once_are_both_named() {
    assertEquals(
        """
        Two things went wrong:
        1. hPrev·Wh is missing: it must be one of the terms.
        2. the bias is missing: it must be added to every row.""",
        told((x, hPrev, Wx, Wh, b) -> x.matmul(Wx).map(Math::tanh)));
  }

  @Test
  void a_slip_in_one_output_and_another_in_another_are_both_named() {
    RnnStepBackward answer =
        (dh, x, hPrev, Wx, Wh, b, h) -> {
          Matrix dz = dh.hadamard(h.map(v -> 1 - v * v));
          return new Gradients(
              dz.matmul(Wx.transpose()),
              dz.matmul(Wh),
              x.transpose().matmul(dz),
              hPrev.transpose().matmul(dz),
              dz.sumRows().scale(1.0 / x.rows()));
        };
    String told = told(answer);
    assertTrue(told.startsWith("Two things went wrong:\n"), told);
    assertTrue(told.contains("transpose") && told.contains("averaged"), told);
  }

  @Test
  void one_mistake_in_two_outputs_is_one_sentence_with_the_rule_of_each() {
    RnnStepBackward answer =
        (dh, x, hPrev, Wx, Wh, b, h) -> {
          Matrix dz = dh.hadamard(h.map(v -> 1 - v * v));
          return new Gradients(
              dz.matmul(Wx.transpose()),
              dz.matmul(Wh.transpose()),
              x.transpose().matmul(dz).scale(1.0 / x.rows()),
              hPrev.transpose().matmul(dz).scale(1.0 / x.rows()),
              dz.sumRows());
        };
    assertEquals(
        "What went wrong: dWx and dWh are averaged over the batch. dWx must be xᵀ·dz, a sum over the"
            + " examples. dWh must be hPrevᵀ·dz, a sum over the examples.",
        told(answer));
  }

  @Test
  void a_right_answer_is_told_nothing() {
    assertEquals("", told((x, hPrev, Wx, Wh, b) -> z(x, hPrev, Wx, Wh, b).map(Math::tanh)));
  }

  @Test
  void a_variant_that_guards_its_edge_is_still_the_slip() {
    ClipByNorm answer =
        (gradients, maxNorm) ->
            Stream.of(gradients)
                .map(
                    g -> {
                      double norm = g.norm();
                      return norm == 0 || norm <= maxNorm ? g.copy() : g.scale(maxNorm / norm);
                    })
                .toArray(Matrix[]::new);
    assertTrue(told(answer).startsWith("What went wrong: each matrix is clipped by its own norm"));
  }

  @Test
  void a_slip_beside_a_written_input_is_named_and_the_input_too() {
    String told =
        told(
            (x, hPrev, Wx, Wh, b) -> {
              Matrix h = x.matmul(Wx).plus(hPrev.matmul(Wh)).map(Math::tanh);
              hPrev.set(0, 0, 3);
              return h;
            });
    assertTrue(told.contains("1. the bias is missing"), told);
    assertTrue(told.contains("2. your code writes into hPrev, which"), told);
  }

  @Test
  void a_given_back_input_is_named() {
    ClipByNorm answer = (gradients, maxNorm) -> gradients;
    assertTrue(
        told(answer).contains("your code gives back a matrix of gradients itself"), told(answer));
  }

  @Test
  void kept_state_is_named() {
    double[] calls = {0};
    String told =
        told(
            (x, hPrev, Wx, Wh, b) ->
                z(x, hPrev, Wx, Wh, b).map(Math::tanh).scale(1 + 1e-3 * calls[0]++));
    assertTrue(told.contains("Does a field keep something from one call to the next"), told);
  }

  /** Keeps the number of units of its first call. */
  private static final class OneSize implements RnnStep {
    private final boolean keeps;
    private int H;

    OneSize(boolean keeps) {
      this.keeps = keeps;
    }

    @Override
    public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
      H = H == 0 || !keeps ? Wh.cols() : H;
      return z(x, hPrev, Wx, Wh, b).map(Math::tanh).columns(0, H);
    }
  }

  @Test
  void a_size_that_is_kept_from_the_first_call_is_seen() {
    List<ProbeInput> probes = ProbeInput.of(Exercise.of("e05"));
    assertTrue(Behaviour.of(() -> new OneSize(true), probes).keeps());
    assertFalse(Behaviour.of(() -> new OneSize(false), probes).keeps());
  }

  @Test
  void numbers_without_a_name_are_told_beside_an_input_that_is_written() {
    String told =
        told(
            (x, hPrev, Wx, Wh, b) -> {
              Matrix h = z(x, hPrev, Wx, Wh, b).map(v -> Math.tanh(v) + 0.1 * Math.sin(7 * v));
              hPrev.set(0, 0, 3);
              return h;
            });
    assertEquals(
        """
        Two things went wrong:
        1. your code writes into hPrev, which the caller still needs: write into a copy.
        2. besides that, the numbers of h are not right.""",
        told);
  }

  private static String told(DoubleBinaryOperator error) {
    JudgeGradient answer =
        (analytic, numeric, tolerance) -> {
          double[] errors = new double[analytic.length];
          for (int k = 0; k < errors.length; k++) {
            for (int i = 0; i < analytic[k].data().length; i++) {
              double a = analytic[k].data()[i];
              double n = numeric[k].data()[i];
              errors[k] = Math.max(errors[k], error.applyAsDouble(a, n));
            }
          }
          int[] wrong = Arrays.stream(errors).mapToInt(e -> e > tolerance ? 1 : 0).toArray();
          return new JudgeGradient.Verdict(errors, wrong);
        };
    return told(answer);
  }

  private static double finite(double a, double n) {
    return Math.abs(a - n) / Math.max(Math.max(Math.abs(a), Math.abs(n)), 1e-6);
  }

  @Test
  void of_a_NaN_that_is_to_be_turned_into_something_else_nothing_false_is_told() {
    String told =
        told(
            (a, n) ->
                a == n
                    ? 0
                    : Double.isFinite(a) && Double.isFinite(n)
                        ? finite(a, n)
                        : Double.POSITIVE_INFINITY);
    assertTrue(told.startsWith("What went wrong: two equal infinities count as right"), told);
  }

  @Test
  void a_number_that_is_nearly_infinite_is_not_like_every_other() {
    String told =
        told((a, n) -> Double.isFinite(a) && Double.isFinite(n) ? finite(a, n) : Double.MAX_VALUE);
    assertTrue(told.contains("is Double.MAX_VALUE"), told);
  }

  @Test
  void a_factor_of_some_columns_is_told_and_the_others_are_cleared() {
    String told =
        told(
            (x, hPrev, Wx, Wh, b) -> {
              Matrix h = z(x, hPrev, Wx, Wh, b).map(Math::tanh);
              for (int r = 0; r < h.rows(); r++) {
                for (int c = 1; c < h.cols(); c += 2) {
                  h.set(r, c, -h.get(r, c));
                }
              }
              return h;
            });
    assertEquals(
        "What went wrong: some columns of h are right but for the factor -1, the others are right.",
        told);
  }

  @Test
  void single_precision_is_seen() {
    String told =
        told((x, hPrev, Wx, Wh, b) -> z(x, hPrev, Wx, Wh, b).map(v -> (float) Math.tanh(v)));
    assertTrue(told.startsWith("What went wrong: h has six or seven right digits only"), told);
  }

  @Test
  void a_single_wrong_column_is_seen() {
    String told =
        told(
            (x, hPrev, Wx, Wh, b) -> {
              Matrix h = z(x, hPrev, Wx, Wh, b).map(Math::tanh);
              for (int r = 0; r < h.rows(); r++) {
                h.set(r, h.cols() - 1, 0.1 * h.get(r, h.cols() - 1));
              }
              return h;
            });
    assertTrue(told.startsWith("What went wrong: only the last column of h is wrong"), told);
  }

  @Test
  void a_bias_on_row_0_alone_is_named_in_both_layers() {
    TwoLayers answer =
        (xs, Wx1, Wh1, b1, Wx2, Wh2, b2) -> {
          Matrix[] lower = withBiasOnRow0(xs, Wx1, Wh1, b1);
          Matrix[] upper = withBiasOnRow0(lower, Wx2, Wh2, b2);
          return new TwoLayers.Read(lower, upper[upper.length - 1]);
        };
    String told = told(answer);
    assertEquals(
        "What went wrong: b1 and b2 are added to row 0 only: each must be added to every row, as"
            + " plusRow does.",
        told);
  }

  private static Matrix[] withBiasOnRow0(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix[] states = new Matrix[xs.length];
    Matrix bias = new Matrix(xs[0].rows(), b.cols());
    bias.put(new int[] {0}, b);
    Matrix before = new Matrix(xs[0].rows(), b.cols());
    for (int t = 0; t < xs.length; t++) {
      states[t] = xs[t].matmul(Wx).plus(before.matmul(Wh)).plus(bias).map(Math::tanh);
      before = states[t];
    }
    return states;
  }

  @Test
  void what_the_contract_throws_at_a_result_is_not_said_of_the_code() {
    Latch answer = gain -> new Latch.Weights(new Matrix(4, 2), new Matrix(1, 4), new Matrix(1, 4));
    String told = told(answer);
    assertTrue(told.contains("what your code returned led to IllegalArgumentException"), told);
  }

  @Test
  void what_has_no_name_gets_none() {
    String told =
        told((x, hPrev, Wx, Wh, b) -> z(x, hPrev, Wx, Wh, b).map(v -> Math.cbrt(v) + v * v));
    assertFalse(told.contains("went wrong"), told);
  }

  @Test
  void an_answer_that_always_throws_is_none_of_those_that_throw_something_else() {
    assertEquals(
        "What went wrong: your code threw IllegalArgumentException: no.",
        told(
            (x, hPrev, Wx, Wh, b) -> {
              throw new IllegalArgumentException("no");
            }));
  }

  @Test
  void the_students_copy_says_the_same_words(@TempDir Path home) throws Exception {
    Exercise exercise = Exercise.of("e05");
    byte[] file = exercise.slipsFile();
    Path slips = home.resolve("slips.bin");
    Files.write(slips, file);
    Catalogue played = Catalogue.made(exercise);
    Catalogue read = Catalogue.in(slips);
    assertEquals(played.slips(), read.slips());
    assertEquals(played.pairs().size(), read.pairs().size());
    for (int k = 0; k < played.slips().size(); k++) {
      for (int p = 0; p < played.right().length; p++) {
        assertTrue(played.single(k)[p][0].same(read.single(k)[p][0]));
      }
    }
  }
}
