package e28_rows_that_go_on;

import e28_rows_that_go_on.RowsThatGoOn.Batch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import unrolled.data.TextBatches;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e28")
class RowsThatGoOnTest extends Ladder<RowsThatGoOn> {
  RowsThatGoOnTest() {
    super(RowsThatGoOn.class, "the batch");
  }

  @Override
  protected void rungs() {
    shapes("there is a matrix for each step, and a row in it for each row of the batch");
    byHand(
        "By hand: 13 tokens, so a part has 12 / 2 = 6. In batch 1 row 0 reads d e f, tokens 3 to 5,"
            + " and row 1 reads j k l, tokens 9 to 11.",
        new Batch(
            new Matrix[] {column(4, 10), column(5, 11), column(6, 12)},
            new Matrix[] {column(5, 11), column(6, 12), column(7, 13)}),
        column(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13),
        2,
        3,
        1);
    part(
        "inputs",
        "batch 0 reads the beginning of each part",
        "first batch",
        "Row n of batch 0 must begin at n · part.");
    part(
        "targets",
        "the target is the next token of the text",
        "first batch",
        "It must be the token right after the one that is read.");
    part(
        "inputs",
        "a later batch reads on in each part",
        "third batch",
        "Row n of batch 2 must begin at n · part + 2 · steps.");
    part(
        "targets",
        "the last target of a row is the first token of its next batch",
        "third batch",
        "The target of the last step must be the token after the batch, in the same part.");
    rung("row n of a batch goes on where row n of the batch before stopped", this::goesOn);
    reference(
        "the last token of the text is a target only",
        "the last token",
        "L is a multiple of rows here, so the part is one token shorter than L / rows.");
    reference(
        "what does not fill a part is left out",
        "a rest",
        "(L − 1) / rows must be rounded down, as Java does it.");
    reference(
        "what does not fill a batch stays at the end of each part",
        "short batches",
        "A part must hold (L − 1) / rows tokens, also where that is no multiple of steps.");
    reference(
        "the shortest text has one batch",
        "shortest",
        "There are rows · steps + 1 tokens here, so one batch reads all of a part.");
    given(
        "the length of the text is its number of rows",
        "text has 13 rows and 9 columns here: L is 13.",
        Fixture.given(RowsThatGoOn.class, line(-1, 1, 13, 9), 2, 3, 1));
    given(
        "a one-hot text with a rest is cut like any other",
        "The text is one-hot here, and (L − 1) / rows must be rounded down: 11 / 3 and 13 / 4 both"
            + " give 3.",
        Fixture.given(RowsThatGoOn.class, oneHot(12, 4), 3, 3, 0),
        Fixture.given(RowsThatGoOn.class, oneHot(14, 4), 4, 3, 0));
    reference("one row reads the text from its beginning", "one row", "part is L − 1 here.");
    reference("batches of one step work", "one step", "steps is 1 here: a row reads one token.");
    rung("the cut is that of the library", this::library);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large("large numbers are handed on as they are", "Nothing is computed with them.", "text");
    nan("a NaN that is not read does not come out", "text", "Each token must be copied by itself.");
    given(
        "a NaN stays in its token",
        "Tokens must be copied as they are. Tokens 0 and 4 hold a NaN here.",
        withNaN(0),
        withNaN(1));
  }

  private static Fixture withNaN(int index) {
    Matrix text = line(-1, 1, 9, 2);
    text.set(0, 0, Double.NaN);
    text.set(4, 1, Double.NaN);
    return Fixture.given(RowsThatGoOn.class, text, 2, 2, index);
  }

  private static Matrix oneHot(int L, int D) {
    Matrix text = new Matrix(L, D);
    for (int i = 0; i < L; i++) {
      text.set(i, i * 7 / 3 % D, 1);
    }
    return text;
  }

  private void goesOn(RowsThatGoOn cut) {
    Fixture inputs = fixture();
    int steps = inputs.value("steps");
    for (int index = 0; index < 3; index++) {
      Batch batch = inputs.with("index", index).on(cut);
      Batch next = inputs.with("index", index + 1).on(cut);
      Expect.that(
          batch.targets() != null
              && batch.targets().length == steps
              && next.inputs().length == steps,
          "inputs and targets hold one matrix for each of the " + steps + " steps.");
      Expect.close(
          "inputs[0] of batch " + (index + 1) + ", against the last targets of batch " + index,
          batch.targets()[steps - 1],
          next.inputs()[0],
          "The last target of a row must be the token that this row reads first in the next"
              + " batch.");
    }
  }

  /** The library cuts the numbers of the tokens. */
  private void library(RowsThatGoOn cut) {
    Fixture inputs = fixture();
    Matrix text = inputs.matrix("text");
    int rows = inputs.value("rows");
    int steps = inputs.value("steps");
    int index = inputs.value("index");
    int[] numbers = IntStream.range(0, text.rows()).toArray();
    TextBatches.Batch batch = new TextBatches(numbers, rows, steps).batch(index);
    Expect.close(
        "the batch",
        new Batch(tokens(text, batch.inputs(), steps), tokens(text, batch.targets(), steps)),
        inputs.on(cut),
        "Expected is what unrolled.data.TextBatches cuts.");
  }

  private static Matrix[] tokens(Matrix text, int[][] numbers, int steps) {
    return IntStream.range(0, steps)
        .mapToObj(
            t -> text.pick(IntStream.range(0, numbers.length).map(n -> numbers[n][t]).toArray()))
        .toArray(Matrix[]::new);
  }

  private static Matrix column(double... values) {
    return Matrix.row(values).transpose();
  }
}
