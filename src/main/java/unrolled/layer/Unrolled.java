package unrolled.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
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
 * <p>A sequence that is shorter than T keeps its state from its end on: forward s_t = s_(t−1),
 * backward ds_(t−1) = ds_t, and its outputs and dx are 0 there.
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

  /** A sequence that was read. It has one backward pass at most, as in any {@link Layer}. */
  public static final class Run<S extends State<S>> {
    private final List<Step<S>> steps;
    private final Sequence outputs;
    private final S last;
    private boolean wentBack;

    private Run(List<Step<S>> steps, Sequence outputs, S last) {
      this.steps = steps;
      this.outputs = outputs;
      this.last = last;
    }

    /** What the cell computed at each step, in order of time. */
    public List<Step<S>> steps() {
      return steps;
    }

    /** The hidden states h_1 … h_T (T × N × H), with the lengths of the input. */
    public Sequence outputs() {
      return outputs;
    }

    /** The state after the last step. Hand it to the next run to go on where this one stopped. */
    public S last() {
      return last;
    }

    private void goBack() {
      if (wentBack) {
        throw new IllegalStateException(
            "backward: this run has had its backward pass, which has added to the gradients;"
                + " expected a run of its own for each: call forward again");
      }
      wentBack = true;
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
    S one = cell.zeroState(1);
    Checks.forward(xs, initial, cell.inputSize(), one);
    Sequence inputs = xs.clean();
    List<Step<S>> steps = new ArrayList<>();
    List<Matrix> h = new ArrayList<>();
    S state = initial;
    for (int t = 0; t < xs.steps(); t++) {
      Step<S> step = cell.forward(inputs.step(t), state);
      Checks.cell(cell, "the state after a step", step.state(), xs.batch(), one);
      state = realElse(xs, t, step.state(), state);
      steps.add(step);
      h.add(state.h());
    }
    Sequence outputs = xs.withFlat(Sequence.of(h).flat()).clean();
    return new Run<>(List.copyOf(steps), outputs, state);
  }

  /**
   * Backward, where the loss sees the hidden state of every step: {@code dh} is (T × N × H).
   *
   * @throws IllegalStateException if {@code run} has had its backward pass, or one that failed
   */
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
    Sequence outputs = run.outputs();
    S zero = cell.zeroState(outputs.batch());
    S one = cell.zeroState(1);
    Checks.backward(dh, dLast, outputs, zero);
    run.goBack();
    Sequence dOutputs = outputs.withFlat(dh.flat()).clean();
    List<Matrix> dx = new ArrayList<>();
    List<S> dStates = new ArrayList<>();
    S dNext = dLast;
    for (int t = run.steps().size() - 1; t >= 0; t--) {
      S dState = dNext.withH(dNext.h().plus(dOutputs.step(t)));
      S dReal = realElse(outputs, t, dState, zero);
      StepGradient<S> gradient = cell.backward(dReal, run.steps().get(t));
      Checks.cell(cell, gradient.dx(), outputs.batch(), cell.inputSize());
      Checks.cell(
          cell,
          "the gradient of the state before a step",
          gradient.dPrevious(),
          outputs.batch(),
          one);
      dStates.add(dState);
      dx.add(gradient.dx());
      dNext = realElse(outputs, t, gradient.dPrevious(), dState);
    }
    dStates.add(dNext);
    Collections.reverse(dStates);
    Collections.reverse(dx);
    return new Gradients<>(outputs.withFlat(Sequence.of(dx).flat()).clean(), List.copyOf(dStates));
  }

  /**
   * The rows of {@code real} where step {@code t} is no padding, those of {@code other} elsewhere.
   */
  private S realElse(Sequence shape, int t, S real, S other) {
    Iterator<Matrix> others = other.parts().iterator();
    return real.map(part -> shape.realElse(t, part, others.next()));
  }

  /** This network as a {@link Layer}, so that it can be stacked and run in both directions. */
  public Layer<S> asLayer() {
    return new UnrolledLayer<>(this);
  }

  public Cell<S> cell() {
    return cell;
  }

  public List<Parameter> parameters() {
    return cell.parameters();
  }
}
