package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

class ScheduleTest {
  private static double[] rates(Schedule schedule, int steps) {
    return LongStream.rangeClosed(1, steps).mapToDouble(schedule::at).toArray();
  }

  @Test
  void a_constant_never_changes() {
    assertArrayEquals(new double[] {0.3, 0.3, 0.3}, rates(Schedule.constant(0.3), 3));
  }

  @Test
  void step_decay_falls_by_its_factor_after_each_stretch() {
    assertArrayEquals(
        new double[] {8, 8, 8, 2, 2, 2, 0.5}, rates(Schedule.stepDecay(8, 0.25, 3), 7));
  }

  @Test
  void cosine_goes_down_half_a_wave_and_stays_there() {
    assertArrayEquals(
        new double[] {3, 2 + Math.sqrt(0.5), 2, 2 - Math.sqrt(0.5), 1, 1, 1},
        rates(Schedule.cosine(3, 1, 4), 7),
        1e-15);
  }

  @Test
  void warm_up_climbs_to_what_it_is_put_before() {
    Schedule schedule = Schedule.stepDecay(8, 0.25, 3).warmUp(4);
    assertArrayEquals(new double[] {2, 4, 6, 2, 2, 2, 0.5}, rates(schedule, 7));
  }

  @Test
  void an_optimizer_follows_its_schedule() {
    Parameter p = new Parameter("w", Matrix.row(0));
    p.grad.set(0, 0, -1);
    Sgd sgd = new Sgd(t -> t * t);
    for (int t = 1; t <= 3; t++) {
      sgd.step(List.of(p));
    }
    assertEquals(1 + 4 + 9, p.value.get(0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_rate_that_is_no_rate_stops_before_any_weight_changes(double wrong) {
    Parameter a = new Parameter("a", Matrix.row(5));
    Parameter b = new Parameter("b", Matrix.row(7));
    for (Parameter p : List.of(a, b)) {
      p.grad.set(0, 0, 1);
    }
    Adam adam = new Adam(t -> t < 2 ? 0.5 : wrong);
    adam.step(List.of(b));
    double before = b.value.get(0, 0);
    Exception e = assertThrows(IllegalArgumentException.class, () -> adam.step(List.of(a, b)));
    assertEquals("Adam: the schedule gives step 2 the rate " + wrong, e.getMessage());
    assertEquals(5, a.value.get(0, 0));
    assertEquals(before, b.value.get(0, 0));
  }

  static Stream<Executable> nonsense() {
    return Stream.of(
        () -> Schedule.constant(0),
        () -> Schedule.stepDecay(0.1, -1, 3),
        () -> Schedule.stepDecay(0.1, 0.5, 0),
        () -> Schedule.cosine(0.1, 0.2, 5),
        () -> Schedule.cosine(0.1, Double.NaN, 5),
        () -> Schedule.cosine(0.1, 0, -1),
        () -> Schedule.constant(1).warmUp(0),
        () -> new Momentum(0.1, 1),
        () -> new Momentum(0.1, -0.5),
        () -> new RmsProp(Schedule.constant(1), Double.NaN),
        () -> new Adagrad(0),
        () -> new AdamW(0.1, -1),
        () -> new AdamW(-1, 0.1));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void settings_without_sense_are_refused(Executable make) {
    assertThrows(IllegalArgumentException.class, make);
  }
}
