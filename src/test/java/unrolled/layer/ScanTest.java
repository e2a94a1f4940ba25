package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.cell.HiddenState;
import unrolled.cell.MinGruCell;
import unrolled.matrix.Matrix;

/** Step by step, in rounds, and as a layer: the same states. */
class ScanTest {
  private static final int H = 4;
  private final RandomGenerator rng = new SplittableRandom(8);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100, 1000})
  void rounds_give_what_steps_give(int T) {
    Matrix a = Matrix.random(T, H, -1, 1, rng);
    Matrix b = Matrix.random(T, H, -1, 1, rng);
    Matrix h0 = Matrix.random(1, H, -1, 1, rng);
    Matrix[] before = {a.copy(), b.copy(), h0.copy()};
    Scan.Rounds rounds = Scan.inRounds(a, b, h0);
    assertEquals(0, Scan.stepByStep(a, b, h0).maxDifference(rounds.h()), 1e-12);
    assertTrue(rounds.h() != b && rounds.h().norm() > 0);
    Matrix[] after = {a, b, h0};
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(before[i].data(), after[i].data());
    }
  }

  @Test
  void three_steps_by_hand() {
    Matrix a = Matrix.wrap(3, 1, new double[] {2, 3, 0.5});
    Matrix b = Matrix.wrap(3, 1, new double[] {1, -1, 4});
    Matrix h = Scan.stepByStep(a, b, Matrix.row(10));
    assertArrayEquals(new double[] {21, 62, 35}, h.data());
    assertArrayEquals(h.data(), Scan.inRounds(a, b, Matrix.row(10)).h().data());
  }

  /** ⌈log₂ T⌉ rounds; a round of reach r combines T − r pairs. */
  @Test
  void the_rounds_and_the_work_are_counted() {
    int[][] expected = {
      {1, 0, 0}, {2, 1, 1}, {5, 3, 4 + 3 + 1}, {8, 3, 7 + 6 + 4}, {9, 4, 8 + 7 + 5 + 1}
    };
    for (int[] e : expected) {
      Matrix m = new Matrix(e[0], H);
      Scan.Rounds rounds = Scan.inRounds(m, m, new Matrix(1, H));
      assertEquals(e[1], rounds.rounds(), "rounds of " + e[0]);
      assertEquals(e[2], rounds.combinations(), "combinations of " + e[0]);
    }
  }

  /** A long row of gates near 0: products of them underflow, and no state is harmed. */
  @Test
  void products_that_underflow_harm_nothing() {
    Matrix a = new Matrix(2000, H).map(v -> 1e-3);
    Matrix b = Matrix.random(2000, H, -1, 1, rng);
    Matrix h0 = Matrix.random(1, H, -1, 1, rng);
    Scan.Rounds rounds = Scan.inRounds(a, b, h0);
    assertEquals(0, Scan.stepByStep(a, b, h0).maxDifference(rounds.h()), 1e-15);
  }

  @Test
  void the_states_of_a_min_gru_are_a_scan_of_its_gates() {
    MinGruCell cell = new MinGruCell(3, H, rng);
    Sequence xs = Samples.sequence(50, 1, 3, rng);
    Matrix h0 = Matrix.random(1, H, -1, 1, rng);
    Sequence outputs = new MinGru(cell).forward(xs, new HiddenState(h0));
    Matrix u = xs.flat().matmul(cell.Wx.value).plusRow(cell.b.value);
    Matrix z = u.columns(0, H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix b = z.hadamard(u.columns(H, 2 * H));
    Matrix scanned = Scan.inRounds(z.map(v -> 1 - v), b, h0).h();
    assertEquals(0, scanned.maxDifference(outputs.flat()), 1e-12);
  }

  @Test
  void shapes_that_do_not_fit_are_refused() {
    Matrix a = new Matrix(5, H);
    Matrix h0 = new Matrix(1, H);
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Scan.stepByStep(a, new Matrix(6, H), h0));
    assertEquals(
        "Scan: expected a (T × H), b (T × H) and h0 (1 × H), got a (5 × 4), b (6 × 4)"
            + " and h0 (1 × 4)",
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Scan.inRounds(a, a, new Matrix(2, H)));
    assertThrows(IllegalArgumentException.class, () -> Scan.inRounds(a, a, new Matrix(1, 3)));
  }
}
