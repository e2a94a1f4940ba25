package unrolled.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.cell.StepGradient;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * Any cell, carried through time: the same weights at every step, and backpropagation through time.
 *
 * <pre>{@code
 * forward     s_t = cell(x_t, s_(t−1))                      t = 1 … T, from s_0
 *
 * backward    ds_T = what comes from after the sequence, or 0
 *             for t = T … 1:
 *               ds_t    += dh_t                             what the loss says to step t itself
 *               ds_(t−1) = cell.backward(ds_t)              what step t passes back
 * }</pre>
 *
 * <p>The gradient of a weight is the sum over all steps, because every step uses the same weight.
 * This is the textbook form: it allocates freely, keeps every step, and is what the fast layers are
 * held against. Werbos, "Backpropagation through time: what it does and how to do it", 1990.
 *
 * @param <S> the state of the cell
 */
public final class Unrolled<S extends State<S>> {
  private final Cell<S> cell;

  public Unrolled(Cell<S> cell) {
    this.cell = cell;
  }

  /**
   * A sequence that was read.
   *
   * @param steps what the cell computed at each step, in order of time
   */
  public record Run<S extends State<S>>(List<Step<S>> steps) {
    /** The hidden states h_1 … h_T (T × N × H). */
    public Sequence outputs() {
      return Sequence.of(steps.stream().map(step -> step.state().h()).toList());
    }

    /** The state after the last step. Hand it to the next run to go on where this one stopped. */
    public S last() {
      return steps.get(steps.size() - 1).state();
    }
  }

  /**
   * What a backward pass found, besides the gradients that it added to the parameters.
   *
   * @param dx the gradient with respect to every input (T × N × D)
   * @param dStates the gradients with respect to the states s_0 … s_T, all of the loss counted; for
   *     each part of a state, with its other parts held fixed
   */
  public record Gradients<S extends State<S>>(Sequence dx, List<S> dStates) {
    /** The gradient with respect to the state before the first step. */
    public S dInitial() {
      return dStates.get(0);
    }
  }

  /** Reads {@code xs} (T × N × D), starting from zeros. */
  public Run<S> forward(Sequence xs) {
    return forward(xs, cell.zeroState(xs.batch()));
  }

  /** Reads {@code xs} (T × N × D), starting in the state {@code initial}. */
  public Run<S> forward(Sequence xs, S initial) {
    check(xs, initial);
    List<Step<S>> steps = new ArrayList<>();
    S state = initial;
    for (int t = 0; t < xs.steps(); t++) {
      Step<S> step = cell.forward(xs.step(t), state);
      state = step.state();
      steps.add(step);
    }
    return new Run<>(List.copyOf(steps));
  }

  /** Backward, where the loss sees the hidden state of every step: {@code dh} is (T × N × H). */
  public Gradients<S> backward(Sequence dh, Run<S> run) {
    return backward(dh, cell.zeroState(dh.batch()), run);
  }

  /**
   * Backward, where the loss sees the hidden states and the last state too.
   *
   * @param dh the gradient with respect to the hidden state of each step (T × N × H)
   * @param dLast the gradient with respect to the last state, from whatever reads it later
   */
  public Gradients<S> backward(Sequence dh, S dLast, Run<S> run) {
    check(dh, dLast, run);
    List<Matrix> dx = new ArrayList<>();
    List<S> dStates = new ArrayList<>();
    S dNext = dLast;
    for (int t = run.steps().size() - 1; t >= 0; t--) {
      S dState = dNext.withH(dNext.h().plus(dh.step(t)));
      StepGradient<S> gradient = cell.backward(dState, run.steps().get(t));
      dStates.add(dState);
      dx.add(gradient.dx());
      dNext = gradient.dPrevious();
    }
    dStates.add(dNext);
    Collections.reverse(dStates);
    Collections.reverse(dx);
    return new Gradients<>(Sequence.of(dx), List.copyOf(dStates));
  }

  public Cell<S> cell() {
    return cell;
  }

  public List<Parameter> parameters() {
    return cell.parameters();
  }

  private void check(Sequence xs, S initial) {
    Matrix h = initial.h();
    if (xs.features() != cell.inputSize())
      throw new IllegalArgumentException(
          "forward: the cell reads %d features, got %s".formatted(cell.inputSize(), xs));
    if (h.rows() != xs.batch() || h.cols() != cell.hiddenSize())
      throw new IllegalArgumentException(
          "forward: the initial state must be (%d × %d), got %s"
              .formatted(xs.batch(), cell.hiddenSize(), h.shape()));
    if (!xs.flat().isFinite() || !initial.isFinite())
      throw new IllegalArgumentException(
          "forward: the input or the initial state holds NaN or infinity");
  }

  private void check(Sequence dh, S dLast, Run<S> run) {
    Matrix h = run.last().h();
    if (dh.steps() != run.steps().size() || dh.batch() != h.rows() || dh.features() != h.cols())
      throw new IllegalArgumentException(
          "backward: expected a gradient for %d steps of %s, got %s"
              .formatted(run.steps().size(), h.shape(), dh));
    if (dLast.h().rows() != h.rows() || dLast.h().cols() != h.cols())
      throw new IllegalArgumentException(
          "backward: the gradient of the last state must be %s, got %s"
              .formatted(h.shape(), dLast.h().shape()));
  }
}
