package unrolled.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;

/**
 * A weight that is learnt: its value, and the gradient of the loss with respect to it.
 *
 * <p>Backward passes add to the gradient and never set it, because a recurrent network uses the
 * same weight at every time step. Training calls {@link #zeroGrad} before each backward pass.
 */
public final class Parameter {
  private final String name;

  public final Matrix value;
  public final Matrix grad; // same shape as value

  public Parameter(String name, Matrix value) {
    this.name = name;
    this.value = value;
    this.grad = new Matrix(value.rows(), value.cols());
  }

  public String name() {
    return name;
  }

  /** Overwrites the value by one that {@code initializer} draws. */
  public void set(Initializer initializer, RandomGenerator rng) {
    value.copyFrom(initializer.create(value.rows(), value.cols(), rng));
  }

  /** Forgets the gradient of the last backward pass. */
  public void zeroGrad() {
    Arrays.fill(grad.data(), 0);
  }

  /**
   * The parameters of {@code all}, each once, where it stands first. A cell that stands in two
   * layers is listed by both; its weights are still one set, to be moved, measured and saved once.
   * Every list of parameters is made, and read, through here.
   */
  public static List<Parameter> distinct(List<Parameter> all) {
    boolean repeated = false;
    for (int i = 1; i < all.size() && !repeated; i++) {
      repeated = standsBefore(i, all);
    }
    if (!repeated) {
      return all; // allocates nothing: an optimizer asks at each step
    }
    List<Parameter> once = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!standsBefore(i, all)) {
        once.add(all.get(i));
      }
    }
    return List.copyOf(once);
  }

  /** What {@code network} is, in a line: {@code LstmCell(3 → 4), 128 parameters}. */
  public static String text(Object network, int inputs, int outputs, List<Parameter> parameters) {
    int count = distinct(parameters).stream().mapToInt(p -> p.value.data().length).sum();
    return String.format(
        Locale.ROOT,
        "%s(%d → %d), %,d parameters",
        network.getClass().getSimpleName(),
        inputs,
        outputs,
        count);
  }

  private static boolean standsBefore(int i, List<Parameter> all) {
    for (int j = 0; j < i; j++) {
      if (all.get(j) == all.get(i)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name + " " + value.shape();
  }
}
