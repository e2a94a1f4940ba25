package unrolled.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gates of both kernels: the same numbers, and no others touched. */
class GatesTest {
  private static final int[] UNITS = {1, 2, 7, 8, 9, 15, 16, 17, 24, 31, 40};
  private static final int AT = 3; // where a row begins in the gates
  private static final int BEFORE = 5;
  private static final double OUTSIDE = 77;

  /** The arrays of one row: gates, v, h, c, tanh(c), dh, dc. */
  private static final class Row {
    final int H;
    final double[][] arrays = new double[7][];

    Row(int H, long seed) {
      this.H = H;
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < 7; i++) {
        int used = i < 1 ? 4 * H : 2 * H + 2;
        arrays[i] = new double[used + 10];
        Arrays.fill(arrays[i], OUTSIDE);
        int at = i < 1 ? AT : BEFORE;
        for (int j = 0; j < used; j++) {
          arrays[i][at + j] = 3 * Numbers.random(random);
        }
      }
    }

    int after() {
      return BEFORE + H + 2;
    }
  }

  private interface Call {
    void compute(Gates gates, int H, double[][] a, int before, int after);
  }

  private static final Call LSTM = (g, H, a, b, e) -> g.lstm(H, a[0], AT, a[2], a[3], a[4], b, e);
  private static final Call LSTM_BACK =
      (g, H, a, b, e) -> g.lstmBackward(H, a[0], AT, a[5], a[6], a[3], a[4], b, e);
  private static final Call GRU = (g, H, a, b, e) -> g.gru(H, a[0], AT, a[1], a[2], b, e);
  private static final Call GRU_BACK =
      (g, H, a, b, e) -> g.gruBackward(H, a[0], AT, a[1], a[5], a[2], b, e);

  private static final Call MIN_GRU = (g, H, a, b, e) -> g.minGru(H, a[0], AT, a[2], b, e);
  private static final Call MIN_GRU_BACK =
      (g, H, a, b, e) -> g.minGruBackward(H, a[0], AT, a[5], a[2], b, e);

  private static double[][] result(String kernel, Call call, int H) {
    Row row = new Row(H, 4);
    call.compute(Numbers.kernel(kernel).gates(), H, row.arrays, BEFORE, row.after());
    return row.arrays;
  }

  static Stream<Call> calls() {
    return Stream.of(LSTM, LSTM_BACK, GRU, GRU_BACK, MIN_GRU, MIN_GRU_BACK);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void both_kernels_compute_the_same_and_touch_the_same(Call call) {
    boolean back = call == LSTM_BACK || call == GRU_BACK || call == MIN_GRU_BACK;
    for (int H : UNITS) {
      double[][] scalar = result("scalar", call, H);
      double[][] vector = result("vector", call, H);
      for (int i = 0; i < scalar.length; i++) {
        assertArrayEquals(
            scalar[i], vector[i], back ? 0 : Numbers.CLOSE, "array %d, H %d".formatted(i, H));
      }
    }
  }
}
