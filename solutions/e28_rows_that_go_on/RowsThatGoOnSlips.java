package e28_rows_that_go_on;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong between a text and its batches. */
final class RowsThatGoOnSlips extends Slips implements RowsThatGoOn {
  private static final String PART = "the part must have (L − 1) / rows tokens.";
  private static final String GOES_ON =
      "row n of batch index must begin at n · part + index · steps.";
  private static final String EARLY =
      "all is one token early: at step t row n must read token n · part + index · steps + t, and"
          + " its target is the one after that.";
  private static final String NEXT =
      "the target must be the token right after the one that is read.";
  private static final String LAST =
      "it must be the token right after the last one that the row reads.";
  private static final String END = "it must be the first token of the next part.";
  private static final String REFUSED =
      "a batch that ends where its part ends throws: it must be returned like any other. Its last"
          + " target must be the token after the part.";
  private static final int NOTHING = Integer.MIN_VALUE;

  @Override
  public Batch batch(Matrix text, int rows, int steps, int index) {
    int part = part(text, rows, steps, index);
    IntBinaryOperator right = (n, t) -> from(n, part, text.rows() - 1, rows, steps, index) + t;
    IntBinaryOperator where =
        at("where a token stands", () -> right)
            .or(
                "the tokens are dealt to the rows in turn, like cards: each row must read tokens"
                    + " that stand side by side in the text.",
                () -> at((n, t) -> n + rows * (index * steps + t)))
            .or(
                "the tokens of a row are in reverse order: inputs[0] must hold the first one that"
                    + " it reads.",
                () -> at((n, t) -> right.applyAsInt(n, steps - 1 - t)))
            .or(
                "a row leaves tokens out: from step to step it must go on by one token.",
                () -> at((n, t) -> right.applyAsInt(n, 2 * t)))
            .or(
                EARLY,
                () ->
                    at((n, t) -> right.applyAsInt(n, t) > 0 ? right.applyAsInt(n, t - 1) : NOTHING))
            .or(EARLY, () -> at((n, t) -> right.applyAsInt(n, t - 1)))
            .get();
    Matrix[] inputs = gathered(text, rows, steps, where);
    Matrix[] targets = gathered(text, rows, steps, target(where, part, rows, steps, index));
    return new Batch(inputs, targets);
  }

  /** How many tokens belong to a row. */
  private int part(Matrix text, int rows, int steps, int index) {
    int L = text.rows();
    int part = (L - 1) / rows;
    return at("the part of a row", () -> part)
        .or(
            "the part of a row is L / rows: the last token of the text has no target, so " + PART,
            () -> L / rows)
        .or(
            "the part of a row is rounded up: (L − 1) / rows must be rounded down, as Java does"
                + " it.",
            () -> (L - 1 + rows - 1) / rows)
        .or(
            "the part of a row is rounded to the nearest number: (L − 1) / rows must be rounded"
                + " down, as Java does it.",
            () -> (int) Math.round((L - 1.0) / rows))
        .or(
            "the part of a row is L / rows − 1: one token is left over for the whole text, not one"
                + " in each part, so "
                + PART,
            () -> L / rows - 1)
        .or(
            "the part of a row is cut to whole batches: what does not fill a batch must stay at its"
                + " end, so "
                + PART,
            () -> part / steps * steps)
        .or(
            "the part of a row is counted in batches: it must be counted in tokens, so " + PART,
            () -> (L - 1) / (rows * steps))
        .or(
            "steps is subtracted from the length of the text: only its last token has no target,"
                + " so "
                + PART,
            () -> (L - steps) / rows)
        .or(
            "steps is subtracted from L − 1: only the last token has no target, so " + PART,
            () -> (L - 1 - steps) / rows)
        .or(
            "the part of a row is made of the columns of text: L is text.rows(), so " + PART,
            () -> (text.cols() - 1) / rows)
        .or("rows and steps are exchanged in the part of a row: " + PART, () -> (L - 1) / steps)
        .or(
            "each row begins steps tokens after the row above it: it must begin part tokens after"
                + " it, or two rows read the same tokens.",
            () -> steps)
        .or(
            "a text with tokens left over is refused: what does not fill a part must be left out.",
            () -> unless((L - 1) % rows > 0, new IllegalArgumentException(), part))
        .or(
            REFUSED,
            () -> unless((index + 1) * steps == part, new IndexOutOfBoundsException(), part))
        .or(
            REFUSED,
            () -> unless((index + 1) * steps == part, new IllegalArgumentException(), part))
        .get();
  }

