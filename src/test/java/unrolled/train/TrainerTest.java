package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

class TrainerTest {
  private final Parameter w = new Parameter("w", Matrix.row(1, 2));
  private final Parameter v = new Parameter("v", Matrix.row(3));
  private final List<String> log = new ArrayList<>();
  private final List<TrainingEvent> events = new ArrayList<>();

  private Trainer trainer(double maxNorm) {
    Sgd sgd = new Sgd(0.1);
    return new Trainer(
        List.of(w, v),
        parameters -> {
          log.add("step with |dw| = " + GradientClipping.globalNorm(parameters));
          sgd.step(parameters);
        },
        maxNorm,
        event -> {
          log.add("told at " + w.value.get(0, 0));
          events.add(event);
        });
  }

  /** A backward pass that finds the gradient (3, 0; 4), of norm 5. */
  private double backward(int step) {
    log.add("backward from |dw| = " + GradientClipping.globalNorm(List.of(w, v)));
    w.grad.addInPlace(Matrix.row(3, 0));
    v.grad.addInPlace(Matrix.row(4));
    return 10.0 - step;
  }

  @Test
  void gradients_are_reset_then_found_then_clipped_then_used_then_told() {
    w.grad.addInPlace(Matrix.row(100, 100)); // left over from somebody else
    assertEquals(8, trainer(2.5).train(2, this::backward));
    assertEquals(
        List.of(
            "backward from |dw| = 0.0",
            "step with |dw| = 2.5",
            "told at 0.85",
            "backward from |dw| = 0.0",
            "step with |dw| = 2.5",
            "told at 0.7",
            "told at 0.7"),
        log);
    assertArrayEquals(new double[] {0.7, 2}, w.value.data(), 1e-15);
    assertEquals(2.6, v.value.get(0, 0), 1e-15);
  }

  @Test
  void an_interrupt_stops_between_two_steps() {
    Trainer trainer = trainer(2.5);
    var stopped =
        assertThrows(
            CancellationException.class,
            () ->
                trainer.train(
                    9,
                    step -> {
                      if (step == 2) {
                        Thread.currentThread().interrupt();
                      }
                      return backward(step);
                    }));
    assertEquals("training was stopped after step 2", stopped.getMessage());
    assertEquals(2, events.size());
    assertFalse(Thread.interrupted(), "the interrupt is used up");
  }

  @Test
  void no_limit_means_no_clipping() {
    trainer(Double.POSITIVE_INFINITY).train(1, this::backward);
    assertEquals("step with |dw| = 5.0", log.get(1));
  }

  @Test
  void the_events_carry_step_loss_and_the_norm_before_clipping() {
    trainer(2.5).train(2, this::backward);
    assertEquals(
        List.of(new TrainingEvent.StepDone(1, 2, 9, 5), new TrainingEvent.StepDone(2, 2, 8, 5)),
        events.subList(0, 2));
    TrainingEvent.Finished finished = assertInstanceOf(TrainingEvent.Finished.class, events.get(2));
    assertEquals(2, finished.steps());
    assertTrue(finished.seconds() >= 0 && finished.seconds() < 60);
    assertEquals(3, events.size());
  }

  @Test
  void a_loss_that_is_not_a_number_stops_before_the_weights_change() {
    ArithmeticException e =
        assertThrows(
            ArithmeticException.class,
            () -> trainer(2.5).train(5, step -> step < 3 ? backward(step) : Double.NaN));
    assertEquals("training diverged at step 3: loss NaN, gradient norm 0.0", e.getMessage());
    assertArrayEquals(new double[] {0.7, 2}, w.value.data(), 1e-15);
    assertEquals(2, events.size());
  }

