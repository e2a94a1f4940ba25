package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.layer.Gru;
import unrolled.layer.Next;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.model.States;
import unrolled.nn.SoftmaxCrossEntropy;
import unrolled.train.BeamSearch.Found;

class BeamSearchTest {
  private static final int K = 4;
  private static final int END = 2;
  private static final int LONGEST = 5;

  private final RandomGenerator rng = new SplittableRandom(17);
  private final Model<int[][], int[][]> model =
      new Model<>(
          Input.oneHot(K), List.of(new Gru(K, 6, rng)), Readout.EACH_STEP, K, Loss.tags(), rng);

  /** Sharper than an untrained model is, so that texts differ in probability. */
  private Next<States> next(int token, States state) {
    Next<States> next = model.next(new int[][] {{token}}, state);
    return new Next<>(next.logits().scale(4), next.state());
  }

  /** Every text that ends or is cut off, by plain recursion, scored as the class says. */
  private void all(
      List<Integer> tokens, int last, States state, double log, double alpha, List<Found> all) {
    Next<States> next = next(last, state);
    Matrix p = SoftmaxCrossEntropy.softmax(next.logits());
    for (int k = 0; k < K; k++) {
      List<Integer> longer = new ArrayList<>(tokens);
      longer.add(k);
      double sum = log + Math.log(p.get(0, k));
      if (k == END || longer.size() == LONGEST) {
        all.add(new Found(longer, sum, sum / Math.pow(longer.size(), alpha)));
      } else {
        all(longer, k, next.state(), sum, alpha, all);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.6, 1, 2})
  void a_width_that_drops_nothing_finds_what_an_exhaustive_search_finds(double alpha) {
    List<Found> expected = new ArrayList<>();
    all(List.of(), 0, model.start(1), 0, alpha, expected);
    expected.sort(Comparator.comparingDouble(Found::score).reversed());
    List<Found> found =
        new BeamSearch(1000, END, LONGEST, alpha).search(0, model.start(1), this::next);
    assertEquals(1 + 3 + 9 + 27 + 81 * 4, found.size());
    assertEquals(expected.size(), found.size());
    double total = 0;
    for (int i = 0; i < found.size(); i++) {
      assertEquals(expected.get(i).tokens(), found.get(i).tokens());
      assertEquals(expected.get(i).score(), found.get(i).score(), 1e-12);
      total += Math.exp(found.get(i).logProbability());
    }
    assertEquals(1, total, 1e-12, "the texts are all there are");
  }

  /** What follows depends on the last token alone; row 0, the end, serves as the start. */
  private static BiFunction<Integer, String, Next<String>> after(double[]... p) {
    return (token, text) -> new Next<>(Matrix.row(p[token]).map(Math::log), text + token);
  }

  @Test
  void a_wider_beam_finds_what_greed_misses() {
    BiFunction<Integer, String, Next<String>> trap =
        after(
            new double[] {0.1, 0.4, 0.5},
            new double[] {0.98, 0.01, 0.01},
            new double[] {0.3, 0.35, 0.35});
    Found greedy = new BeamSearch(1, 0, 2, 0).search(0, "", trap).get(0);
    Found wide = new BeamSearch(2, 0, 2, 0).search(0, "", trap).get(0);
    assertEquals(2, greedy.tokens().get(0));
    assertEquals(List.of(1, 0), wide.tokens());
    assertEquals(Math.log(0.4 * 0.98), wide.logProbability(), 1e-12);
    assertTrue(wide.score() > greedy.score());
  }

  @Test
  void a_text_that_ended_early_is_kept_while_others_go_on() {
    double[] p = {0.6, 0.2, 0.2};
    List<Found> found = new BeamSearch(2, 0, 6, 0).search(0, "", after(p, p, p));
    assertEquals(2, found.size());
    assertEquals(List.of(0), found.get(0).tokens());
    assertEquals(Math.log(0.6), found.get(0).logProbability(), 1e-12);
    assertEquals(Math.log(0.2 * 0.6), found.get(1).logProbability(), 1e-12);
  }

  @Test
  void dividing_by_the_length_lets_a_longer_text_win() {
    var model = after(new double[] {0.4, 0.6}, new double[] {0.6, 0.4});
    BeamSearch plain = new BeamSearch(4, 0, 3, 0);
    BeamSearch mean = new BeamSearch(4, 0, 3, 1);
    assertEquals(List.of(0), plain.search(0, "", model).get(0).tokens());
    assertEquals(List.of(1, 0), mean.search(0, "", model).get(0).tokens());
  }

  @Test
  void thousands_of_tokens_do_not_underflow() {
    BiFunction<Integer, String, Next<String>> even =
        (token, text) -> new Next<>(new Matrix(1, 3), text);
    Found found = new BeamSearch(1, 0, 3000, 1).search(1, "", even).get(0);
    assertEquals(-Math.log(3), found.score(), 1e-12);
  }

  @Test
  void nonsense_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new BeamSearch(0, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new BeamSearch(1, -1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new BeamSearch(1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new BeamSearch(1, 0, 1, Double.NaN));
    BiFunction<Integer, String, Next<String>> broken =
        (token, text) -> new Next<>(Matrix.row(0, Double.NaN), text);
    assertThrows(
        IllegalArgumentException.class, () -> new BeamSearch(1, 0, 5, 0).search(1, "", broken));
    BiFunction<Integer, String, Next<String>> small =
        (token, text) -> new Next<>(Matrix.row(0, 1), text);
    assertThrows(
        IllegalArgumentException.class, () -> new BeamSearch(1, 2, 5, 0).search(1, "", small));
  }

  /** Token 1 is likeliest and forbidden; token 0 ends the text. */
  @Test
  void a_forbidden_token_is_never_written() {
    Matrix z = Matrix.row(0, Double.NEGATIVE_INFINITY, Math.log(3));
    List<BeamSearch.Found> found =
        new BeamSearch(4, 0, 3, 0).search(1, 0, (token, state) -> new Next<>(z, state));
    assertEquals(
        List.of(List.of(2, 2, 2), List.of(0), List.of(2, 0), List.of(2, 2, 0)),
        found.stream().map(BeamSearch.Found::tokens).toList());
    assertEquals(3 * Math.log(0.75), found.get(0).logProbability(), 1e-14);
    Matrix nothing = new Matrix(1, 3).map(zero -> Double.NEGATIVE_INFINITY);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BeamSearch(4, 0, 3, 0).search(1, 0, (t, s) -> new Next<>(nothing, s)));
    assertEquals(
        "search: expected a text that ends, but each one came to a step at which all tokens are"
            + " forbidden",
        e.getMessage());
  }

  /** After token 1, which is the likelier one, all are forbidden; token 0 ends the text. */
  @Test
  void a_text_that_cannot_go_on_does_not_end_the_search() {
    Matrix nothing = new Matrix(1, 3).map(zero -> Double.NEGATIVE_INFINITY);
    Matrix z = Matrix.row(0, Math.log(7), Math.log(2));
    List<Found> found =
        new BeamSearch(3, 0, 2, 0)
            .search(2, 0, (token, state) -> new Next<>(token == 1 ? nothing : z, state));
    assertEquals(
        List.of(List.of(2, 1), List.of(0), List.of(2, 2)),
        found.stream().map(Found::tokens).toList());
    assertEquals(Math.log(0.2 * 0.7), found.get(0).logProbability(), 1e-14);
  }
}
