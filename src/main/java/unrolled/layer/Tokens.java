package unrolled.layer;

import java.util.Arrays;
import unrolled.matrix.Matrix;
import unrolled.nn.Embedding;
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
 *
 * <p>One object can read batch after batch, in the same storage: {@link #read}. The sequences that
 * it makes of a batch are lent until it reads the next.
 */
public final class Tokens {
  private final Sequence shape = Sequence.toLend();
  private final Lender numbers =
      new Lender("the numbers of these tokens were overwritten by the next batch; keep a copy()");
  private int[] ids = {}; // T·N, or longer

  /** No rows yet, see {@link #read}. */
  public Tokens() {}

  /** The class numbers {@code rows[n][t]}: one row for each sequence, none empty. */
  public Tokens(int[][] rows) {
    read(rows);
  }

  /**
   * Reads the class numbers {@code rows[n][t]}: one row for each sequence, none empty.
   *
   * @throws IllegalArgumentException if a row is empty or padded; the rows before stay then
   */
  public Tokens read(int[][] rows) {
    for (int n = 0; n < rows.length; n++) {
      if (rows[n] != null && rows[n].length == 0) {
        throw new IllegalArgumentException(
            "Tokens: row %d of %d is empty; expected at least one token in each row"
                .formatted(n, rows.length));
      }
    }
    return readChunk(rows);
  }

  /**
   * The same for a chunk of longer rows, as {@link Sequence#chunk} is for numbers: a row that has
   * ended before is empty, and a layer hands its state on as it is. One row at least goes on.
   */
  public Tokens readChunk(int[][] rows) {
    int longest = check(rows);
    int size = longest * rows.length;
    if (ids.length < size) {
      ids = Room.ids(size);
    }
    shape.shape(rows);
    Arrays.fill(ids, 0, size, Mask.PADDING);
    for (int n = 0; n < rows.length; n++) {
      for (int t = 0; t < rows[n].length; t++) {
        ids[shape.row(t, n)] = rows[n][t];
      }
    }
    return this;
  }

  /** Refuses what cannot be read; returns the length of the longest row. */
  private static int check(int[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("Tokens: expected at least one row, got none");
    }
    int longest = 0;
    for (int n = 0; n < rows.length; n++) {
      if (rows[n] == null) {
        throw new IllegalArgumentException(
            "Tokens: row %d of %d is null; expected its tokens".formatted(n, rows.length));
      }
      longest = Math.max(longest, rows[n].length);
      for (int t = 0; t < rows[n].length; t++) {
        if (rows[n][t] == Mask.PADDING) {
          throw new IllegalArgumentException(
              "Tokens: row %d is padded at step %d; give each row in its own length"
                  .formatted(n, t));
        }
      }
    }
    if (longest == 0) {
      throw new IllegalArgumentException(
          "Tokens: all of the %d rows are empty; expected at least one token"
              .formatted(rows.length));
    }
    if ((long) longest * rows.length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Tokens: %,d rows of up to %,d steps are too many for one batch; take fewer at once"
              .formatted(rows.length, longest));
    }
    return longest;
  }

  /** T·N, the number of ids, those of padding counted. */
  public int size() {
    return shape.steps() * shape.batch();
  }

  /**
   * The class numbers (T·N), for an embedding to look up or a loss to compare with; {@link
   * Mask#PADDING} where a row has ended. A copy.
   */
  public int[] ids() {
    return Arrays.copyOf(ids, size());
  }

  /** As {@link #ids}, without the copy: it may be longer, and the next {@link #read} changes it. */
  public int[] storage() {
    return ids;
  }

  /** For each of {@link #ids} whether it is real and not padding. */
  public boolean[] real() {
    return shape.real();
  }

  /** Refuses answers for {@code xs}, a row for each sequence, if one is not as long as that. */
  public void requireLengths(Sequence xs) {
    if (shape.batch() != xs.batch()) {
      throw new IllegalArgumentException(
          "%d rows have %d rows of answers".formatted(xs.batch(), shape.batch()));
    }
    for (int n = 0; n < xs.batch(); n++) {
      if (shape.length(n) != xs.length(n)) {
        throw new IllegalArgumentException(
            "row %d has %d steps and %d answers".formatted(n, xs.length(n), shape.length(n)));
      }
    }
  }

  /**
   * Refuses a number that is none of 0 to {@code classes} − 1.
   *
   * @param what it is, for the message: {@code "input: token"}
   */
  public void requireBelow(int classes, String what) {
    for (int t = 0; t < shape.steps(); t++) {
      for (int n = 0; n < shape.batch(); n++) {
        int id = ids[shape.row(t, n)];
        if (shape.isReal(t, n) && (id < 0 || id >= classes)) {
          throw new IllegalArgumentException(
              "%s %d in row %d at step %d; expected 0 to %d"
                  .formatted(what, id, n, t, classes - 1));
        }
      }
    }
  }

  /** The sequence of {@code features} (T·N × F), one row for each id, with the rows' lengths. */
  public Sequence sequence(Matrix features) {
    return shape.withFlat(features);
  }

  /** Unit vectors (T × N × K), of {@code classes} classes; zeros for padding. Lent. */
  public Sequence oneHot(int classes) {
    requireBelow(classes, "input: token");
    Sequence units = numbers.lend(shape, classes);
    double[] to = units.flat().storage();
    int rows = size();
    Arrays.fill(to, 0, rows * classes, 0);
    for (int row = 0; row < rows; row++) {
      if (ids[row] != Mask.PADDING) {
        to[row * classes + ids[row]] = 1;
      }
    }
    return units;
  }

  /** The vectors of {@code embedding} (T × N × D); zeros for padding. Lent. */
  public Sequence vectors(Embedding embedding) {
    requireBelow(embedding.W.value.rows(), "input: token");
    Sequence vectors = numbers.lend(shape, embedding.W.value.cols());
    embedding.forward(ids, vectors.flat());
    return vectors;
  }
}
