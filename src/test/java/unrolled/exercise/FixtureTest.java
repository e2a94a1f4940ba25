package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e01_one_hot.OneHot;
import e03_add_product.AddProduct;
import e05_rnn_step.RnnStep;
import e10_rnn_step_backward.RnnStepBackward;
import e13_clip_by_norm.ClipByNorm;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    Fixture inputs = Fixture.of(RnnStep.class, 1).sized("N", 1).sized("D", 9);
    assertEquals("(1 × 9)", inputs.matrix("x").shape());
    assertEquals("(9 × " + inputs.size("H") + ")", inputs.matrix("Wx").shape());
    assertEquals("(1 × " + inputs.size("H") + ")", inputs.matrix("b").shape());
  }

  @Test
  void a_matrix_may_be_a_plain_array_with_its_sizes_told() {
    Fixture inputs = Fixture.of(AddProduct.class, 1).sized("M", 1).sized("K", 9);
    int n = inputs.size("N");
    assertEquals(
        List.of(1, 9, n), List.of(inputs.value("m"), inputs.value("k"), inputs.value("n")));
    assertEquals(9, inputs.<double[]>value("a").length);
    assertEquals(9 * n, inputs.<double[]>value("b").length);
    assertArrayEquals(new String[] {"a", "b", "c"}, inputs.scalable());
    AddProduct right = (m, k, width, a, b, c) -> c.clone();
    Expect.shapes(inputs, inputs.on(right));
    AddProduct wrong = (m, k, width, a, b, c) -> a.clone();
    assertEquals(
        "the result (M × N) should hold " + n + " numbers and holds 9",
        assertThrows(AssertionError.class, () -> Expect.shapes(inputs, inputs.on(wrong)))
            .getMessage());
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
  void no_zero_is_negative_since_that_sorts_before_the_other() {
    for (double v : Fixture.of(RnnStep.class, 3).zero("x").matrix("x").data()) {
      assertEquals(0, Double.doubleToRawLongBits(v));
    }
  }

  @Test
  void arrays_and_ranges_are_drawn() {
    for (long seed = 0; seed < 50; seed++) {
      Fixture inputs = Fixture.of(ClipByNorm.class, seed);
      assertEquals(inputs.size("K"), inputs.matrices("gradients").length);
      double maxNorm = (double) inputs.arguments()[1];
      assertTrue(maxNorm >= 0.5 && maxNorm < 12, "maxNorm " + maxNorm);
    }
  }

  @Test
  void numbers_of_things_are_drawn_below_their_bound() {
    for (long seed = 0; seed < 50; seed++) {
      Fixture inputs = Fixture.of(OneHot.class, seed);
      int classes = inputs.value("classes");
      for (int id : inputs.<int[]>value("ids")) {
        assertTrue(id >= 0 && id < classes, id + " of " + classes);
      }
    }
  }

  @Test
  void a_twin_has_other_numbers_of_the_same_kind() {
    Fixture inputs =
        Fixture.given(
            RnnStep.class,
            Matrix.row(1, 0),
            Matrix.row(50),
            Matrix.row(0.5, -0.1).transpose(),
            Matrix.row(0.8),
            Matrix.row(-0.2));
    Fixture twin = inputs.twin(7);
    assertEquals(0, twin.matrix("x").get(0, 1));
    assertNotEquals(1, twin.matrix("x").get(0, 0));
    assertEquals(50, twin.matrix("hPrev").get(0, 0));
    assertTrue(twin.matrix("b").get(0, 0) < 0);
    assertArrayEquals(twin.matrix("Wx").data(), inputs.twin(7).matrix("Wx").data());
    assertNotEquals(twin.key(), inputs.twin(8).key());
  }

  /** The vector kernel computes other last bits than the plain one. */
  @ParameterizedTest
  @ValueSource(strings = {"e10", "e11", "e15", "e20", "e24"})
  void the_key_of_inputs_does_not_hang_on_what_is_computed_of_them(String id) {
    Exercise exercise = Exercise.of(id);
    Fixture inputs = Fixture.of(exercise.contract(), 5);
    Parameter[] parameters = inputs.method().getParameters();
    int computed = 0;
    for (int k = 0; k < parameters.length; k++) {
      Object[] changed = inputs.arguments();
      if (!(changed[k] instanceof Matrix || changed[k] instanceof Matrix[])) {
        continue;
      }
      double[] data = Values.parts("", changed[k]).get(0).matrix().data();
      data[0] = Math.nextUp(data[0]);
      boolean same = Fixture.exactly(exercise.contract(), changed).key() == inputs.key();
      boolean isComputed = Fixture.maker(inputs.method(), parameters[k].getName()).isPresent();
      assertEquals(isComputed, same, parameters[k].getName());
      computed += isComputed ? 1 : 0;
    }
    assertTrue(computed > 0);
  }

  @Test
  void the_twin_of_numbers_of_things_exchanges_them() {
    Fixture inputs = Fixture.given(OneHot.class, new int[] {3, 0, 3, 9, -1}, 5);
    for (long seed = 0; seed < 20; seed++) {
      int[] ids = inputs.twin(seed).value("ids");
      assertEquals(ids[0], ids[2]);
      assertNotEquals(ids[0], ids[1]);
      assertTrue(ids[0] < 5 && ids[1] < 5);
      assertEquals(9, ids[3]);
      assertEquals(-1, ids[4]);
    }
  }

  @Test
  void a_contract_that_cannot_be_drawn_is_refused_in_a_sentence() {
    interface Flag {
      double of(boolean up);
    }
    interface Two {
      double f(double x);

      double g(double x);
    }
    interface Unknown {
      double of(Matrix x);
    }
    assertTrue(
        refusal(Flag.class).startsWith("Flag.of: its parameter up is a boolean. A contract"));
    assertTrue(refusal(Two.class).endsWith("has 2 abstract methods: expected one."));
    assertTrue(refusal(Unknown.class).contains("can be neither drawn nor computed"));
  }

  private static String refusal(Class<?> contract) {
    return assertThrows(IllegalArgumentException.class, () -> Contracts.method(contract))
        .getMessage();
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
    assertTrue(e.getMessage().startsWith("after the call, hPrev is off"), e.getMessage());
    assertEquals(before, inputs.matrix("hPrev").get(0, 0));
  }

  @Test
  void an_input_that_is_put_back_with_a_rounding_error_is_caught() {
    RnnStep rounding =
        (x, hPrev, Wx, Wh, b) -> {
          Wx.set(0, 0, Math.nextUp(Wx.get(0, 0)));
          return hPrev.copy();
        };
    Fixture inputs = Fixture.of(RnnStep.class, 1);
    var e = assertThrows(AssertionError.class, () -> inputs.leavesInputsAlone(rounding));
    assertTrue(e.getMessage().startsWith("After the call, Wx is not exactly"), e.getMessage());
  }
}