  /** Where row n begins. */
  private int from(int n, int part, int last, int rows, int steps, int index) {
    return at("where a row begins", () -> n * part + index * steps)
        .or(
            "each batch takes the next rows · steps tokens of the text: row n must go on where row"
                + " n of the batch before stopped, so it must begin at n · part + index · steps.",
            () -> (index * rows + n) * steps)
        .or("index does not say where the rows begin: " + GOES_ON, () -> n * part)
        .or("a batch begins one token after the one before: " + GOES_ON, () -> n * part + index)
        .or(
            "n and index are exchanged, as in index · part + n · steps: " + GOES_ON,
            () -> index * part + n * steps)
        .or(
            "a batch begins with the last token that the batch before has read: " + GOES_ON,
            () -> n * part + index * (steps - 1))
        .or(
            "a token is left out between two batches: " + GOES_ON,
            () -> n * part + index * (steps + 1))
        .or(
            "batch index + 1 is cut: index is counted from 0, so " + GOES_ON,
            () -> n * part + index * steps + steps)
        .or(
            "batch index − 1 is cut: index is counted from 0, so " + GOES_ON,
            () -> n * part + (index - 1) * steps)
        .or(
            "batch index − 1 is cut, and batch 0 twice: index is counted from 0, so " + GOES_ON,
            () -> n * part + Math.max(0, index - 1) * steps)
        .or(
            "a row begins one token late: the tokens are counted from 0, so " + GOES_ON,
            () -> n * part + index * steps + 1)
        .or(
            "the first part belongs to the last row: row 0 must read the beginning of the text.",
            () -> (rows - 1 - n) * part + index * steps)
        .or("all rows read the first part: " + GOES_ON, () -> index * steps)
        .or(
            "the rows are counted from 1: row 0 must read the beginning of the text.",
            () -> (n + 1) * part + index * steps)
        .or(
            "index is multiplied by rows, and not by steps: " + GOES_ON,
            () -> n * part + index * rows)
        .or(
            "index is multiplied by rows · steps: a row goes on by steps tokens, so " + GOES_ON,
            () -> n * part + index * rows * steps)
        .or(
            "the tokens that are left over go to the first rows, one each: they must be left out."
                + " All parts must have the same length.",
            () -> n * part + Math.min(n, last % rows) + index * steps)
        .or(
            "the tokens that are left over are left out at the beginning of the text: row 0 must"
                + " begin with token 0. Leave them out at the end.",
            () -> n * part + last % rows + index * steps)
        .or(
            "n is multiplied before the division, as in n · (L − 1) / rows: it must be n · part,"
                + " with part = (L − 1) / rows rounded down first.",
            () -> n * last / rows + index * steps)
        .or(
            "n is multiplied before the division, as in n · L / rows: it must be n · part, with"
                + " part = (L − 1) / rows rounded down first.",
            () -> n * (last + 1) / rows + index * steps)
        .or(
            "two parts share a token, as in n · (part − 1): row n must begin at n · part + index ·"
                + " steps.",
            () -> n * (part - 1) + index * steps)
        .or(
            "a token is left out between two parts: the last target of a part must be the first"
                + " token of the next one, which begins at (n + 1) · part.",
            () -> n * (part + 1) + index * steps)
        .get();
  }

  /** Where the target of a place stands. */
  private IntBinaryOperator target(
      IntBinaryOperator where, int part, int rows, int steps, int index) {
    IntBinaryOperator right = (n, t) -> after(where.applyAsInt(n, t), 1);
    return at("the target", () -> right)
        .or("the targets are the inputs themselves: " + NEXT, () -> where)
        .or(
            "the targets look two tokens ahead: " + NEXT,
            () -> at((n, t) -> after(where.applyAsInt(n, t), 2)))
        .or(
            "the targets are the tokens before: " + NEXT,
            () -> at((n, t) -> where.applyAsInt(n, t) - 1))
        .or(
            "the targets are the inputs of the next batch: " + NEXT,
            () -> at((n, t) -> where.applyAsInt(n, t) + steps))
        .or(
            "the last target of a row is its own first input: " + LAST,
            () -> at((n, t) -> where.applyAsInt(n, (t + 1) % steps)))
        .or(
            "the last target of a row is the first input of the next row: " + LAST,
            () ->
                at(
                    (n, t) ->
                        t + 1 < steps
                            ? where.applyAsInt(n, t + 1)
                            : where.applyAsInt((n + 1) % rows, 0)))
        .or(
            "the last target of a row is its last input again: " + LAST,
            () -> at((n, t) -> where.applyAsInt(n, Math.min(t + 1, steps - 1))))
        .or(
            "the last target of a row is 0: " + LAST,
            () -> at((n, t) -> t + 1 < steps ? right.applyAsInt(n, t) : NOTHING))
        .or(
            "the last target of the last row is 0: " + LAST,
            () -> at((n, t) -> t + 1 < steps || n + 1 < rows ? right.applyAsInt(n, t) : NOTHING))
        .or(
            "every target of a row is the token after the batch: "
                + NEXT
                + " Does each step have a matrix of its own?",
            () -> at((n, t) -> right.applyAsInt(n, steps - 1)))
        .or(
            "the target of the last token of a part is the first token of that part: " + END,
            () -> at((n, t) -> right.applyAsInt(n, t) - (index * steps + t + 1 == part ? part : 0)))
        .or(
            "the target of the last token of a part is 0: " + END,
            () -> at((n, t) -> index * steps + t + 1 == part ? NOTHING : right.applyAsInt(n, t)))
        .or(
            "the target of the last token of a part is that token itself: " + END,
            () -> at((n, t) -> right.applyAsInt(n, t) - (index * steps + t + 1 == part ? 1 : 0)))
        .get();
  }

