package e25_padding_and_lengths;

import java.util.Arrays;
import java.util.Comparator;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where the rows of a batch end at different steps. */
final class PaddingAndLengthsSlips extends SequenceSlips implements PaddingAndLengths {
  private static final String OWN_END = "row n must go on while t < lengths[n], with t from 0.";

  @Override
  public Read forward(Matrix[] xs, int[] lengths, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    int T = xs.length;
    Matrix start = start(h0).get();
    Matrix[] read = ofSteps("a step reads the input", "step t must read xs[t]", xs);
    Matrix[] steps = new Matrix[T]; // what each row would give if it went on
    Matrix[] states = new Matrix[T];
    Matrix[] outputs = new Matrix[T];
    Matrix[] sums = new Matrix[T];
    for (int t = 0; t < T; t++) {
      Matrix before = t == 0 ? start : states[t - 1];
      steps[t] = step(read[t], fromGiven("a step", t, start, states).get(), Wx, Wh, b, t, sums);
      boolean[] real = real(t, T, lengths);
      Matrix onZeros = before.matmul(Wh).plusRow(b).map(Math::tanh);
      Choosing choosing = choosing();
      states[t] = state(choosing, real, steps[t], before, start, onZeros);
      outputs[t] = output(choosing, real, steps[t], before, sums[t]);
    }
    return result(outputs, states, start, lengths);
  }

  private Matrix step(
      Matrix x, Matrix before, Matrix Wx, Matrix Wh, Matrix b, int t, Matrix[] sums) {
    Matrix xW = product("x·Wx", x, Wx).get();
    Matrix hW = product("h·Wh", before, Wh).get();
    Matrix bias = bias("the bias", b, x, t, sums.length).get();
    Matrix z = xW.plus(hW).plus(bias);
    sums[t] = z;
    Matrix next = activation("tanh(…)", z, Math::tanh).get();
    return at("the new state", () -> next)
        .or(
            "a unit reads what the units before it have just become: all units must read the"
                + " state of the step before. Write the new one into a matrix of its own.",
            () -> oneAfterTheOther(xW.plus(bias), before, Wh).map(Math::tanh))
        .get();
  }

  /** Which rows go on at step t. */
  private boolean[] real(int t, int T, int[] lengths) {
    int shortest = Arrays.stream(lengths).min().orElse(T);
    int N = lengths.length;
    return at("which rows go on", () -> rows(N, n -> t < lengths[n]))
        .or("the lengths are ignored: " + OWN_END, () -> rows(N, n -> true))
        .or("each row is read one step too far: " + OWN_END, () -> rows(N, n -> t <= lengths[n]))
        .or("each row ends one step too early: " + OWN_END, () -> rows(N, n -> t < lengths[n] - 1))
        .or(
            "the length of the first row is used for all: " + OWN_END,
            () -> rows(N, n -> t < lengths[0]))
        .or("the batch ends with its shortest row: " + OWN_END, () -> rows(N, n -> t < shortest))
        .or(
            "the lengths are taken from the last row to the first: " + OWN_END,
            () -> rows(N, n -> t < lengths[N - 1 - n]))
        .or(
            "the padding is looked for in front: the real steps of a row must be its first ones.",
            () -> rows(N, n -> t >= T - lengths[n]))
        .or(
            "the rows after one that has ended are left out: each row must end by itself. Is there"
                + " break in place of continue?",
            () -> rows(N, n -> Arrays.stream(lengths, 0, n + 1).allMatch(length -> t < length)))
        .or(
            "the rows are read as if they were sorted, the longest first: " + OWN_END,
            () -> rows(N, n -> t < Arrays.stream(lengths).sorted().toArray()[N - 1 - n]))
        .or(
            "the first step is left out: t must go from 0 to T − 1.",
            () -> rows(N, n -> t > 0 && t < lengths[n]))
        .or("real and padding are exchanged: " + OWN_END, () -> rows(N, n -> t >= lengths[n]))
        .or(
            "the length is used as that of the padding: a row of length 2 must have two real"
                + " steps, and T − 2 of padding.",
            () -> rows(N, n -> t < T - lengths[n]))
        .get();
  }

  /** How rows are taken from one matrix or from the other. */
  private Choosing choosing() {
    return this.<Choosing>at("how rows are chosen", () -> PaddingAndLengthsSlips::choose)
        .or(
            "the padding is multiplied by 0: a NaN times 0 is a NaN. The state and the output of a"
                + " row must be chosen by an if.",
            () -> PaddingAndLengthsSlips::weighed)
        .get();
  }

