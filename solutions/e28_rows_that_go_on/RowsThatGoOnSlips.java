package e28_rows_that_go_on;

import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong between a text and its batches. */
final class RowsThatGoOnSlips extends Slips implements RowsThatGoOn {
  private static final String GOES_ON = "row n of batch index begins at n · part + index · steps.";
  private static final String NEXT = "the target is the token right after the one that is read.";
  private static final int NOTHING = Integer.MIN_VALUE;

  @Override
  public Batch batch(Matrix text, int rows, int steps, int index) {
    int part = part(text.rows(), rows, steps);
    IntBinaryOperator where =
        at("where a token stands", () -> at((n, t) -> from(n, part, rows, steps, index) + t))
            .or(
                "the tokens are dealt to the rows in turn, like cards: each row reads one token of the"
                    + " text after the other.",
                () -> at((n, t) -> n + rows * (index * steps + t)))
            .or(
                "the tokens of a row are in reverse order: inputs[0] holds the first one that it"
                    + " reads.",
                () -> at((n, t) -> from(n, part, rows, steps, index) + steps - 1 - t))
            .or(
                "a row leaves tokens out: from step to step it goes on by one token.",
                () -> at((n, t) -> from(n, part, rows, steps, index) + 2 * t))
            .get();
    Matrix[] inputs = gathered(text, rows, steps, where);
    Matrix[] targets = gathered(text, rows, steps, target(where, rows, steps));
    return new Batch(inputs, targets);
  }

  /** How many tokens belong to a row. */
  private int part(int L, int rows, int steps) {
    return at("the part of a row", () -> (L - 1) / rows)
        .or(
            "the part of a row is L / rows: the last token of the text has no target, so it is"
                + " (L − 1) / rows.",
            () -> L / rows)
        .or(
            "the part of a row is rounded up: (L − 1) / rows is rounded down, as Java does it.",
            () -> (L - 1 + rows - 1) / rows)
        .or(
            "the part of a row is L / rows − 1: the text needs one token more than it has places, not"
                + " each part. It is (L − 1) / rows.",
            () -> L / rows - 1)
        .or(
            "the part of a row is cut to whole batches: what does not fill a batch stays at its end,"
                + " so it is (L − 1) / rows.",
            () -> (L - 1) / rows / steps * steps)
        .or(
            "the part of a row is counted in batches: it must be counted in tokens, (L − 1) / rows.",
            () -> (L - 1) / (rows * steps))
        .or(
            "steps is subtracted from the length of the text: only the last token has no target, so"
                + " the part of a row is (L − 1) / rows.",
            () -> (L - steps) / rows)
        .or(
            "rows and steps are exchanged in the part of a row: it must be (L − 1) / rows.",
            () -> (L - 1) / steps)
        .or(
            "each row begins steps tokens after the one above it: so it reads what that one reads in"
                + " its next batch. It begins part tokens after it.",
            () -> steps)
        .get();
  }

  /** Where row n begins. */
  private int from(int n, int part, int rows, int steps, int index) {
    return at("where a row begins", () -> n * part + index * steps)
        .or(
            "each batch takes the next rows · steps tokens of the text: then row n does not go on"
                + " where row n of the batch before stopped, and is handed the state of another place."
                + " It begins at n · part + index · steps.",
            () -> (index * rows + n) * steps)
        .or("every batch is batch 0: " + GOES_ON, () -> n * part)
        .or("a batch begins one token after the one before: " + GOES_ON, () -> n * part + index)
        .or(
            "the part belongs to the batch, and not to the row: " + GOES_ON,
            () -> index * part + n * steps)
        .or(
            "a batch begins with the last token of the one before: that is a target already, and "
                + GOES_ON,
            () -> n * part + index * (steps - 1))
        .or(
            "a token is left out between two batches: " + GOES_ON,
            () -> n * part + index * (steps + 1))
        .or(
            "the batches are counted from 1: the first is batch 0.",
            () -> n * part + index * steps + steps)
        .or(
            "the batch before the right one is cut: the first is batch 0.",
            () -> n * part + (index - 1) * steps)
        .or(
            "a row begins one token late: the tokens are counted from 0.",
            () -> n * part + index * steps + 1)
        .or(
            "the first part belongs to the last row: row 0 reads the beginning of the text.",
            () -> (rows - 1 - n) * part + index * steps)
        .or("all rows read the first part: row n begins at n · part.", () -> index * steps)
        .or(
            "the rows are counted from 1: row 0 reads the beginning of the text.",
            () -> (n + 1) * part + index * steps)
        .or(
            "index is multiplied by rows, and not by steps: " + GOES_ON,
            () -> n * part + index * rows)
        .or(
            "index is multiplied by rows · steps: in its part each row goes on by steps tokens alone. "
                + "It begins at n · part + index · steps.",
            () -> n * part + index * rows * steps)
        .get();
  }

