package unrolled.layer;

import java.util.Arrays;
import unrolled.matrix.Matrix;
import unrolled.nn.Mask;

/**
 * A batch of rows of class numbers, which may be of different lengths, in the order of a {@link
 * Sequence}: time first, padded with {@link Mask#PADDING}, which is no class.
 *
 * <pre>{@code
 * rows     {5, 2, 7}, {4}        N = 2, T = 3
 * ids      5 4 2 P 7 P             ids[t · N + n]
 * lengths  3 1
 * }</pre>
 */
public final class Tokens {
  private final int[] ids; // T·N
  private final Sequence shape;

  /** The class numbers {@code rows[n][t]}: one row for each sequence, none empty. */
  public Tokens(int[][] rows) {
    int[] lengths = Arrays.stream(rows).mapToInt(row -> row.length).toArray();
    int longest = Arrays.stream(lengths).max().orElse(0);
    shape = new Sequence(longest, rows.length, 0).withLengths(lengths);
    ids = new int[longest * rows.length];
    Arrays.fill(ids, Mask.PADDING);
    for (int n = 0; n < rows.length; n++) {
      for (int t = 0; t < lengths[n]; t++) {
        ids[t * rows.length + n] = rows[n][t];
      }
    }
  }

  /**
   * The class numbers (T·N), for an embedding to look up or a loss to compare with; {@link
   * Mask#PADDING} where a row has ended.
   */
  public int[] ids() {
    return ids.clone();
  }

  /** For each of {@link #ids} whether it is real and not padding. */
  public boolean[] real() {
    return shape.real();
  }

  /** The sequence of {@code features} (T·N × F), one row for each id, with the rows' lengths. */
  public Sequence sequence(Matrix features) {
    return shape.withFlat(features);
  }
}