  private Matrix state(
      Choosing choosing, boolean[] real, Matrix next, Matrix before, Matrix start, Matrix onZeros) {
    String own = "it must keep the state after its own last step.";
    return at("the state", () -> choosing.of(real, next, before))
        .or("the state of a row that has ended goes on: " + own, () -> next)
        .or(
            "a row that has ended goes on with inputs of 0: " + own,
            () -> choose(real, next, onZeros))
        .or(
            "the state of a row that has ended goes back to h0: " + own,
            () -> choose(real, next, start))
        .or(
            "the state in the padding is multiplied by 0: a NaN times 0 is a NaN. The state of a"
                + " row must be chosen by an if.",
            () -> weighed(real, next, before))
        .get();
  }

  private Matrix output(Choosing choosing, boolean[] real, Matrix next, Matrix before, Matrix sum) {
    Matrix zero = next.map(v -> 0);
    return at("the output", () -> choosing.of(real, next, zero))
        .or(
            "the output of a row that has ended repeats its last state: it must be 0.",
            () -> choose(real, next, before))
        .or("the output of a row that has ended is the next step's: it must be 0.", () -> next)
        .or(
            "the output in the padding is multiplied by 0: a NaN times 0 is a NaN. The output of a"
                + " row must be left at 0 by an if.",
            () -> weighed(real, next, zero))
        .or(
            "the output of a row that has ended is 1: it must be 0.",
            () -> choose(real, next, next.map(v -> 1)))
        .or(
            "the output of a row that has ended is −1: it must be 0.",
            () -> choose(real, next, next.map(v -> -1)))
        .or(
            "the output of a row that has ended is NaN: it must be 0.",
            () -> choose(real, next, next.map(v -> Double.NaN)))
        .or(
            "the output is the state before the step: it must be the state after it.",
            () -> choose(real, before, zero))
        .or(
            "the output is the sum before tanh: it must be the state, tanh of that sum.",
            () -> choose(real, sum, zero))
        .get();
  }

  private Read result(Matrix[] outputs, Matrix[] states, Matrix start, int[] lengths) {
    int T = outputs.length;
    int N = start.rows();
    String ownEnd = "it must be each row's state after its own last step.";
    Matrix last =
        at("last", () -> T == 0 ? start : states[T - 1].copy())
            .or(
                "last is the mean of the outputs: " + ownEnd,
                () -> sum(outputs, 0, T).scale(1.0 / T))
            .or("last is the sum of the outputs: " + ownEnd, () -> sum(outputs, 0, T))
            .or("last is the first output: " + ownEnd, () -> outputs[0].copy())
            .or("last is h0: " + ownEnd, () -> start.copy())
            .or(
                "last is taken one step too early: " + ownEnd,
                () ->
                    T < 2 ? start.copy() : row(N, start, n -> states[Math.max(0, lengths[n] - 2)]))
            .or(
                "last is the output after the last step of row 0, for all rows: " + ownEnd,
                () -> outputs[lengths[0] - 1].copy())
            .or(
                "last is 0 for a row that has ended: "
                    + ownEnd
                    + " Is the state set to 0 there, or is last an output of a later step?",
                () -> outputs[T - 1].copy())
            .get();
    int longest = Arrays.stream(lengths).max().orElse(T);
    Matrix[] all =
        returned("the outputs", outputs, start)
            .or(
                "the outputs end with the longest row: there must be one for each of the T steps"
                    + " of xs, of zeros where no row goes on.",
                () -> Arrays.copyOf(outputs, longest))
            .get();
    Read read = new Read(all, last);
    Integer[] byLength = new Integer[N];
    Arrays.setAll(byLength, n -> n);
    Arrays.sort(byLength, Comparator.comparingInt(n -> -lengths[n]));
    int[] order = Arrays.stream(byLength).mapToInt(n -> n).toArray();
    return at("the rows", () -> read)
        .or(
            "the rows are in the order of their lengths: they must be in the order of the batch."
                + " Put them back.",
            () ->
                new Read(
                    Arrays.stream(all).map(m -> m.pick(order)).toArray(Matrix[]::new),
                    last.pick(order)))
        .get();
  }

  private interface Rows {
    boolean goesOn(int n);
  }

  private interface Source {
    Matrix of(int n);
  }

  private interface Choosing {
    Matrix of(boolean[] which, Matrix one, Matrix other);
  }

  private static boolean[] rows(int N, Rows rows) {
    boolean[] all = new boolean[N];
    for (int n = 0; n < N; n++) {
      all[n] = rows.goesOn(n);
    }
    return all;
  }

  /** Rows of one matrix where it says so, of the other elsewhere. */
  private static Matrix choose(boolean[] which, Matrix one, Matrix other) {
    return row(which.length, one, n -> which[n] ? one : other);
  }

  private static Matrix row(int N, Matrix like, Source source) {
    Matrix all = new Matrix(N, like.cols());
    for (int n = 0; n < N; n++) {
      all.put(new int[] {n}, source.of(n).pick(n));
    }
    return all;
  }

  /** The same by products with 1 and 0. */
  private static Matrix weighed(boolean[] which, Matrix one, Matrix other) {
    return choose(which, one, one.scale(0)).plus(choose(which, other.scale(0), other));
  }
}
