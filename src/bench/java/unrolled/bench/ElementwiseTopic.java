package unrolled.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import unrolled.matrix.Elementwise;
import unrolled.matrix.Kernels;

/** Functions of every entry of an array, beside a loop over the JDK's own. */
final class ElementwiseTopic implements Topic {
  private static final String TABLE = "10,000 doubles from −8 to 8, one thread";
  private static final int COUNT = 10_000;
  private static final double CLOSE = 1e-14; // relative; each says its own bound in ulp

  private interface Ours {
    void compute(int n, double[] x, int xAt, double[] y, int yAt);
  }

  @Override
  public String name() {
    return "elementwise";
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("functions", 1));
  }

  @Override
  public void measure(Part part, boolean quick, Consumer<Line> log) {
    Pace pace = Pace.of(quick, 1);
    Elementwise ours = Kernels.active().elementwise();
    race(pace, "sigmoid", ours::sigmoid, x -> 1 / (1 + Math.exp(-x)), 8, log);
    race(pace, "tanh", ours::tanh, Math::tanh, 8, log);
    race(pace, "exp", ours::exp, Math::exp, Double.NaN, log);
  }

  @Override
  public Optional<String> headline(Line line) {
    return line.hasGoal()
        ? Optional.of("%s, 1 thread: a loop over Math".formatted(line.row()))
        : Optional.empty();
  }

  private static void race(
      Pace pace,
      String name,
      Ours ours,
      DoubleUnaryOperator math,
      double goal,
      Consumer<Line> log) {
    double[] x = Step.numbers(COUNT, 1);
    Arrays.setAll(x, i -> 8 * x[i]);
    var y = new double[COUNT];
    var expected = new double[COUNT];
    Runnable loop =
        () -> {
          for (int i = 0; i < COUNT; i++) expected[i] = math.applyAsDouble(x[i]);
        };
    Runnable vectors = () -> ours.compute(COUNT, x, 0, y, 0);
    loop.run();
    vectors.run();
    for (int i = 0; i < COUNT; i++)
      if (!(Math.abs(y[i] - expected[i]) <= CLOSE * Math.abs(expected[i])))
        throw new IllegalStateException(
            "%s(%s) is %s, by Math %s".formatted(name, x[i], y[i], expected[i]));
    double[][] rates =
        Race.run(
            pace,
            List.of(new Contestant("ours", COUNT, vectors), new Contestant("Math", COUNT, loop)));
    log.accept(
        new Line(
            TABLE,
            name,
            "a loop over Math",
            Ratio.of(rates[0], rates[1]),
            goal,
            Ratio.median(rates[0]),
            Ratio.median(rates[1]),
            ""));
  }
}
