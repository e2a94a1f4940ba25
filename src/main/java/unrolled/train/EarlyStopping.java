package unrolled.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * The end of training when the validation loss no longer falls, and the best weights that were
 * seen.
 *
 * <pre>{@code
 * do trainer.train(steps, batch);
 * while (early.goOn(lossOnValidationData()));
 * early.restoreBest();
 * }</pre>
 *
 * <p>A run that may be killed gives it to its {@link Checkpoint}, and saves after {@code goOn}.
 *
 * <p>Prechelt, "Early stopping, but when?", 1998.
 */
public final class EarlyStopping {
  private static final int HEARD = 0;
  private static final int BEST = 1;
  private static final int IN_VAIN = 2; // losses since the best

  /** The name of its counts in {@link #memory}. */
  private static final String MEMORY = "heard";

  private final List<Parameter> parameters;
  private final int patience;
  private final List<Matrix> bestValues;
  private final Matrix heard =
      Matrix.row(0, Double.POSITIVE_INFINITY, 0); // how many, best, in vain

  /** Ends after {@code patience} losses in a row that are no better than the best, at least one. */
  public EarlyStopping(List<Parameter> parameters, int patience) {
    Positive.require("EarlyStopping", "patience", patience);
    this.parameters = List.copyOf(parameters);
    this.patience = patience;
    bestValues = parameters.stream().map(p -> p.value.copy()).toList();
  }

  /** Hears of a validation loss, keeps a copy of the weights if it is the best, and decides. */
  public boolean goOn(double validationLoss) {
    if (!Double.isFinite(validationLoss)) {
      throw new ArithmeticException("EarlyStopping: the validation loss is " + validationLoss);
    }
    heard.set(0, HEARD, heard.get(0, HEARD) + 1);
    heard.set(0, IN_VAIN, heard.get(0, IN_VAIN) + 1);
    if (validationLoss < best()) {
      heard.set(0, BEST, validationLoss);
      heard.set(0, IN_VAIN, 0);
      for (int i = 0; i < bestValues.size(); i++) {
        bestValues.get(i).copyFrom(parameters.get(i).value);
      }
    }
    return !isOver();
  }

  /** Whether its patience is at an end, so that a run that goes on from a checkpoint need not. */
  public boolean isOver() {
    return heard.get(0, IN_VAIN) >= patience;
  }

  /** All that the next verdict depends on, by name; the storage itself, for {@link Checkpoint}. */
  Map<String, Matrix> memory() {
    Map<String, Matrix> memory = new LinkedHashMap<>();
    memory.put(MEMORY, heard);
    for (int i = 0; i < bestValues.size(); i++) {
      memory.put("best." + i + "." + parameters.get(i).name(), bestValues.get(i));
    }
    return memory;
  }

  /** The lowest loss so far; infinite before the first. */
  public double best() {
    return heard.get(0, BEST);
  }

  /** Gives every parameter the value that it had at the lowest loss. */
  public void restoreBest() {
    if (heard.get(0, HEARD) == 0) {
      throw new IllegalStateException("restoreBest: no validation loss was heard yet");
    }
    for (int i = 0; i < bestValues.size(); i++) {
      parameters.get(i).value.copyFrom(bestValues.get(i));
    }
  }
}