  /** The tokens in their places. */
  private Matrix[] gathered(Matrix text, int rows, int steps, IntBinaryOperator where) {
    Matrix tokens = tokens(text);
    return at("the form of the batch", () -> each(tokens, steps, rows, byStep(where)))
        .or(
            "there is a matrix for each row of the batch: there must be one for each step, with a"
                + " row for each row of the batch.",
            () -> each(tokens, rows, steps, where))
        .or(
            "the tokens are laid down row after row and read step after step: token t of row n must"
                + " stand in row n of inputs[t].",
            () ->
                each(
                    tokens,
                    steps,
                    rows,
                    (t, n) -> where.applyAsInt((t * rows + n) / steps, (t * rows + n) % steps)))
        .or(
            "all steps share one matrix, so each place shows the last step: each step must have a"
                + " matrix of its own, made with new.",
            () -> each(tokens, steps, rows, (t, n) -> where.applyAsInt(n, steps - 1)))
        .or(
            "row 0 of each matrix stays 0: it must be filled, too. Does a loop begin at 1?",
            () -> each(tokens, steps, rows, only(where, (n, t) -> n)))
        .or(
            "the last row of each matrix stays 0: it must be filled, too. Does a loop stop one"
                + " short?",
            () -> each(tokens, steps, rows, only(where, (n, t) -> rows - 1 - n)))
        .or(
            "the matrix of step 0 stays 0: it must be filled, too. Does a loop begin at 1?",
            () -> each(tokens, steps, rows, only(where, (n, t) -> t)))
        .or(
            "the matrix of the last step stays 0: it must be filled, too. Does a loop stop one"
                + " short?",
            () -> each(tokens, steps, rows, only(where, (n, t) -> steps - 1 - t)))
        .get();
  }

  /** The tokens as they are copied. */
  private Matrix tokens(Matrix text) {
    return at("the numbers of a token", () -> text)
        .or(
            "the largest number of each token becomes 1, all others 0: tokens must be copied as"
                + " they are, one-hot or not.",
            () -> eachRow(text, RowsThatGoOnSlips::oneHot))
        .or(
            "only the first number of each token is copied: all D numbers must be copied.",
            () -> eachRow(text, row -> Arrays.copyOf(new double[] {row[0]}, row.length)))
        .or(
            "the numbers of a token are cut to whole numbers, as (int) does it: tokens must be"
                + " copied as they are.",
            () -> text.map(v -> (int) v))
        .or(
            "the numbers of a token are rounded to whole numbers: tokens must be copied as they"
                + " are.",
            () -> text.map(Math::round))
        .or(
            "a NaN in a token becomes 0: tokens must be copied as they are.",
            () -> text.map(v -> Double.isNaN(v) ? 0 : v))
        .or(
            "the last number of each token is missing: it must be copied, too. Does"
                + " a loop over the columns stop one short?",
            () -> eachRow(text, row -> without(row, text.cols() - 1)))
        .or(
            "the first number of each token is missing: it must be copied, too. Does a loop over"
                + " the columns begin at 1?",
            () -> eachRow(text, row -> without(row, 0)))
        .get();
  }

  private static Matrix[] each(Matrix tokens, int count, int length, IntBinaryOperator where) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              Matrix m = new Matrix(length, tokens.cols());
              for (int j = 0; j < length; j++) {
                int token = where.applyAsInt(i, j);
                if (token != NOTHING) {
                  m.put(new int[] {j}, tokens.pick(token));
                }
              }
              return m;
            })
        .toArray(Matrix[]::new);
  }

  private static IntBinaryOperator byStep(IntBinaryOperator where) {
    return (t, n) -> where.applyAsInt(n, t);
  }

  /** Step by step, without the places that are given a 0. */
  private static IntBinaryOperator only(IntBinaryOperator where, IntBinaryOperator kept) {
    return byStep((n, t) -> kept.applyAsInt(n, t) == 0 ? NOTHING : where.applyAsInt(n, t));
  }

  private static int after(int token, int count) {
    return (token == NOTHING ? -1 : token) + count;
  }

  private static int unless(boolean isRefused, RuntimeException refusal, int value) {
    if (isRefused) {
      throw refusal;
    }
    return value;
  }

  private static Matrix eachRow(Matrix text, UnaryOperator<double[]> change) {
    Matrix changed = text.copy();
    for (int r = 0; r < text.rows(); r++) {
      double[] row = change.apply(text.pick(r).data().clone());
      System.arraycopy(row, 0, changed.data(), r * row.length, row.length);
    }
    return changed;
  }

  private static double[] oneHot(double[] row) {
    double[] oneHot = new double[row.length];
    double largest = Arrays.stream(row).max().orElseThrow();
    int at = 0;
    while (row[at] < largest) {
      at++;
    }
    oneHot[at] = 1;
    return oneHot;
  }

  private static double[] without(double[] row, int at) {
    row[at] = 0;
    return row;
  }

  private static IntBinaryOperator at(IntBinaryOperator where) {
    return where;
  }
}
