package unrolled.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
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
  /** A listener to whom nothing is told: no event is made then. */
  public static final Consumer<TrainingEvent> SILENT = event -> {};

  private static final double GROWN = 1e100; // no weight of a network that learns is so large

  private final List<Parameter> parameters;
  private final List<String> labels; // of the parameters, for messages
  private final Optimizer optimizer;
  private final double maxNorm;
  private final Consumer<TrainingEvent> listener;
  private long done; // steps, of all calls

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
    this(labelled(Parameter.distinct(parameters)), optimizer, maxNorm, listener);
  }

  /** The same, where each parameter has a name that says where it stands; messages use it. */
  public Trainer(
      Map<String, Parameter> parameters,
      Optimizer optimizer,
      double maxNorm,
      Consumer<TrainingEvent> listener) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("Trainer: expected at least one parameter, got none");
    }
    if (!(maxNorm > 0)) {
      throw new IllegalArgumentException("Trainer: maxNorm must be positive, got " + maxNorm);
    }
    this.parameters = List.copyOf(Parameter.distinct(List.copyOf(parameters.values())));
    this.labels =
        this.parameters.stream()
            .map(
                p ->
                    parameters.entrySet().stream()
                        .filter(e -> e.getValue() == p)
                        .map(e -> e.getKey() + " " + p.value.shape())
                        .findFirst()
                        .orElseThrow())
            .toList();
    this.optimizer = optimizer;
    this.maxNorm = maxNorm;
    this.listener = listener;
  }

  /** Names of parameters of which nothing is known but their place in the list. */
  private static Map<String, Parameter> labelled(List<Parameter> parameters) {
    Map<String, Parameter> labelled = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      labelled.put("parameter %d of %d, %s".formatted(i + 1, parameters.size(), p.name()), p);
    }
    return labelled;
  }

  /** Counts on from step {@code done}: a run that was loaded from a {@link Checkpoint}. */
  public Trainer after(long done) {
    if (done < 0) {
      throw new IllegalArgumentException("Trainer: steps done must not be negative, got " + done);
    }
    this.done = done;
    return this;
  }

  /**
   * Trains for {@code steps} steps, at least one. The events count on from the call before.
   *
   * @param lossAndGradients given the number of the step in this call, from 1: one forward and
   *     backward pass over a batch of its choice, which adds to the gradients and returns the loss
   * @return the loss of the last batch
   * @throws CancellationException if the thread is interrupted; the last whole step counts
   */
  public double train(int steps, IntToDoubleFunction lossAndGradients) {
    if (steps < 1) {
      throw new IllegalArgumentException("Trainer: steps must be at least 1, got " + steps);
    }
    long start = System.nanoTime();
    long last = done + steps;
    double loss = Double.NaN;
    for (int i = 1; i <= steps; i++) {
      int step = i;
      loss = step(last, () -> lossAndGradients.applyAsDouble(step));
    }
    listener.accept(new TrainingEvent.Finished(steps, (System.nanoTime() - start) / 1e9));
    return loss;
  }

  /**
   * Takes one step, for a loop of your own.
   *
   * @param of what the event says: the step at which the loop will end
   * @return the loss of the batch
   * @throws CancellationException if the thread is interrupted; the last whole step counts
   */
  public double step(long of, DoubleSupplier lossAndGradients) {
    // A notebook's stop button interrupts the thread; since JDK 20 nothing else can end a loop.
    if (Thread.interrupted()) {
      throw new CancellationException("training was stopped after step " + done);
    }
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).zeroGrad();
    }
    double loss = lossAndGradients.getAsDouble();
    double norm = GradientClipping.globalNorm(parameters);
    requireNumbers(done + 1, loss, norm);
    if (norm > maxNorm) {
      GradientClipping.byGlobalNorm(parameters, maxNorm);
    }
    optimizer.step(parameters);
    done++;
    if (listener != SILENT) {
      listener.accept(new TrainingEvent.StepDone(done, of, loss, norm));
    }
    return loss;
  }

  /** Which weights have run away, if any: no gradient says so where the loss is no number. */
  private String largestWeight() {
    double largest = GROWN;
    String found = "";
    for (int i = 0; i < parameters.size(); i++) {
      for (double w : parameters.get(i).value.data()) {
        if (!(Math.abs(w) <= largest)) {
          largest = Double.isNaN(w) ? Double.POSITIVE_INFINITY : Math.abs(w);
          found = "; the largest weight, " + w + ", is in " + labels.get(i);
        }
      }
    }
    return found;
  }

  private void requireNumbers(long step, double loss, double norm) {
    if (Double.isFinite(loss) && Double.isFinite(norm)) {
      return;
    }
    String culprit =
        IntStream.range(0, parameters.size())
            .filter(i -> !parameters.get(i).grad.isFinite())
            .mapToObj(i -> "; the gradient of " + labels.get(i) + " is not finite")
            .findFirst()
            .orElse("");
    if (!Double.isFinite(loss)) {
      culprit += largestWeight();
    }
    // All entries are finite: only their norm is not, and clipping brings it back.
    if (culprit.isEmpty() && Double.isFinite(loss) && maxNorm < Double.POSITIVE_INFINITY) {
      return;
    }
    throw new ArithmeticException(
        "training diverged at step %d: loss %s, gradient norm %s%s"
            .formatted(step, loss, norm, culprit));
  }
}
