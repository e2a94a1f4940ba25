package unrolled.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import unrolled.train.TrainingEvent;

/**
 * Remembers the loss of every training step, for a chart.
 *
 * <pre>{@code
 * smoothed_t = mean of loss_(t−w+1) … loss_t       of fewer at the start
 * }</pre>
 *
 * <p>To watch and to remember: {@code new ProgressBar().andThen(curve)}.
 */
public final class Curve implements Consumer<TrainingEvent> {
  private final List<Double> losses = new ArrayList<>();

  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.StepDone done) {
      losses.add(done.loss());
    }
  }

  /** The losses so far, in order. */
  public double[] losses() {
    return losses.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The mean of the last {@code window} losses at every step. */
  public double[] smoothed(int window) {
    if (window < 1) {
      throw new IllegalArgumentException("smoothed: window must be ≥ 1, got " + window);
    }
    double[] loss = losses();
    return IntStream.range(0, loss.length)
        .mapToDouble(
            t ->
                IntStream.rangeClosed(Math.max(0, t - window + 1), t)
                    .mapToDouble(i -> loss[i])
                    .average()
                    .orElseThrow())
        .toArray();
  }

  /** The steps, from 1, that go with {@link #losses} on a chart. */
  public double[] steps() {
    return IntStream.rangeClosed(1, losses.size()).asDoubleStream().toArray();
  }

  /**
   * A chart to which more lines can be added: every loss in a pale line, and over it the mean of
   * the last fiftieth of the steps.
   */
  public LineChart chart(String title, String unit) {
    LineChart chart = Charts.lines(title, "step", unit);
    chart.getStyler().setXAxisMin(0.0);
    chart
        .addSeries("each step", steps(), losses())
        .setLineColor(ChartStyle.PALE)
        .setShowInLegend(false);
    chart
        .addSeries("loss", steps(), smoothed(Math.max(1, losses.size() / 50)))
        .setLineColor(ChartStyle.FIRST);
    return chart;
  }
}
