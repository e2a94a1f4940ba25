package unrolled.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.cell.State;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;

/**
 * Three rules of plumbing, tried out on a network. A network that breaks one gives no error, only
 * worse numbers.
 *
 * <pre>{@code
 * 1  input shape        a row of the batch is a sequence, and is answered from itself alone
 * 2  return sequences   a layer below another hands on every step, not only the last one
 * 3  stateful           row i of the state belongs to row i of the batch
 * }</pre>
 *
 * @param shape what was found about the input shape
 * @param sequences what was found about the steps that are handed on
 * @param stateful what was found about the state
 */
public record Checklist(Item shape, Item sequences, Item stateful) {
  private static final double SAME = 1e-9;

  /** What a rule came to. */
  public enum Verdict {
    /** The rule is kept. */
    OK,
    /** The rule is broken. */
    WRONG,
    /** This cannot be seen from what was given. */
    UNKNOWN
  }

  /**
   * One rule and what was found.
   *
   * @param rule its name
   * @param verdict whether it is kept
   * @param sentence what was seen, and what to do where the rule is broken
   */
  public record Item(String rule, Verdict verdict, String sentence) {
    @Override
    public String toString() {
      String mark = verdict == Verdict.OK ? "ok   " : verdict == Verdict.WRONG ? "WRONG" : "?    ";
      return mark + "  " + rule + ": " + sentence;
    }
  }

  /**
   * Tries the three rules. Call it where training would call {@code layer.forward(batch, state)}:
   * the state is compared with {@code layer.last()}, if there is one. Runs forward passes of its
   * own, so {@code last()} belongs to them afterwards; nothing is learnt, and the layer trains as
   * before.
   *
   * @param layer the network, one layer or a stack of them
   * @param batch what it is to read next (T × N × D)
   * @param state from which it is to start
   * @throws IllegalArgumentException if the batch holds a number that is not finite
   */
  public static <S extends State<S>> Checklist verify(Layer<S> layer, Sequence batch, S state) {
    Item stateful = stateful(layer, batch, state);
    int features = layer.inputSize();
    if (batch.features() != features) {
      return new Checklist(
          shape(Verdict.WRONG, wrongFeatures(batch, features)),
          sequences(Verdict.UNKNOWN, "not tried, because the layer cannot read this batch."),
          stateful);
    }
    boolean training = layer.isTraining();
    layer.training(false);
    try {
      return new Checklist(shape(layer, batch, state), sequences(layer, batch), stateful);
    } finally {
      layer.training(training);
    }
  }

  /** The three items, in order. */
  public List<Item> items() {
    return List.of(shape, sequences, stateful);
  }

  /** Whether no rule is broken, as far as can be seen. */
  public boolean passed() {
    return items().stream().noneMatch(item -> item.verdict() == Verdict.WRONG);
  }

  /** One line for each rule. */
  @Override
  public String toString() {
    return items().stream().map(Item::toString).collect(Collectors.joining("\n"));
  }

  private static Item shape(Verdict verdict, String sentence) {
    return new Item("input shape", verdict, sentence);
  }

  private static Item sequences(Verdict verdict, String sentence) {
    return new Item("return sequences", verdict, sentence);
  }

  private static Item stateful(Verdict verdict, String sentence) {
    return new Item("stateful", verdict, sentence);
  }

  private static String wrongFeatures(Sequence batch, int expected) {
    String found =
        "the layer reads %d features, the batch has %d (%d steps × %d rows × %d features)"
            .formatted(expected, batch.features(), batch.steps(), batch.batch(), batch.features());
    if (batch.steps() == expected) {
      return found + "; the features stand where the steps belong.";
    }
    if (batch.batch() == expected) {
      return found + "; the features stand where the rows belong.";
    }
    return found + ".";
  }

  private static <S extends State<S>> Item shape(Layer<S> layer, Sequence batch, S state) {
    int rows = state.part(0).rows();
    String read =
        "%d rows of %d steps with %d features each"
            .formatted(batch.batch(), batch.steps(), batch.features());
    if (rows == batch.steps() && rows != batch.batch()) {
      return shape(
          Verdict.WRONG,
          "the layer would read "
              + read
              + ", but the state is for "
              + rows
              + " rows: time and batch look swapped. Sequence.fromBatchMajor reads an array that has"
              + " the batch first.");
    }
    if (batch.batch() == 1) {
      return shape(
          Verdict.UNKNOWN,
          "the layer reads one row of %d steps with %d features each. Give two or more rows, and it is tried whether a row is answered from itself alone."
              .formatted(batch.steps(), batch.features()));
    }
    Matrix before = layer.forward(batch).flat().copy();
    Matrix after = layer.forward(otherFirstRow(batch)).flat();
    for (int i = 0; i < before.rows(); i++) {
      int row = i % batch.batch();
      if (row != 0 && !sameRow(before, i, after, i)) {
        return shape(
            Verdict.WRONG,
            "the layer reads %s, but a change in row 0 of the batch changed the answer to row %d. Each row must be answered from itself alone: look for a reshape that should be a transposition."
                .formatted(read, row));
      }
    }
    return shape(
        Verdict.OK,
        "the layer reads %s; a change in one row leaves the answers to the others as they were."
            .formatted(read));
  }

