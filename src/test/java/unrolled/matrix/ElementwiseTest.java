package unrolled.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions of both kernels against numbers computed with 40 digits. */
class ElementwiseTest {
  private static final double[] SPECIAL = {
    Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NaN
  };

  /** The exact values of the sample, by the function: they are the same for both kernels. */
  private static final Map<String, BigDecimal[]> EXACT = new HashMap<>();

  @AfterAll
  static void forget() {
    EXACT.clear();
  }

  /** One function of one kernel, with what its documentation says of it. */
  private record Subject(
      String name,
      Call call,
      DoubleFunction<BigDecimal> exact,
      double ulps,
      double low,
      double high,
      double... atSpecial) {

    double[] of(double... x) {
      double[] y = new double[x.length];
      call.compute(x.length, x, 0, y, 0);
      return y;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private interface Call {
    void compute(int n, double[] x, int xAt, double[] y, int yAt);
  }

  static Stream<Subject> subjects() {
    return Stream.of("scalar", "vector").flatMap(ElementwiseTest::subjects);
  }

  private static Stream<Subject> subjects(String name) {
    boolean scalar = name.equals("scalar");
    if (!scalar) {
      assumeTrue(Kernels.vectorIsThere(), "no module jdk.incubator.vector in this JVM");
    }
    Elementwise e = Kernels.choose(name).elementwise();
    double inf = Double.POSITIVE_INFINITY;
    double nan = Double.NaN;
    return Stream.of(
        new Subject(name + " exp", e::exp, Exact::exp, scalar ? 1 : 1.5, 0, inf, 0, 1, 1, inf, nan),
        new Subject(name + " sigmoid", e::sigmoid, Exact::sigmoid, 2.5, 0, 1, 0, 0.5, 0.5, 1, nan),
        new Subject(name + " tanh", e::tanh, Exact::tanh, 2.5, -1, 1, -1, -0.0, 0, 1, nan));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void no_double_is_off_by_more_than_the_documented_error(Subject subject) {
    double[] x = sample();
    double[] y = subject.of(x);
    BigDecimal[] exact =
        EXACT.computeIfAbsent(
            subject.name.split(" ")[1],
            any -> Arrays.stream(x).mapToObj(subject.exact).toArray(BigDecimal[]::new));
    double worst = 0;
    double at = 0;
    for (int i = 0; i < x.length; i++) {
      double error = Exact.ulps(y[i], exact[i]);
      if (error > worst) {
        worst = error;
        at = x[i];
      }
    }
    System.out.printf("%-15s at most %.2f ulp, at %s%n", subject, worst, at);
    assertTrue(worst <= subject.ulps, "%s: %.3f ulp at %s".formatted(subject, worst, at));
    assertTrue(worst > 0.5, "an error below half an ulp: the reference is not better than it");
  }

  /** Every binade, the range where something happens, and where the power of two changes. */
  private static double[] sample() {
    SplittableRandom random = new SplittableRandom(1);
    DoubleStream binades =
        DoubleStream.iterate(Double.MIN_VALUE, v -> v <= 1024, v -> 2 * v)
            .flatMap(v -> DoubleStream.generate(() -> v * random.nextDouble(1, 2)).limit(3));
    DoubleStream middle = random.doubles(12_000, 0, 22);
    DoubleStream all = random.doubles(6_000, 0, 746);
    DoubleStream halves =
        DoubleStream.iterate(0.5, k -> k < 1080, k -> k + 1).map(k -> k * Math.log(2));
    return Stream.of(binades, middle, all, halves)
        .flatMapToDouble(s -> s)
        .flatMap(v -> DoubleStream.of(v, -v))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void numbers_that_are_none_and_zeros_give_what_is_documented(Subject subject) {
    assertArrayEquals(subject.atSpecial, subject.of(SPECIAL));
    double huge = 1e300;
    double[] atEnds = {subject.atSpecial[0], subject.atSpecial[3]};
    assertArrayEquals(atEnds, subject.of(-huge, huge));
    assertArrayEquals(atEnds, subject.of(-Double.MAX_VALUE, Double.MAX_VALUE));
    assertArrayEquals(atEnds, subject.of(-747, 747));
  }

  /** A probability of 1 + 2^−52 would make the next logarithm or square root one of nothing. */
  @ParameterizedTest
  @MethodSource("subjects")
  void no_value_lies_outside_the_range(Subject subject) {
    double[] x = new SplittableRandom(2).doubles(1_000_000, -50, 50).toArray();
    assertTrue(Arrays.stream(subject.of(x)).allMatch(y -> y >= subject.low && y <= subject.high));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void the_hyperbolic_tangent_is_odd_to_the_last_bit(Subject subject) {
    assumeTrue(subject.name.endsWith("tanh"));
    double[] x = sample();
    double[] mirrored = subject.of(Arrays.stream(x).map(v -> -v).toArray());
    double[] y = subject.of(x);
    for (int i = 0; i < x.length; i++) {
      assertEquals(y[i], -mirrored[i]);
    }
  }

  /** One number alone is the reference, for every place in arrays of 0 to 40. */
  @ParameterizedTest
  @MethodSource("subjects")
  void a_result_depends_on_its_number_alone(Subject subject) {
    double[] x = new SplittableRandom(3).doubles(48, -20, 20).toArray();
    x[5] = Double.NaN;
    x[11] = 1000;
    x[21] = -1000;
    double[] alone = Arrays.stream(x).map(v -> subject.of(v)[0]).toArray();
    for (int n = 0; n <= 40; n++) {
      for (int at = 0; at < 4; at++) {
        double[] y = new double[n + 8];
        Arrays.fill(y, 77);
        subject.call.compute(n, x, at, y, 3 - at);
        double[] inPlace = x.clone();
        subject.call.compute(n, inPlace, at, inPlace, at);
        for (int i = 0; i < y.length; i++) {
          boolean inside = i >= 3 - at && i < 3 - at + n;
          assertEquals(inside ? alone[i - 3 + 2 * at] : 77, y[i], subject + " of " + n);
        }
        for (int i = 0; i < x.length; i++) {
          assertEquals(i >= at && i < at + n ? alone[i] : x[i], inPlace[i], subject + " in place");
        }
      }
    }
  }

  /** The first calls run in the interpreter, the last ones as compiled code. */
  @ParameterizedTest
  @MethodSource("subjects")
  void a_result_stays_when_the_code_is_compiled(Subject subject) {
    double[] x = new SplittableRandom(4).doubles(37, -20, 20).toArray();
    double[] first = subject.of(x);
    for (int i = 0; i < 20_000; i++) {
      assertArrayEquals(first, subject.of(x));
    }
  }
}
