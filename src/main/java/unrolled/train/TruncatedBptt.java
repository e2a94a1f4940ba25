package unrolled.train;

import java.util.stream.IntStream;

/**
 * Backpropagation through time in chunks: the state flows from chunk to chunk, the gradient stops
 * at the first step of each.
 *
 * <pre>{@code
 * s_0 → | x_1 … x_k | → s_k → | x_(k+1) … x_2k | → s_2k → …
 *       ← backward             ← backward
 * }</pre>
 *
 * <p>Memory and the reach of the gradient are those of a chunk, not of the sequence; what happened
 * before a chunk is remembered, but not learnt. A chunk as long as the sequence is plain
 * backpropagation through time. Williams and Peng, "An efficient gradient-based algorithm for
 * on-line training of recurrent network trajectories", 1990.
 */
public final class TruncatedBptt {
  private final int chunk;

  /** With {@code chunk} steps a chunk; the last one of a sequence may be shorter. */
  public TruncatedBptt(int chunk) {
    Positive.require("TruncatedBptt", "chunk", chunk);
    this.chunk = chunk;
  }

  /**
   * What a chunk cost, and where it ended.
   *
   * @param loss the mean over its real steps
   * @param last the state after its last step; hand it on to read what follows
   */
  public record Read<S>(double loss, S last) {}

  /**
   * One forward and backward pass over the steps {@code from} to {@code to} − 1, such as {@code
   * Model.learn} gives.
   *
   * @param <S> the state handed on
   */
  @FunctionalInterface
  public interface Chunk<S> {
    /**
     * Starts in {@code initial} as a constant, and returns the mean loss of its real steps. Of rows
     * of different lengths, {@code Sequence.chunk(from, to)} is what a layer should read: a row
     * that has ended adds nothing there, and keeps the state in which it ended.
     */
    Read<S> learn(int from, int to, S initial);
  }

  /**
   * Reads sequences of {@code steps} steps. Gradients add up over the chunks, each that of its own
   * mean loss, unless {@code learner} takes a step of an optimizer after every chunk.
   *
   * @return the mean loss of all steps, and the state after the last
   */
  public <S> Read<S> learn(int steps, S initial, Chunk<S> learner) {
    return learn(new int[] {steps}, initial, learner);
  }

  /**
   * The same for rows of these lengths, each at least 1, up to the end of the longest.
   *
   * @return the mean loss of all real steps, and the state after the last of each row
   */
  public <S> Read<S> learn(int[] lengths, S initial, Chunk<S> learner) {
    Positive.require("TruncatedBptt", "the number of rows", lengths.length);
    for (int length : lengths) {
      Positive.require("TruncatedBptt", "the number of steps", length);
    }
    int longest = IntStream.of(lengths).max().getAsInt();
    int step = Math.min(chunk, longest);
    double sum = 0;
    S state = initial;
    for (int from = 0; from < longest; from += step) {
      int begin = from;
      int end = from + Math.min(step, longest - from);
      Read<S> read = learner.learn(begin, end, state);
      sum += read.loss() * IntStream.of(lengths).mapToLong(n -> real(n, begin, end)).sum();
      state = read.last();
    }
    return new Read<>(sum / IntStream.of(lengths).asLongStream().sum(), state);
  }

  /** How many of these steps a row of this length has. */
  private static int real(int length, int from, int to) {
    return Math.max(0, Math.min(length, to) - from);
  }
}