  /** The batch with other numbers in row 0. */
  private static Sequence otherFirstRow(Sequence batch) {
    Sequence other = batch.copy();
    for (int t = 0; t < batch.steps(); t++) {
      for (int f = 0; f < batch.features(); f++) {
        other.set(t, 0, f, 1 - batch.get(t, 0, f));
      }
    }
    return other;
  }

  private static boolean sameRow(Matrix a, int i, Matrix b, int j) {
    return IntStream.range(0, a.cols()).allMatch(c -> Math.abs(a.get(i, c) - b.get(j, c)) <= SAME);
  }

  private static <S extends State<S>> Item sequences(Layer<S> layer, Sequence batch) {
    String handOn =
        " If a layer below made it, hand on all of its outputs, forward(xs), and not its last()."
            + " Keras calls this return_sequences=True.";
    if (batch.steps() == 1) {
      return sequences(Verdict.WRONG, "the batch has one step, so there is no sequence." + handOn);
    }
    if (stepsAreEqual(batch)) {
      return sequences(Verdict.WRONG, "every step of the batch is the same." + handOn);
    }
    Sequence outputs = layer.forward(batch);
    if (outputs.steps() != batch.steps()) {
      return sequences(
          Verdict.WRONG,
          "%d steps went in and %d came out. A layer that stands below another must return the output of every step."
              .formatted(batch.steps(), outputs.steps()));
    }
    Matrix first = outputs.flat();
    long answered = IntStream.range(0, first.rows()).filter(i -> !isZero(first, i)).count();
    long last =
        IntStream.range(0, batch.batch())
            .filter(n -> batch.length(n) > 0)
            .filter(n -> !isZero(first, (batch.length(n) - 1) * batch.batch() + n))
            .count();
    if (answered > 0 && answered == last && longest(batch) > 1) {
      return sequences(
          Verdict.WRONG,
          "only the last step has an output, the others are all zeros. A layer that stands below another must return the output of every step.");
    }
    return sequences(
        Verdict.OK,
        "%d steps go in and %d outputs come out, so another layer can stand on top."
            .formatted(batch.steps(), outputs.steps()));
  }

  private static int longest(Sequence batch) {
    return IntStream.range(0, batch.batch()).map(batch::length).max().orElse(0);
  }

  private static boolean isZero(Matrix m, int row) {
    return IntStream.range(0, m.cols()).allMatch(c -> m.get(row, c) == 0);
  }

  private static boolean stepsAreEqual(Sequence batch) {
    Matrix flat = batch.flat();
    int N = batch.batch();
    return IntStream.range(N, flat.rows())
        .allMatch(i -> i / N >= batch.length(i % N) || sameRow(flat, i, flat, i - N));
  }

  private static <S extends State<S>> Item stateful(Layer<S> layer, Sequence batch, S state) {
    S zero = layer.zeroState(batch.batch());
    String expected = shapes(zero);
    if (state.size() != zero.size() || !shapes(state).equals(expected)) {
      return stateful(
          Verdict.WRONG,
          "the layer needs a state of "
              + expected
              + " for this batch, the state is "
              + shapes(state)
              + ". One row of the state goes with one row of the batch.");
    }
    if (!state.isFinite()) {
      return stateful(
          Verdict.WRONG, "the state holds a number that is not finite; training has diverged.");
    }
    if (state.parts().stream().allMatch(part -> Arrays.stream(part.data()).allMatch(v -> v == 0))) {
      return stateful(
          Verdict.OK,
          "the state is all zeros, so every row starts from zero. To go on where the last batch ended,"
              + " hand on layer.last().");
    }
    return last(layer).map(last -> handedOn(state, last)).orElseGet(Checklist::unseen);
  }

  private static Item unseen() {
    return stateful(
        Verdict.UNKNOWN,
        "the state has one row for each row of the batch. Whether they belong together cannot be seen:"
            + " the layer has not read the batch before this one.");
  }

  private static <S extends State<S>> Optional<S> last(Layer<S> layer) {
    try {
      return Optional.of(layer.last());
    } catch (IllegalStateException nothingWasRead) {
      return Optional.empty();
    }
  }

  private static <S extends State<S>> Item handedOn(S state, S last) {
    List<List<Double>> rows = rows(state);
    List<List<Double>> lastRows = rows(last);
    if (rows.equals(lastRows)) {
      return stateful(
          Verdict.OK,
          "the state is layer.last(), row for row. Row i of this batch must go on where row i of the"
              + " last batch ended.");
    }
    if (!lastRows.containsAll(rows)) {
      return unseen();
    }
    int moved =
        IntStream.range(0, rows.size())
            .filter(i -> i >= lastRows.size() || !rows.get(i).equals(lastRows.get(i)))
            .findFirst()
            .orElse(0);
    return stateful(
        Verdict.WRONG,
        "row %d of the state is row %d of layer.last(). Keep the rows in one order from batch to batch: do not shuffle them while the state is handed on."
            .formatted(moved, lastRows.indexOf(rows.get(moved))));
  }

  /** Each sequence's numbers in all parts of the state. */
  private static List<List<Double>> rows(State<?> state) {
    return IntStream.range(0, state.part(0).rows())
        .mapToObj(
            n ->
                state.parts().stream()
                    .flatMap(p -> IntStream.range(0, p.cols()).mapToObj(c -> p.get(n, c)))
                    .toList())
        .toList();
  }

  private static String shapes(State<?> state) {
    return state.parts().stream().map(Matrix::shape).collect(Collectors.joining(" and "));
  }
}
