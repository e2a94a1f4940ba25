package unrolled.train;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import unrolled.nn.Parameter;

/**
 * The loop that trains, and nothing of what it trains.
 *
 * <pre>{@code
 * for each step:  zeroGrad → forward and backward → clip → optimizer.step → tell
 * }</pre>
 *
 * <p>It prints nothing: listen to its events. A loss or a gradient that is not a number stops
 * training before the weights are touched.
 */
public final class Trainer {
  private final List<Parameter> parameters;
  private final Optimizer optimizer;
  private final double maxNorm;
  private final Consumer<TrainingEvent> listener;

  /**
   * A trainer of {@code parameters}.
   *
   * @param maxNorm the global norm to which gradients are clipped; {@code Double.POSITIVE_INFINITY}
   *     for no clipping
   */
  public Trainer(
      List<Parameter> parameters,
      Optimizer optimizer,
      double maxNorm,
      Consumer<TrainingEvent> listener) {
    if (!(maxNorm > 0))
      throw new IllegalArgumentException("Trainer: maxNorm must be positive, got " + maxNorm);
    this.parameters = List.copyOf(Parameter.distinct(parameters));
    this.optimizer = optimizer;
    this.maxNorm = maxNorm;
    this.listener = listener;
  }

  /**
   * Trains for {@code steps} steps, at least one.
   *
   * @param lossAndGradients given the number of the step, from 1: one forward and backward pass
   *     over a batch of its choice, which adds to the gradients and returns the loss
   * @return the loss of the last batch
   * @throws CancellationException if the thread is interrupted; the last whole step counts
   */
  public double train(int steps, IntToDoubleFunction lossAndGradients) {
    if (steps < 1)
      throw new IllegalArgumentException("Trainer: steps must be at least 1, got " + steps);
    long start = System.nanoTime();
    double loss = Double.NaN;
    for (int step = 1; step <= steps; step++) {
      // A notebook's stop button interrupts the thread; since JDK 20 nothing else can end a loop.
      if (Thread.interrupted())
        throw new CancellationException("training was stopped after step " + (step - 1));
      parameters.forEach(Parameter::zeroGrad);
      loss = lossAndGradients.applyAsDouble(step);
      double norm = GradientClipping.globalNorm(parameters);
      requireNumbers(step, loss, norm);
      if (norm > maxNorm) GradientClipping.byGlobalNorm(parameters, maxNorm);
      optimizer.step(parameters);
      listener.accept(new TrainingEvent.StepDone(step, steps, loss, norm));
    }
    listener.accept(new TrainingEvent.Finished(steps, (System.nanoTime() - start) / 1e9));
    return loss;
  }

  private void requireNumbers(int step, double loss, double norm) {
    if (Double.isFinite(loss) && Double.isFinite(norm)) return;
    String culprit =
        parameters.stream()
            .filter(p -> !p.grad.isFinite())
            .findFirst()
            .map(p -> "; the gradient of " + p + " is not finite")
            .orElse("");
    throw new ArithmeticException(
        "training diverged at step %d: loss %s, gradient norm %s%s"
            .formatted(step, loss, norm, culprit));
  }
}