  /** Where the target of a place stands. */
  private IntBinaryOperator target(IntBinaryOperator where, int rows, int steps) {
    return at("the target", () -> at((n, t) -> where.applyAsInt(n, t) + 1))
        .or("the targets are the inputs themselves: " + NEXT, () -> where)
        .or(
            "the targets look two tokens ahead: " + NEXT,
            () -> at((n, t) -> where.applyAsInt(n, t) + 2))
        .or(
            "the targets are the tokens before: " + NEXT,
            () -> at((n, t) -> where.applyAsInt(n, t) - 1))
        .or(
            "the targets are the inputs of the next batch: " + NEXT,
            () -> at((n, t) -> where.applyAsInt(n, t) + steps))
        .or(
            "the last target of a row is its own first input: it must be the token after the batch, in the"
                + " same part.",
            () -> at((n, t) -> where.applyAsInt(n, (t + 1) % steps)))
        .or(
            "the last target of a row is the first input of the next row: it must be the token after the"
                + " batch, in the same part.",
            () ->
                at(
                    (n, t) ->
                        t + 1 < steps
                            ? where.applyAsInt(n, t + 1)
                            : where.applyAsInt((n + 1) % rows, 0)))
        .or(
            "the last target of a row is its last input again: it must be the token after the batch, in the"
                + " same part.",
            () -> at((n, t) -> where.applyAsInt(n, Math.min(t + 1, steps - 1))))
        .or(
            "the last target of a row is missing: it must be the token after the batch, in the same part.",
            () -> at((n, t) -> t + 1 < steps ? where.applyAsInt(n, t + 1) : NOTHING))
        .or(
            "every target of a row is the token after the batch: " + NEXT,
            () -> at((n, t) -> where.applyAsInt(n, steps - 1) + 1))
        .get();
  }

  /** The tokens in their places. */
  private Matrix[] gathered(Matrix text, int rows, int steps, IntBinaryOperator where) {
    return at(
            "the form of the batch",
            () -> each(text, steps, rows, (t, n) -> where.applyAsInt(n, t)))
        .or(
            "there is a matrix for each row of the batch: there is one for each step, with a row for"
                + " each row of the batch.",
            () -> each(text, rows, steps, where))
        .or(
            "the tokens are laid down row after row and read step after step: token t of row n belongs"
                + " to row n of inputs[t].",
            () ->
                each(
                    text,
                    steps,
                    rows,
                    (t, n) -> where.applyAsInt((t * rows + n) / steps, (t * rows + n) % steps)))
        .get();
  }

  private static Matrix[] each(Matrix text, int count, int length, IntBinaryOperator where) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              Matrix m = new Matrix(length, text.cols());
              for (int j = 0; j < length; j++) {
                int token = where.applyAsInt(i, j);
                if (token != NOTHING) {
                  m.put(new int[] {j}, text.pick(token));
                }
              }
              return m;
            })
        .toArray(Matrix[]::new);
  }

  private static IntBinaryOperator at(IntBinaryOperator where) {
    return where;
  }
}
