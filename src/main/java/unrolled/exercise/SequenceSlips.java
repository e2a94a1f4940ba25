package unrolled.exercise;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import unrolled.matrix.Matrix;

/** {@link LayerSlips} with what goes wrong in every loop over the steps of a sequence. */
public abstract class SequenceSlips extends LayerSlips {
  private static final String FROM = ": it must start from the state after the step before.";

  /** Leaves the right choice everywhere. */
  protected SequenceSlips() {}

  /**
   * The state before the first step.
   *
   * @param h0 the state that is given, {@code (N × H)}
   */
  protected final Choice<Matrix> start(Matrix h0) {
    return at("the state before the first step", () -> h0)
        .usual(
            "h0 is ignored: the first step must start from h0, not from zeros.", () -> h0.scale(0))
        .usual(
            "h0 of the first example is used for all: each must start from its own row of h0.",
            () -> h0.pick(new int[h0.rows()]))
        .usual(
            "h0 goes through tanh before the first step: it is a state already, so take it as it"
                + " is.",
            () -> h0.map(Math::tanh));
  }

  /**
   * Which step's matrix a step reads.
   *
   * @param takes who takes what: {@code "a step reads the input"}
   * @param right what is right: {@code "step t must read xs[t]"}
   * @param t the step
   * @param all a matrix for each step
   */
  protected final Choice<Matrix> ofStep(String takes, String right, int t, Matrix[] all) {
    int last = all.length - 1;
    String rest = ": " + right + ".";
    return at(takes, () -> all[t])
        .usual(takes + " of the step before" + rest, () -> all[Math.max(t - 1, 0)])
        .usual(takes + " of the next step" + rest, () -> all[Math.min(t + 1, last)])
        .usual(takes + " of the first step, at every step" + rest, () -> all[0])
        .usual(takes + " of the last step, at every step" + rest, () -> all[last])
        .usual(takes + " from the other end of the sequence" + rest, () -> all[last - t])
        .usual(takes + " of all steps so far, added up" + rest, () -> sum(all, 0, t + 1))
        .usual(
            takes + " of this step and the one before, added up" + rest,
            () -> sum(all, Math.max(t - 1, 0), t + 1))
        .usual(
            takes + " of all steps, averaged" + rest,
            () -> sum(all, 0, last + 1).scale(1.0 / all.length));
  }

  /** {@link #ofStep} for every step, where nothing else goes wrong. */
  protected final Matrix[] ofSteps(String takes, String right, Matrix[] all) {
    return each(all.length, t -> ofStep(takes, right, t, all).get());
  }

  /**
   * The state that a step starts from, where the first step starts from zeros.
   *
   * @param step whose step: {@code "a step"}
   * @param t the step
   * @param start the state before the first step
   * @param states the states after the steps so far
   */
  protected final Choice<Matrix> fromZeros(String step, int t, Matrix start, Matrix[] states) {
    return at("what " + step + " starts from", () -> t == 0 ? start : states[t - 1])
        .usual(
            step + " starts from the state two steps before" + FROM,
            () -> t < 2 ? start : states[t - 2])
        .usual(
            step + " always starts from the state after the first one" + FROM,
            () -> t == 0 ? start : states[0]);
  }

  /**
   * The state that a step starts from, where the first step starts from a given one.
   *
   * @param step whose step: {@code "a step"}
   * @param t the step
   * @param h0 the state before the first step
   * @param states the states after the steps so far
   */
  protected final Choice<Matrix> fromGiven(String step, int t, Matrix h0, Matrix[] states) {
    return fromZeros(step, t, h0, states)
        .usual(step + " always starts from h0" + FROM, () -> h0)
        .usual(
            step + " starts from zeros, but for the first one" + FROM,
            () -> t == 0 ? h0 : h0.scale(0))
        .usual(
            step
                + " starts from the state after the step before plus h0"
                + FROM
                + " h0 is the"
                + " state before the first step only.",
            () -> t == 0 ? h0 : states[t - 1].plus(h0));
  }

  /**
   * A bias in every row at every step.
   *
   * @param t the step
   * @param T how many steps there are
   * @see #bias(String, Matrix, Matrix)
   */
  protected final Choice<Matrix> bias(String name, Matrix b, Matrix x, int t, int T) {
    String every = ": it must be added at every step.";
    Matrix none = new Matrix(x.rows(), b.cols());
    return bias(name, b, x)
        .usual(
            name + " is added at the first step only" + every,
            () -> t == 0 ? none.plusRow(b) : none)
        .usual(
            name + " is added at the last step only" + every,
            () -> t == T - 1 ? none.plusRow(b) : none)
        .usual(
            name + " is not added at the first step" + every, () -> t == 0 ? none : none.plusRow(b))
        .usual(
            name + " grows from step to step: it must be added once at each.",
            () -> none.plusRow(b.scale(t + 1)));
  }

  /**
   * The states that are returned.
   *
   * @param name what they are called: {@code "the result"}
   * @param states the states after each step
   * @param start the state before the first step
   */
  protected final Choice<Matrix[]> returned(String name, Matrix[] states, Matrix start) {
    int T = states.length;
    String after = ": index t must hold the state after step t, counted from 0.";
    return at(name, () -> states)
        .usual(
            "in "
                + name
                + " all steps show the last one"
                + after
                + " Give every step a matrix of its own.",
            () -> chosen(states, t -> T - 1))
        .usual("in " + name + " all steps show the first one" + after, () -> chosen(states, t -> 0))
        .usual(name + " is in the reverse order" + after, () -> chosen(states, t -> T - 1 - t))
        .usual(
            name + " begins with the state before the first step" + after,
            () -> {
              Matrix[] late = chosen(states, t -> Math.max(t - 1, 0));
              if (T > 0) {
                late[0] = start.copy();
              }
              return late;
            })
        .usual(
            name + " has one matrix too many, the state before the first step" + after,
            () -> {
              Matrix[] more = new Matrix[T + 1];
              Arrays.setAll(more, t -> (t == 0 ? start : states[t - 1]).copy());
              return more;
            })
        .usual(
            "in " + name + " the last state is left at 0: the loop must run over all T steps.",
            () -> {
              Matrix[] all = states.clone();
              if (T > 0) {
                all[T - 1] = all[T - 1].scale(0);
              }
              return all;
            })
        .usual(
            "in "
                + name
                + " the last step repeats the one before: the loop must run over all T steps.",
            () -> chosen(states, t -> Math.min(t, Math.max(T - 2, 0))))
        .usual(
            "in " + name + " the states are added up" + after,
            () -> each(T, t -> sum(states, 0, t + 1)));
  }

  /** Copies of the matrices at other indices. */
  protected static Matrix[] chosen(Matrix[] all, IntUnaryOperator index) {
    return each(all.length, t -> all[index.applyAsInt(t)].copy());
  }

  /** A matrix for each step. */
  protected static Matrix[] each(int T, IntFunction<Matrix> of) {
    Matrix[] all = new Matrix[T];
    Arrays.setAll(all, of);
    return all;
  }

  /** The sum of the matrices from one index up to another, which is left out. */
  protected static Matrix sum(Matrix[] all, int from, int to) {
    return Arrays.stream(all, from, to).reduce(Matrix::plus).orElseThrow().copy();
  }
}
