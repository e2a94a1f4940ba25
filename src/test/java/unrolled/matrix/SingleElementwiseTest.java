package unrolled.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The functions of floats against {@link Math}'s, which have 29 bits more than a float can hold, at
 * floats of every exponent.
 */
class SingleElementwiseTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float[] SPECIAL = {-INF, -0f, 0f, INF, Float.NaN};

  private interface Call {
    void compute(int n, float[] x, int xAt, float[] y, int yAt);
  }

  /** One function of one kernel, with what its documentation says of it. */
  private record Subject(
      String name, Call call, DoubleUnaryOperator exact, double ulps, float[] atSpecial) {
    float[] of(float... x) {
      float[] y = new float[x.length];
      call.compute(x.length, x, 0, y, 0);
      return y;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Subject> subjects() {
    return Stream.of("scalar", "vector")
        .filter(name -> name.equals("scalar") || Kernels.vectorIsThere())
        .flatMap(SingleElementwiseTest::subjects);
  }

  private static Stream<Subject> subjects(String name) {
    SingleElementwise e = SingleNumbers.kernel(name).elementwise();
    boolean scalar = name.equals("scalar");
    DoubleUnaryOperator sigmoid = x -> (x > 0 ? 1 : Math.exp(x)) / (1 + Math.exp(-Math.abs(x)));
    return Stream.of(
        new Subject(
            name + " exp",
            e::exp,
            Math::exp,
            scalar ? 1 : 2,
            new float[] {0, 1, 1, INF, Float.NaN}),
        new Subject(
            name + " sigmoid",
            e::sigmoid,
            sigmoid,
            scalar ? 1 : 3,
            new float[] {0, 0.5f, 0.5f, 1, Float.NaN}),
        new Subject(
            name + " tanh",
            e::tanh,
            Math::tanh,
            scalar ? 1 : 3,
            new float[] {-1, -0f, 0, 1, Float.NaN}));
  }

  /** Of every exponent 4,096 floats of each sign, evenly spread over its fractions. */
  private static float[] sample() {
    float[] x = new float[255 * 4096 * 2];
    int next = 0;
    for (int exponent = 0; exponent < 255; exponent++) {
      for (int i = 0; i < 4096; i++) {
        float v = Float.intBitsToFloat(exponent << 23 | i * 2048 + exponent * 7);
        x[next++] = v;
        x[next++] = -v;
      }
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void no_float_is_off_by_more_than_the_documented_error(Subject subject) {
    float[] x = sample();
    float[] y = subject.of(x);
    double worst = 0;
    float at = 0;
    for (int i = 0; i < x.length; i++) {
      double exact = subject.exact.applyAsDouble(x[i]);
      float nearest = (float) exact;
      if (Float.isInfinite(nearest)) {
        assertEquals(nearest, y[i], "at " + x[i]);
        continue;
      }
      double error = Math.abs(y[i] - exact) / Math.ulp(nearest);
      if (error > worst) {
        worst = error;
        at = x[i];
      }
    }
    System.out.printf("%-15s of floats, at most %.2f ulp, at %s%n", subject, worst, at);
    assertTrue(worst <= subject.ulps, "%s: %.3f ulp at %s".formatted(subject, worst, at));
    assertTrue(worst >= 0.499, "an error below half an ulp: nothing was compared");
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void numbers_that_are_none_and_zeros_give_what_is_documented(Subject subject) {
    assertArrayEquals(subject.atSpecial, subject.of(SPECIAL));
    float[] atEnds = {subject.atSpecial[0], subject.atSpecial[3]};
    assertArrayEquals(atEnds, subject.of(-1e38f, 1e38f));
    assertArrayEquals(atEnds, subject.of(-105, 105));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void a_value_of_a_bounded_function_lies_within_its_bounds_and_on_the_right_side(Subject subject) {
    float[] x = sample();
    float[] y = subject.of(x);
    for (int i = 0; i < x.length; i++) {
      assertTrue(y[i] >= subject.atSpecial[0] && y[i] <= subject.atSpecial[3], "at " + x[i]);
      if (subject.name.endsWith("tanh") && i % 2 == 1) {
        assertEquals(-y[i - 1], y[i], "tanh is odd, at " + x[i]);
      }
    }
  }

  /** One number alone is the reference, for every place in arrays of 0 to 70. */
  @ParameterizedTest
  @MethodSource("subjects")
  void a_result_depends_on_its_number_alone(Subject subject) {
    float[] x = new float[80];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 13 == 5 ? Float.NaN : (i - 40) * 0.37f;
    }
    for (int n = 0; n <= 70; n++) {
      for (int at = 0; at < 4; at++) {
        float[] y = new float[n + 8];
        subject.call.compute(n, x, at, y, 3 - at);
        for (int i = 0; i < y.length; i++) {
          boolean inside = i >= 3 - at && i < 3 - at + n;
          assertEquals(inside ? subject.of(x[i - 3 + 2 * at])[0] : 0, y[i], subject + " of " + n);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void one_number_that_is_none_is_found_wherever_it_stands(Subject subject) {
    String kernel = subject.name.substring(0, subject.name.indexOf(' '));
    SingleElementwise e = SingleNumbers.kernel(kernel).elementwise();
    for (int n = 1; n <= 40; n++) {
      float[] x = new float[n + 3];
      assertTrue(e.areFinite(n, x, 2));
      for (int i = 0; i < n; i++) {
        x[2 + i] = i % 2 == 0 ? INF : Float.NaN;
        assertEquals(false, e.areFinite(n, x, 2), n + " numbers, at " + i);
        x[2 + i] = 0;
      }
    }
  }
}
