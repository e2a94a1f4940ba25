package e01_one_hot;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.exercise.Confirms;
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
  @Confirms({"the_example_of_the_statement_comes_out", "random_sentences_come_out"})
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

  @Test
  @Order(5)
  @Confirms("the_order_of_the_words_is_kept")
  void falling_ids_give_what_the_library_gives() {
    int last = random().nextInt(3, 9);
    agrees(IntStream.rangeClosed(0, last).map(i -> last - i).toArray(), last + 1);
  }

  @Test
  @Order(6)
  @Confirms("a_word_that_comes_again_gets_a_row_again")
  void a_word_that_comes_several_times_gets_as_many_rows() {
    int word = random().nextInt(1, 6);
    agrees(new int[] {0, word, word, word, word + 1}, word + 2);
  }

  @Test
  @Order(7)
  @Confirms("the_sum_of_the_rows_is_the_bag_of_words")
  void the_sum_of_the_rows_counts_every_word() {
    int classes = random().nextInt(6, 12);
    int[] ids = random().ints(9, 0, classes).toArray();
    Matrix counts = new Matrix(1, classes);
    for (int id : ids) {
      counts.set(0, id, counts.get(0, id) + 1);
    }
    Expect.close("the sum of the rows", counts, oneHot.encode(ids, classes).sumRows(), SLIP);
  }

  @Test
  @Order(8)
  @Confirms("an_id_that_is_no_class_is_refused")
  void an_id_outside_of_any_vocabulary_is_refused() {
    int classes = random().nextInt(5, 99);
    for (int id : new int[] {classes, classes + random().nextInt(1, 9), -random().nextInt(1, 9)}) {
      try {
        oneHot.encode(new int[] {1, 0, id}, classes);
      } catch (IllegalArgumentException expected) {
        continue;
      }
      Expect.that(false, "id " + id + " was accepted where there are " + classes + " classes");
    }
  }

  private static SplittableRandom random() {
    return new SplittableRandom(Exercise.seed());
  }

  private void agrees(Fixture inputs) {
    agrees(inputs.value("ids"), inputs.value("classes"));
  }

  private void agrees(int[] ids, int classes) {
    Matrix expected = Sequence.oneHot(new int[][] {ids}, classes).flat();
    Expect.close("the result", expected, oneHot.encode(ids, classes), SLIP);
  }
}
