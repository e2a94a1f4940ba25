package unrolled.nn;

import org.junit.jupiter.api.Test;
import unrolled.reference.Agreement;
import unrolled.reference.Fixture;

class PytorchLossTest {
  @Test
  void cross_entropy_agrees() {
    Fixture f = Fixture.read("cross_entropy");
    compare(
        "cross_entropy",
        f,
        "logits",
        SoftmaxCrossEntropy.of(f.matrix("logits"), f.integers("targets")));
  }

  @Test
  void mean_squared_error_agrees() {
    Fixture f = Fixture.read("mse_loss");
    compare("mse_loss", f, "y", MeanSquaredError.of(f.matrix("y"), f.matrix("targets")));
  }

  private static void compare(String name, Fixture f, String input, LossValue ours) {
    Agreement agreement = new Agreement(name, 1e-12);
    agreement.compare("loss", f.scalar("loss"), ours.mean());
    agreement.compare("gradient", f.matrix("d_" + input), ours.gradient());
    agreement.report();
  }
}
