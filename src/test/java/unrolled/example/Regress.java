package unrolled.example;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import unrolled.data.Batch;
import unrolled.data.MackeyGlass;
import unrolled.data.Scaler;
import unrolled.data.Windows;
import unrolled.layer.Lstm;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.train.Adam;
import unrolled.train.Metrics;
import unrolled.train.Schedule;
import unrolled.train.SplitMix;
import unrolled.train.TrainingEvent;

/** The next number of a series, with early stopping; killed, it goes on where it was. */
final class Regress {
  private static final int STEPS = 20;

  private Regress() {}

  /** Returns the error on the last 180 numbers, in the unit of the series. */
  static double learn(double[] series, Path checkpoint, Consumer<TrainingEvent> listener) {
    Scaler scaler = Scaler.standard(Arrays.copyOf(series, 600));
    double[] z = Arrays.stream(series).map(scaler::scale).toArray();
    Batch<Matrix> train = Windows.cut(z, STEPS, STEPS, 600);
    Batch<Matrix> valid = Windows.cut(z, STEPS, 620, 800);
    Batch<Matrix> test = Windows.cut(z, STEPS, 820, 1000);
    SplitMix rng = new SplitMix(7);
    List<Lstm> layers = List.of(new Lstm(1, 16, rng), new Lstm(16, 16, rng));
    Model<Sequence, Matrix> model =
        new Model<>(Input.numbers(1), layers, Readout.LAST_STEP, 1, Loss.numbers(), rng)
            .dropout(0, 0.1, 0);
    model
        .fit(new Adam(Schedule.cosine(5e-3, 1e-5, 400)))
        .epochs(20)
        .clip(1)
        .validation(valid.inputs(), valid.targets())
        .patience(3)
        .checkpoint(checkpoint)
        .listener(listener)
        .on(train.inputs(), train.targets());
    return Metrics.rmse(model.predict(test.inputs()), test.targets()) * scaler.spread();
  }

  public static void main(String[] args) {
    double[] series = MackeyGlass.series(1000, 17, new SplitMix(5));
    System.out.printf("rmse %.5f%n", learn(series, Path.of(args[0]), event -> {}));
  }
}
