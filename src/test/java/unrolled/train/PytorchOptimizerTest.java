package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.reference.Fixture;

class PytorchOptimizerTest {
  private static final int STEPS = 5;

  @Test
  void sgd_agrees() {
    follow("sgd", new Sgd(0.1));
  }

  @Test
  void adam_agrees() {
    follow("adam", new Adam(0.01));
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
    for (int i = 0; i < 2; i++) parameters.get(i).grad.addInPlace(f.matrix(gradient + "_g" + i));
    double maxNorm = f.scalar(gradient + "_max_norm");
    double theirs = f.scalar(gradient + "_norm");
    double norm = GradientClipping.byGlobalNorm(parameters, maxNorm);
    assertEquals(clipped, norm > maxNorm);
    double ratio = clipped ? (theirs + 1e-6) / theirs : 1;
    Agreement agreement = new Agreement("clip_grad_norm_ of a " + gradient + " gradient", 1e-12);
    agreement.compare("norm", theirs, norm);
    for (int i = 0; i < 2; i++)
      agreement.compare(
          "g" + i, f.matrix(gradient + "_clipped" + i).scale(ratio), parameters.get(i).grad);
    agreement.report();
  }
}
