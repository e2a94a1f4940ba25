package unrolled.notebook;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/**
 * The labels of a logarithmic axis, thinned to some eight.
 *
 * <p>XChart labels every power of ten, and forty of them lie on top of each other.
 */
final class LogTicks implements Function<Double, String> {
  private static final int LABELS = 8;

  private final XYChart chart;

  LogTicks(XYChart chart) {
    this.chart = chart;
  }

  @Override
  public String apply(Double value) {
    long power = Math.round(Math.log10(value));
    boolean decade = Math.abs(Math.log10(value) - power) < 1e-6;
    return decade && power % stride() == 0 ? name(value, power) : "";
  }

  private long stride() {
    double decades = Math.log10(values().max().orElse(10) / values().min().orElse(1));
    return Math.max(1, (long) Math.ceil(decades / LABELS));
  }

  private DoubleStream values() {
    return chart.getSeriesCollection().stream()
        .flatMapToDouble(series -> DoubleStream.of(series.getYData()))
        .filter(y -> y > 0 && y < Double.POSITIVE_INFINITY);
  }

  private static String name(double value, long power) {
    boolean plain = power >= -2 && power <= 3;
    return plain ? Numbers.text(value) : String.format(Locale.ROOT, "1e%d", power);
  }
}
