package e01_one_hot;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Graded;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;

@Graded
@Tag("e01")
class HiddenOneHotTest {
  private static final String SLIP = "Compared with the library's Sequence.oneHot.";

  private final OneHot oneHot = Exercise.subject(OneHot.class);

  @Test
  @Order(1)
  void random_sentences_give_what_the_library_gives() {
    agrees(Fixture.of(OneHot.class));
  }

  @Test
  @Order(2)
  void one_word_is_one_row() {
    agrees(Fixture.of(OneHot.class).with("T", 1));
  }

  @Test
  @Order(3)
  void a_vocabulary_of_one_word_gives_ones() {
    Expect.close("rows", new Matrix(4, 1).map(zero -> 1), oneHot.encode(new int[4], 1), SLIP);
  }

  @Test
  @Order(4)
  void the_last_class_has_the_last_column() {
    Expect.close("the row", Matrix.row(0, 0, 1), oneHot.encode(new int[] {2}, 3), SLIP);
  }

  private void agrees(Fixture inputs) {
    int[] ids = inputs.value("ids");
    int classes = inputs.value("classes");
    Matrix expected = Sequence.oneHot(new int[][] {ids}, classes).flat();
    Expect.close("the result", expected, inputs.on(oneHot), SLIP);
  }
}
