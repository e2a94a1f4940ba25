package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.reference.Fixture;

class PytorchOptimizerTest {
  private static final int STEPS = 10;

  @Test
  void sgd_agrees() {
    follow("sgd", new Sgd(0.1));
  }

  @Test
  void adam_agrees() {
    follow("adam", new Adam(0.01));
  }

  @Test
  void momentum_agrees() {
    follow("momentum", new Momentum(0.1, 0.9));
  }

  @Test
  void nesterov_momentum_agrees() {
    follow("nesterov", new Momentum(Schedule.constant(0.1), 0.8, true));
  }

  @Test
  void adam_with_decoupled_decay_agrees() {
    follow("adamw", new AdamW(0.01, 0.2));
  }

  @Test
  void rmsprop_agrees() {
    follow("rmsprop", new RmsProp(0.01));
  }

  @Test
  void adagrad_agrees() {
    follow("adagrad", new Adagrad(0.1));
  }

  @Test
  void schedules_agree() {
    Fixture f = Fixture.read("schedules");
    Agreement agreement = new Agreement("schedules", 1e-12);
    Map.of(
            "step_decay", Schedule.stepDecay(0.5, 0.3, 4),
            "cosine", Schedule.cosine(0.5, 0.02, 11),
            "warm_up", Schedule.constant(0.5).warmUp(5))
        .forEach(
            (name, schedule) -> {
              double[] rates = LongStream.rangeClosed(1, 12).mapToDouble(schedule::at).toArray();
              agreement.compare(name, f.matrix(name), Matrix.row(rates));
            });
    agreement.verify();
  }

  @Test
  void clipping_by_value_agrees() {
    Fixture f = Fixture.read("clip_grad_value");
    Parameter p = new Parameter("w", f.matrix("g").scale(0));
    p.grad.addInPlace(f.matrix("g"));
    GradientClipping.byValue(List.of(p), f.scalar("limit"));
    assertEquals(0, f.matrix("clipped").maxDifference(p.grad));
  }

  private static void follow(String name, Optimizer optimizer) {
    Fixture f = Fixture.read(name);
    List<Parameter> parameters =
        IntStream.range(0, 2)
            .mapToObj(i -> new Parameter("w" + i, f.matrix("w%d_0".formatted(i))))
            .toList();
    Agreement agreement = new Agreement(name, 1e-12);
    for (int t = 1; t <= STEPS; t++) {
      for (int i = 0; i < 2; i++) {
        parameters.get(i).zeroGrad();
        parameters.get(i).grad.addInPlace(f.matrix("g%d_%d".formatted(i, t)));
      }
      optimizer.step(parameters);
      for (int i = 0; i < 2; i++) {
        String w = "w%d_%d".formatted(i, t);
        agreement.compare(w, f.matrix(w), parameters.get(i).value);
      }
    }
    agreement.report();
  }

  /** PyTorch divides by norm + 1e-6 where we divide by the norm: the expected ratio is undone. */
  @ParameterizedTest
  @CsvSource({"long, true", "short, false"})
  void clipping_agrees(String gradient, boolean clipped) {
    Fixture f = Fixture.read("clip_grad_norm");
    List<Parameter> parameters =
        IntStream.range(0, 2)
            .mapToObj(i -> new Parameter("w" + i, f.matrix(gradient + "_g" + i).scale(0)))
            .toList();
    for (int i = 0; i < 2; i++) {
      parameters.get(i).grad.addInPlace(f.matrix(gradient + "_g" + i));
    }
    double maxNorm = f.scalar(gradient + "_max_norm");
    double theirs = f.scalar(gradient + "_norm");
    double norm = GradientClipping.byGlobalNorm(parameters, maxNorm);
    assertEquals(clipped, norm > maxNorm);
    double ratio = clipped ? (theirs + 1e-6) / theirs : 1;
    Agreement agreement = new Agreement("clip_grad_norm_ of a " + gradient + " gradient", 1e-12);
    agreement.compare("norm", theirs, norm);
    for (int i = 0; i < 2; i++) {
      agreement.compare(
          "g" + i, f.matrix(gradient + "_clipped" + i).scale(ratio), parameters.get(i).grad);
    }
    agreement.report();
  }
}
