package e01_one_hot;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e01")
class OneHotTest extends Ladder<OneHot> {
  OneHotTest() {
    super(OneHot.class, "the result");
  }

  @Override
  protected void rungs() {
    shapes("there is a row for each word and a column for each class");
    byHand(
        "Row t has its 1 in column ids[t]; columns count from 0.",
        Matrix.of(new double[][] {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 0, 1, 0}}),
        new int[] {2, 0, 2},
        4);
    reference(
        "the order of the words is kept",
        "falling ids",
        "Row 0 is the first word, whatever its number.");
    reference(
        "a word that comes again gets a row again",
        "repeated ids",
        "Every place in the sentence has a row of its own.");
    rung("the sum of the rows is the bag of words", this::sumIsBag);
    reference(
        "a longer sentence comes out",
        "a longer sentence",
        "Every row holds one 1, in the column of its word.");
    random("Every row holds one 1, in the column of its word.");
    sizes();
    given(
        "no words give no rows",
        "The result has a row for each word, so none, and still a column for each class: new"
            + " Matrix(0, classes).",
        Fixture.given(OneHot.class, new int[0], 4));
    given(
        "a vocabulary may be small or large",
        "Take the columns from classes.",
        Fixture.given(OneHot.class, new int[4], 1),
        Fixture.given(OneHot.class, new int[] {199, 0, 133}, 200));
    refuses(
        "an id that is no class is refused",
        IllegalArgumentException.class,
        "An id below 0, or of K and more, is no class. Check each id, or use"
            + " Matrix.set, which throws the right exception.",
        inputs -> bad(inputs, inputs.<Integer>value("classes")),
        inputs -> bad(inputs, inputs.<Integer>value("classes") + 2),
        inputs -> bad(inputs, -1),
        inputs -> bad(inputs, -2));
    leavesInputsAlone();
    secondCall();
  }

  private static Fixture bad(Fixture inputs, int id) {
    int[] ids = inputs.<int[]>value("ids").clone();
    ids[1] = id;
    return inputs.with("ids", ids);
  }

  private void sumIsBag(OneHot oneHot) {
    int classes = random().nextInt(6, 12);
    int[] ids = random().ints(9, 0, classes).toArray();
    double[] counts =
        IntStream.range(0, classes)
            .mapToDouble(k -> IntStream.of(ids).filter(id -> id == k).count())
            .toArray();
    Expect.close(
        "the sum of the rows",
        Matrix.row(counts),
        oneHot.encode(ids, classes).sumRows(),
        "Each word adds 1 to its own column and to no other.");
  }
}
