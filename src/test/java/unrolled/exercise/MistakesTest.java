package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import e05_rnn_step.RnnStep;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

class MistakesTest {
  private final Exercise exercise = Exercise.of("e05");

  @Test
  void without_the_solutions_there_are_no_known_mistakes() {
    assertEquals(List.of(), Mistakes.of(new Exercise("e99", "e99_not_there", RnnStep.class)));
  }

  @Test
  void two_mistakes_at_once_are_not_mistaken_for_one_of_them() {
    RnnStep answer = (x, hPrev, Wx, Wh, b) -> x.matmul(Wx).map(Math::tanh);
    assertEquals(Optional.empty(), Mistakes.named(exercise, new Answer(() -> answer, "")));
  }

  @Test
  void a_right_answer_makes_none() {
    RnnStep answer =
        (x, hPrev, Wx, Wh, b) -> x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);
    assertEquals(Optional.empty(), Mistakes.named(exercise, new Answer(() -> answer, "")));
  }

  @Test
  void an_answer_that_always_throws_is_none_of_those_that_throw_something_else() {
    RnnStep answer =
        (x, hPrev, Wx, Wh, b) -> {
          throw new IllegalArgumentException("no");
        };
    assertEquals(Optional.empty(), Mistakes.named(exercise, new Answer(() -> answer, "")));
  }

  @Test
  void what_is_written_into_the_inputs_tells_answers_apart() {
    RnnStep answer =
        (x, hPrev, Wx, Wh, b) -> {
          Matrix h = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);
          x.set(0, 0, 3);
          return h;
        };
    assertEquals(Optional.empty(), Mistakes.named(exercise, new Answer(() -> answer, "")));
  }
}
