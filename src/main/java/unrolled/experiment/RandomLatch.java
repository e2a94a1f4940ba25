package unrolled.experiment;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import unrolled.cell.Cell;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.data.Batch;
import unrolled.data.LatchTask;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * How many networks solve the latch without learning anything: weights are drawn at random, and the
 * sign of the first unit at the end is the answer. A network solves it if all answers are right, or
 * all wrong, since a read-out could turn the sign round.
 *
 * <p>Hochreiter and Schmidhuber, "Guessing can outperform many long time lag algorithms", 1996.
 */
public final class RandomLatch {
  private RandomLatch() {}

  /**
   * What is tried.
   *
   * @param networks how many of each kind
   * @param units of each network
   * @param spread weights and biases are uniform on ±spread
   * @param steps of the latch
   * @param sequences that a network has to get right
   */
  public record Settings(int networks, int units, double spread, int steps, int sequences) {}

  /** 2,000 networks of two units, weights within ±10, the latch over 20 steps, 50 sequences. */
  public static Settings settings() {
    return new Settings(2_000, 2, 10, 20, 50);
  }

  /**
   * The networks that solve it.
   *
   * @param rnn how many tanh RNNs
   * @param lstm how many LSTMs
   * @param networks of how many
   */
  public record Result(int rnn, int lstm, int networks) {}

  /** Draws the networks and the sequences from {@code seed}, and counts. */
  public static Result run(Settings settings, long seed) {
    Batch<int[]> batch =
        new LatchTask(settings.steps()).draw(settings.sequences(), new Random(seed));
    return new Result(
        solved(settings, seed, batch, rng -> new RnnCell(1, settings.units(), rng)),
        solved(settings, seed, batch, rng -> new LstmCell(1, settings.units(), rng)),
        settings.networks());
  }

  private static int solved(
      Settings settings, long seed, Batch<int[]> batch, Function<Random, Cell<?>> kind) {
    Random seeds = new Random(seed);
    return (int)
        LongStream.generate(seeds::nextLong)
            .limit(settings.networks())
            .filter(
                one -> {
                  Random rng = new Random(one);
                  Cell<?> cell = kind.apply(rng);
                  for (Parameter p : cell.parameters())
                    Arrays.setAll(
                        p.value.data(), k -> settings.spread() * (2 * rng.nextDouble() - 1));
                  return solves(cell, batch);
                })
            .count();
  }

  private static <S extends State<S>> boolean solves(Cell<S> cell, Batch<int[]> batch) {
    Matrix h = new Unrolled<>(cell).forward(batch.inputs()).last().h();
    int right = 0;
    for (int n = 0; n < h.rows(); n++) if (h.get(n, 0) > 0 == (batch.targets()[n] == 1)) right++;
    return right == 0 || right == h.rows();
  }
}
