package unrolled.train;

import java.util.List;
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
 * <p>Prechelt, "Early stopping, but when?", 1998.
 */
public final class EarlyStopping {
  private final List<Parameter> parameters;
  private final int patience;
  private List<Matrix> bestValues = List.of();
  private double best = Double.POSITIVE_INFINITY;
  private int inVain; // losses since the best

  /** Ends after {@code patience} losses in a row that are no better than the best, at least one. */
  public EarlyStopping(List<Parameter> parameters, int patience) {
    Positive.require("EarlyStopping", "patience", patience);
    this.parameters = List.copyOf(parameters);
    this.patience = patience;
  }

  /** Hears of a validation loss, keeps a copy of the weights if it is the best, and decides. */
  public boolean goOn(double validationLoss) {
    if (!Double.isFinite(validationLoss))
      throw new ArithmeticException("EarlyStopping: the validation loss is " + validationLoss);
    inVain++;
    if (validationLoss < best) {
      best = validationLoss;
      inVain = 0;
      bestValues = parameters.stream().map(p -> p.value.copy()).toList();
    }
    return inVain < patience;
  }

  /** The lowest loss so far; infinite before the first. */
  public double best() {
    return best;
  }

  /** Gives every parameter the value that it had at the lowest loss. */
  public void restoreBest() {
    if (bestValues.isEmpty())
      throw new IllegalStateException("restoreBest: no validation loss was heard yet");
    for (int i = 0; i < bestValues.size(); i++) parameters.get(i).value.copyFrom(bestValues.get(i));
  }
}
