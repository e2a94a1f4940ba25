package unrolled.data;

import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;

/**
 * Copy memory: some symbols are shown, then nothing for a while, then they must be repeated.
 *
 * <pre>{@code
 * S = 3, gap = 4, K = 8 symbols 0 … 7; _ is the blank (class K), ? the sign to begin (input K + 1)
 * input    5 2 7 _ _ _ ? _ _ _          gap + 2·S steps
 * answer   _ _ _ _ _ _ _ 5 2 7
 * }</pre>
 *
 * <p>Baseline: the blank with certainty until the sign, then every symbol equally likely: S·ln K /
 * (gap + 2·S) nats per step. Arjovsky, Shah and Bengio, "Unitary evolution recurrent neural
 * networks", 2016, where the gap is called T.
 *
 * @param symbols K, at least 2
 * @param length S, how many must be copied
 * @param gap steps between the last symbol shown and the first to be said
 */
public record CopyTask(int symbols, int length, int gap) implements Task<int[]> {
  public CopyTask {
    Draws.atLeast("CopyTask", "symbols", symbols, 2);
    Draws.atLeast("CopyTask", "length", length, 1);
    Draws.atLeast("CopyTask", "gap", gap, 1);
  }

  /** Of an example: gap + 2·S. */
  public int steps() {
    return gap + 2 * length;
  }

  @Override
  public Batch<int[]> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("CopyTask", steps(), count, inputSize());
    int[] answers = new int[steps() * count];
    for (int n = 0; n < count; n++) {
      int[] shown = Draws.classes(length, symbols, rng);
      for (int t = 0; t < steps(); t++) {
        int input = t < length ? shown[t] : t == length + gap - 1 ? symbols + 1 : symbols;
        xs.set(t, n, input, 1);
        answers[t * count + n] = t < length + gap ? symbols : shown[t - length - gap];
      }
    }
    return new Batch<>(xs, answers);
  }

  @Override
  public int inputSize() {
    return symbols + 2;
  }

  @Override
  public int outputSize() {
    return symbols + 1;
  }

  /** S·ln K / (gap + 2·S), of copying by guessing. */
  @Override
  public double baseline() {
    return length * Math.log(symbols) / steps();
  }
}
