package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import unrolled.cell.RnnCell;
import unrolled.data.Batch;
import unrolled.data.NoisySineTask;
import unrolled.layer.Rnn;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.nn.Activation;
import unrolled.nn.Initializer;
import unrolled.nn.Parameter;
import unrolled.train.GradientClipping;
import unrolled.train.Sgd;
import unrolled.train.Trainer;

/**
 * A network whose gradient grows on its way back, trained without clipping, with clipping by norm
 * and with clipping by value.
 *
 * <p>It is an RNN with Wh = ρ · a random orthogonal matrix and b = 0, trained by plain gradient
 * descent to predict the next reading of {@link #task}. Pascanu, Mikolov and Bengio, "On the
 * difficulty of training recurrent neural networks", 2013.
 */
public final class ClippingExperiment {
  private static final int TEST = 200; // examples that the score is measured on

  private ClippingExperiment() {}

  /**
   * What a run depends on.
   *
   * @param activation of the RNN
   * @param rho what the orthogonal matrix is multiplied by: every singular value of Wh
   * @param rate of gradient descent
   * @param hidden units
   * @param batch examples in a step
   * @param steps of training
   */
  public record Settings(
      Activation activation,
      double rho,
      double rate,
      Clip clip,
      int hidden,
      int batch,
      int steps) {}

  /** A tanh RNN of 32 units, 16 examples in a step, 300 steps. */
  public static Settings settings(double rho, double rate, Clip clip) {
    return new Settings(Activation.TANH, rho, rate, clip, 32, 16, 300);
  }

  /**
   * A sine of 12.5 steps a period, with noise of 0.1, over 50 steps; persistence makes an error of
   * 0.1437, and none is below 0.01.
   */
  public static NoisySineTask task() {
    return new NoisySineTask(50, 12.5, 0.1);
  }

  /**
   * What came out.
   *
   * @param losses of each step, on its own batch
   * @param norms of each step's gradient, before it was clipped
   * @param angles between each step's gradient and what clipping made of it, in degrees
   * @param diverged the step whose loss or gradient was no longer a finite number, from 1
   * @param saturated the share of all hidden values beyond ±0.99 in the last forward pass
   * @param test the mean squared error on 200 new examples; NaN if training diverged
   */
  public record Result(
      List<Double> losses,
      List<Double> norms,
      List<Double> angles,
      OptionalInt diverged,
      double saturated,
      double test) {}

  /** Trains one network. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    Rnn layer = layer(settings, rng);
    Model<Sequence, Matrix> model =
        new Model<>(
            Input.numbers(task().inputSize()),
            List.of(layer),
            Readout.EACH_STEP,
            task().outputSize(),
            Loss.numbers(),
            rng);
    List<Parameter> parameters = List.copyOf(model.named().values());
    List<Double> losses = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    List<Double> angles = new ArrayList<>();
    Trainer trainer =
        new Trainer(parameters, new Sgd(settings.rate()), Double.POSITIVE_INFINITY, event -> {});
    OptionalInt diverged = OptionalInt.empty();
    try {
      trainer.train(
          settings.steps(),
          step -> {
            Batch<Matrix> batch = task().draw(settings.batch(), rng);
            double loss = model.learn(batch.inputs(), batch.targets());
            double norm = GradientClipping.globalNorm(parameters);
            losses.add(loss);
            norms.add(norm);
            if (Double.isFinite(loss) && Double.isFinite(norm)) {
              angles.add(clip(settings.clip(), parameters));
            }
            return loss;
          });
    } catch (ArithmeticException e) {
      diverged = OptionalInt.of(angles.size() + 1);
    }
    double saturated =
        Arrays.stream(layer.outputs().flat().data())
            .map(h -> Math.abs(h) > 0.99 ? 1 : 0)
            .average()
            .orElseThrow();
    return new Result(
        List.copyOf(losses),
        List.copyOf(norms),
        List.copyOf(angles),
        diverged,
        saturated,
        diverged.isPresent() ? Double.NaN : test(model, rng));
  }

  private static double test(Model<Sequence, Matrix> model, Random rng) {
    Batch<Matrix> test = task().draw(TEST, rng);
    return model.evaluate(test.inputs(), test.targets()).loss();
  }

  private static Rnn layer(Settings settings, Random rng) {
    RnnCell cell = new RnnCell(task().inputSize(), settings.hidden(), settings.activation(), rng);
    cell.Wh.set(Initializer.orthogonal(settings.rho()), rng);
    Arrays.fill(cell.b.value.data(), 0);
    return new Rnn(cell);
  }

  /** Clips, and tells by how many degrees the gradient was turned. */
  private static double clip(Clip how, List<Parameter> parameters) {
    List<Matrix> before = parameters.stream().map(p -> p.grad.copy()).toList();
    switch (how) {
      case NONE -> {}
      case NORM -> GradientClipping.byGlobalNorm(parameters, Clip.MAX_NORM);
      case VALUE -> GradientClipping.byValue(parameters, Clip.LIMIT);
    }
    return degrees(before, parameters.stream().map(p -> p.grad).toList());
  }

  /**
   * The angle between two gradients: 2 · atan2(‖u − v‖, ‖u + v‖) for their unit vectors u and v,
   * which is exact for small angles, where the arc cosine is not.
   */
  private static double degrees(List<Matrix> a, List<Matrix> b) {
    double lengthA = norm(a);
    double lengthB = norm(b);
    if (lengthA == 0 || lengthB == 0) {
      return 0;
    }
    double apart = 0;
    double together = 0;
    for (int k = 0; k < a.size(); k++) {
      Matrix u = a.get(k).scale(1 / lengthA);
      Matrix v = b.get(k).scale(1 / lengthB);
      apart = Math.hypot(apart, u.minus(v).norm());
      together = Math.hypot(together, u.plus(v).norm());
    }
    return Math.toDegrees(2 * Math.atan2(apart, together));
  }

  private static double norm(List<Matrix> all) {
    double norm = 0;
    for (Matrix m : all) {
      norm = Math.hypot(norm, m.norm());
    }
    return norm;
  }
}