  @Test
  void a_gradient_that_is_not_a_number_is_named_with_its_parameter() {
    ArithmeticException e =
        assertThrows(
            ArithmeticException.class,
            () ->
                trainer(2.5)
                    .train(
                        5,
                        step -> {
                          v.grad.set(0, 0, Double.NaN);
                          return 1.5;
                        }));
    assertEquals(
        "training diverged at step 1: loss 1.5, gradient norm NaN; the gradient of parameter 2 of 2, v"
            + " (1 × 1) is not finite",
        e.getMessage());
    assertArrayEquals(new double[] {1, 2}, w.value.data());
    assertEquals(3, v.value.get(0, 0));
    assertEquals(List.of(), events);
  }

  @Test
  void a_finite_gradient_with_a_norm_beyond_the_largest_double_is_clipped() {
    Trainer trainer = trainer(2.5);
    double loss =
        trainer.train(
            1,
            step -> {
              w.grad.set(0, 0, 3e250);
              v.grad.set(0, 0, -4e250);
              return 1;
            });
    assertEquals(1, loss);
    assertEquals(1 - 0.1 * 1.5, w.value.get(0, 0), 1e-15);
    assertEquals(3 + 0.1 * 2, v.value.get(0, 0), 1e-15);
  }

  @Test
  void without_a_limit_a_norm_beyond_the_largest_double_stops() {
    v.grad.set(0, 0, 0);
    ArithmeticException e =
        assertThrows(
            ArithmeticException.class,
            () ->
                trainer(Double.POSITIVE_INFINITY)
                    .train(
                        1,
                        step -> {
                          w.grad.set(0, 0, 1.5e308);
                          v.grad.set(0, 0, 1.5e308);
                          return 1;
                        }));
    assertEquals("training diverged at step 1: loss 1.0, gradient norm Infinity", e.getMessage());
    assertEquals(3, v.value.get(0, 0));
  }

  @Test
  void steps_are_counted_on_from_call_to_call_and_from_a_checkpoint() {
    Trainer trainer = trainer(2.5).after(40);
    trainer.train(2, this::backward);
    trainer.train(3, this::backward);
    List<String> steps =
        events.stream()
            .filter(e -> e instanceof TrainingEvent.StepDone)
            .map(e -> (TrainingEvent.StepDone) e)
            .map(e -> e.step() + " of " + e.of() + " loss " + e.loss())
            .toList();
    assertEquals(
        List.of(
            "41 of 42 loss 9.0",
            "42 of 42 loss 8.0",
            "43 of 45 loss 9.0",
            "44 of 45 loss 8.0",
            "45 of 45 loss 7.0"),
        steps);
    assertThrows(IllegalArgumentException.class, () -> trainer.after(-1));
  }

  @Test
  void a_gradient_that_is_not_a_number_is_named_by_where_it_stands() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    named.put("encoder.Wh", w);
    named.put("decoder.Wh", v);
    Trainer trainer = new Trainer(named, new Sgd(0.1), 1, event -> {});
    ArithmeticException e =
        assertThrows(
            ArithmeticException.class,
            () ->
                trainer.train(
                    1,
                    step -> {
                      v.grad.set(0, 0, Double.NEGATIVE_INFINITY);
                      return 1;
                    }));
    assertTrue(e.getMessage().endsWith("the gradient of decoder.Wh (1 × 1) is not finite"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void the_limit_must_be_positive(double maxNorm) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> trainer(maxNorm));
    assertEquals("Trainer: maxNorm must be positive, got " + maxNorm, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void there_must_be_a_step_to_take(int steps) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> trainer(1).train(steps, this::backward));
    assertEquals("Trainer: steps must be at least 1, got " + steps, e.getMessage());
    assertEquals(List.of(), events);
  }

  @Test
  void it_descends_a_bowl() {
    Trainer trainer = new Trainer(List.of(w, v), new Sgd(0.1), 100, event -> {});
    double loss =
        trainer.train(
            100,
            step -> {
              w.grad.addScaled(2, w.value);
              v.grad.addScaled(2, v.value);
              return Math.pow(w.value.norm(), 2) + Math.pow(v.value.norm(), 2);
            });
    assertEquals(14 * Math.pow(0.8, 2 * 99), loss, 1e-12 * loss);
  }
}
