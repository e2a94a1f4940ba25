package e01_one_hot;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Exercise;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Graded;
import unrolled.exercise.Reference;
import unrolled.matrix.Matrix;

@Graded
@Tag("e01")
class OneHotTest {
  private final OneHot oneHot = Exercise.subject(OneHot.class);

  @Test
  @Order(1)
  void there_is_a_row_for_each_word_and_a_column_for_each_class() {
    Expect.shape("the result (T × K)", 3, 7, oneHot.encode(new int[] {4, 0, 4}, 7));
  }

  @Test
  @Order(2)
  void the_example_of_the_statement_comes_out() {
    Matrix expected = Matrix.of(new double[][] {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 0, 1, 0}});
    Expect.close(
        "the result",
        expected,
        oneHot.encode(new int[] {2, 0, 2}, 4),
        "Row t has its 1 in column ids[t]; columns count from 0.");
  }

  @Test
  @Order(3)
  void the_order_of_the_words_is_kept() {
    Reference.of(OneHot.class, "falling ids")
        .holds(oneHot, "the result", "Row 0 is the first word, whatever its number.");
  }

  @Test
  @Order(4)
  void a_word_that_comes_again_gets_a_row_again() {
    Reference.of(OneHot.class, "repeated ids")
        .holds(oneHot, "the result", "Every place in the sentence has a row of its own.");
  }

  @Test
  @Order(5)
  void the_sum_of_the_rows_is_the_bag_of_words() {
    Matrix rows = oneHot.encode(new int[] {1, 3, 1, 1}, 5);
    Expect.close(
        "the sum of the rows",
        Matrix.row(0, 3, 0, 1, 0),
        rows.sumRows(),
        "Each word adds 1 to its own column and to no other.");
  }

  @Test
  @Order(6)
  void random_sentences_come_out() {
    Reference.of(OneHot.class, "a longer sentence").holds(oneHot, "the result", "");
  }

  @Test
  @Order(7)
  void no_words_give_no_rows() {
    Expect.shape("the result for no words", 0, 4, oneHot.encode(new int[0], 4));
  }

  @Test
  @Order(8)
  void an_id_that_is_no_class_is_refused() {
    refuses(4);
    refuses(-1);
  }

  @Test
  @Order(9)
  void inputs_are_left_as_they_were() {
    Fixture.of(OneHot.class).leavesInputsAlone(oneHot);
  }

  private void refuses(int id) {
    try {
      oneHot.encode(new int[] {0, id, 1}, 4);
    } catch (IllegalArgumentException expected) {
      return;
    }
    Expect.that(
        false,
        "id "
            + id
            + " was accepted where the classes are 0 to 3: expected an IllegalArgumentException."
            + " Matrix.set throws one; writing into data() does not, and lands in another row.");
  }
}
