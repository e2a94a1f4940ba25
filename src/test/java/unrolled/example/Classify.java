package unrolled.example;

import java.util.Arrays;
import java.util.List;
import unrolled.layer.Bidirectional;
import unrolled.layer.Gru;
import unrolled.model.Examples;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.train.Adam;
import unrolled.train.SplitMix;

/** Of which of two symbols a row has more, or of both as many: rows of different lengths. */
final class Classify {
  private static final int K = 6;

  private final SplitMix rng = new SplitMix(3);

  /** Returns the share of new rows that are classified rightly. */
  double learn(Readout readout, int epochs) {
    Bidirectional<?> layer = new Bidirectional<>(new Gru(8, 24, rng), new Gru(8, 24, rng));
    Model<int[][], int[]> model =
        new Model<>(Input.embedded(K, 8, rng), List.of(layer), readout, 3, Loss.classes(), rng);
    model.fit(new Adam(5e-3)).epochs(epochs).clip(1).on(100, step -> draw(32));
    Examples<int[][], int[]> test = draw(500);
    return model.evaluate(test.inputs(), test.targets()).accuracy();
  }

  private Examples<int[][], int[]> draw(int count) {
    int[][] rows = new int[count][];
    Arrays.setAll(rows, n -> rng.ints(1 + rng.nextInt(15), 0, K).toArray());
    int[] classes = Arrays.stream(rows).mapToInt(Classify::classOf).toArray();
    return new Examples<>(rows, classes);
  }

  private static int classOf(int[] row) {
    int more = Arrays.stream(row).map(id -> id == 0 ? 1 : id == 1 ? -1 : 0).sum();
    return more > 0 ? 0 : more < 0 ? 1 : 2;
  }

  public static void main(String[] args) {
    for (Readout readout : List.of(Readout.LAST_STEP, Readout.MEAN)) {
      System.out.printf("%s: accuracy %.3f%n", readout, new Classify().learn(readout, 6));
    }
  }
}
