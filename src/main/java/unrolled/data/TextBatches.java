package unrolled.data;

import java.util.Arrays;

/**
 * A long text cut for training: N rows that each read on through their own part of it, T tokens at
 * a time.
 *
 * <pre>{@code
 * text   a b c d e f g h i j k l m        N = 2, T = 3
 * row 0  a b c | d e f                    targets  b c d | e f g
 * row 1  g h i | j k l                    targets  h i j | k l m
 * }</pre>
 *
 * <p>Row n of one batch goes on as row n of the next, so the state after a batch is the right state
 * to begin the next one with.
 */
public final class TextBatches {
  private final int[] text;
  private final int rows;
  private final int steps;
  private final int stride; // tokens that belong to one row

  /**
   * Batches of {@code rows} rows and {@code steps} steps; what does not fill a batch is left out.
   */
  public TextBatches(int[] text, int rows, int steps) {
    this.text = text;
    this.rows = rows;
    this.steps = steps;
    if (rows < 1 || steps < 1 || text.length - 1 < (long) rows * steps) {
      throw new IllegalArgumentException(
          "TextBatches: %d rows of %d steps need %d tokens, got %d"
              .formatted(rows, steps, (long) rows * steps + 1, text.length));
    }
    this.stride = (text.length - 1) / rows;
  }

  /**
   * What is read, and what comes next at each place.
   *
   * @param inputs {@code inputs[n][t]}, N rows of T tokens
   * @param targets the same, one token further on
   */
  public record Batch(int[][] inputs, int[][] targets) {}

  /** Batches in one pass over the text. */
  public int size() {
    return stride / steps;
  }

  /** Batch {@code index}, from 0 to size − 1. */
  public Batch batch(int index) {
    if (index < 0 || index >= size()) {
      throw new IllegalArgumentException("batch %d of %d".formatted(index, size()));
    }
    int[][] inputs = new int[rows][];
    int[][] targets = new int[rows][];
    for (int n = 0; n < rows; n++) {
      int from = n * stride + index * steps;
      inputs[n] = Arrays.copyOfRange(text, from, from + steps);
      targets[n] = Arrays.copyOfRange(text, from + 1, from + steps + 1);
    }
    return new Batch(inputs, targets);
  }
}
