package unrolled.experiment;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import unrolled.data.Batch;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.train.Adam;
import unrolled.train.Trainer;

/** A network that reads one number at each step and says one number after the last. */
final class Forecaster {
  private static final double CLIP = 1;

  private final Model<Sequence, Matrix> model;
  private final Trainer trainer;

  Forecaster(NetworkKind network, int hidden, double rate, Random rng) {
    model =
        new Model<>(
            Input.numbers(1),
            List.of(network.layer(1, hidden, rng)),
            Readout.LAST_STEP,
            1,
            Loss.numbers(),
            rng);
    trainer = new Trainer(model.named(), new Adam(rate), CLIP, event -> {});
  }

  /** Learns from one batch at each step. */
  void train(int steps, Supplier<Batch<Matrix>> batches) {
    trainer.train(
        steps,
        step -> {
          Batch<Matrix> batch = batches.get();
          return model.learn(batch.inputs(), batch.targets());
        });
  }

  /** A number for each of these windows, which are read as one batch. */
  double[] forecasts(Sequence windows) {
    return model.predict(windows).data();
  }

  /** The mean squared error. */
  double loss(Batch<Matrix> batch) {
    return model.evaluate(batch.inputs(), batch.targets()).loss();
  }

  Model<Sequence, Matrix> model() {
    return model;
  }
}
