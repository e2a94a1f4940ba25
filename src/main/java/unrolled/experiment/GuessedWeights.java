package unrolled.experiment;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.data.Batch;
import unrolled.data.LatchTask;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;

/**
 * How many networks solve the latch without any training: their weights are guessed.
 *
 * <p>Hochreiter and Schmidhuber, "Bridging long time lags by weight guessing and Long Short-Term
 * Memory", 1996: a task that guessing solves says nothing about learning.
 */
public final class GuessedWeights {
  private static final double RANGE = 10;
  private static final int EXAMPLES = 50;

  private GuessedWeights() {}

  /**
   * @param tries networks whose weights are guessed
   * @param length steps of the latch
   */
  public record Settings(int tries, int length) {
    /** 2,000 networks, 20 steps. */
    public static Settings standard() {
      return new Settings(2_000, 20);
    }
  }

  /**
   * @param solved networks for which the sign of unit 0 at the end tells the bit apart, in all of
   *     50 examples
   */
  public record Result(int solved) {}

  /** What makes the cell that is guessed at, for one input. */
  public interface Maker {
    Cell<?> cell(RandomGenerator rng);
  }

  /** Guesses weights uniform on ±10 for the cells of {@code maker}. Half a second. */
  public static Result run(Maker maker, Settings settings, long seed) {
    Batch<int[]> examples = new LatchTask(settings.length()).draw(EXAMPLES, new Random(~seed));
    long first = seed * settings.tries();
    long solved =
        LongStream.range(first, first + settings.tries())
            .filter(guess -> solves(guessed(maker, new Random(guess)), examples))
            .count();
    return new Result(Math.toIntExact(solved));
  }

  private static Cell<?> guessed(Maker maker, Random rng) {
    Cell<?> cell = maker.cell(rng);
    cell.parameters()
        .forEach(
            p -> {
              double[] w = p.value.data();
              for (int i = 0; i < w.length; i++) {
                w[i] = RANGE * (2 * rng.nextDouble() - 1);
              }
            });
    return cell;
  }

  private static <S extends State<S>> boolean solves(Cell<S> cell, Batch<int[]> examples) {
    S last = new Unrolled<>(cell).forward(examples.inputs()).last();
    Matrix h = last.part(0);
    long right =
        IntStream.range(0, EXAMPLES)
            .filter(n -> h.get(n, 0) > 0 == (examples.targets()[n] == 1))
            .count();
    return right == EXAMPLES || right == 0;
  }
}
