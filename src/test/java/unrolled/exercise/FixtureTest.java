package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import e10_rnn_step_backward.RnnStepBackward;
import e13_clip_by_norm.ClipByNorm;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

class FixtureTest {
  @Test
  void sizes_are_pairwise_different() {
    for (long seed = 0; seed < 200; seed++) {
      var sizes = Fixture.of(RnnStep.class, seed).sizes();
      assertEquals(sizes.size(), new HashSet<>(sizes.values()).size(), sizes.toString());
    }
  }

  @Test
  void a_seed_gives_the_same_inputs_again_and_another_seed_others() {
    double[] x = Fixture.of(RnnStep.class, 7).matrix("x").data();
    assertArrayEquals(x, Fixture.of(RnnStep.class, 7).matrix("x").data());
    assertNotEquals(x[0], Fixture.of(RnnStep.class, 8).matrix("x").get(0, 0));
  }

  @Test
  void shapes_follow_the_letters() {
    Fixture inputs = Fixture.of(RnnStep.class, 1).with("N", 1).with("D", 9);
    assertEquals("(1 × 9)", inputs.matrix("x").shape());
    assertEquals("(9 × " + inputs.size("H") + ")", inputs.matrix("Wx").shape());
    assertEquals("(1 × " + inputs.size("H") + ")", inputs.matrix("b").shape());
  }

  @Test
  void what_the_contract_computes_follows_the_other_inputs() {
    Fixture inputs = Fixture.of(RnnStepBackward.class, 3).zero("x", "hPrev");
    Matrix h = inputs.matrix("h");
    for (int c = 0; c < h.cols(); c++) {
      assertEquals(Math.tanh(inputs.matrix("b").get(0, c)), h.get(1, c), 1e-15);
    }
  }

  @Test
  void arrays_and_ranges_are_drawn() {
    for (long seed = 0; seed < 50; seed++) {
      Fixture inputs = Fixture.of(ClipByNorm.class, seed);
      assertEquals(inputs.size("K"), inputs.matrices("gradients").length);
      double maxNorm = (double) inputs.arguments()[1];
      assertTrue(maxNorm >= 0.5 && maxNorm < 8, "maxNorm " + maxNorm);
    }
  }

  @Test
  void an_answer_that_writes_into_its_inputs_is_caught_and_the_fixture_is_not_changed() {
    RnnStep writing =
        (x, hPrev, Wx, Wh, b) -> {
          hPrev.set(0, 0, 5);
          return hPrev;
        };
    Fixture inputs = Fixture.of(RnnStep.class, 1);
    double before = inputs.matrix("hPrev").get(0, 0);
    AssertionError e = assertThrows(AssertionError.class, () -> inputs.leavesInputsAlone(writing));
    assertTrue(e.getMessage().startsWith("hPrev after the call is off"), e.getMessage());
    assertEquals(before, inputs.matrix("hPrev").get(0, 0));
  }
}
