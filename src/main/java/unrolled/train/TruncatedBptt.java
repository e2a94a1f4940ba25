package unrolled.train;

import java.util.stream.IntStream;
import unrolled.cell.State;
import unrolled.layer.LanguageModel.Read;
import unrolled.matrix.Matrix;

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
   * One forward and backward pass over the steps {@code from} to {@code to} − 1, such as {@code
   * LanguageModel.learn}.
   *
   * @param <S> the state handed on
   */
  @FunctionalInterface
  public interface Chunk<S> {
    /** Starts in {@code initial} as a constant, and returns the mean loss of its steps. */
    Read<S> learn(int from, int to, S initial);
  }

  /**
   * Reads a sequence of {@code steps} steps. Gradients add up over the chunks, each that of its own
   * mean loss, unless {@code learner} takes a step of an optimizer after every chunk.
   *
   * @return the mean loss of all steps, and the state after the last
   */
  public <S> Read<S> learn(int steps, S initial, Chunk<S> learner) {
    Positive.require("TruncatedBptt", "the number of steps", steps);
    double sum = 0;
    S state = initial;
    int step = Math.min(chunk, steps);
    for (int from = 0; from < steps; from += step) {
      int to = from + Math.min(step, steps - from);
      Read<S> read = learner.learn(from, to, state);
      sum += read.loss() * (to - from);
      state = read.last();
    }
    return new Read<>(sum / steps, state);
  }

  /**
   * One forward and backward pass over the steps {@code from} to {@code to} − 1 of those rows that
   * go on there.
   *
   * @param <S> the state handed on
   */
  @FunctionalInterface
  public interface RaggedChunk<S> {
    /**
     * Reads rows {@code rows} only, of which some may end before {@code to}.
     *
     * @param initial the states of these rows, in their order
     * @return the mean loss of the real steps, and the states after the last one of each row
     */
    Read<S> learn(int from, int to, int[] rows, S initial);
  }

  /**
   * The same for rows of different lengths: a row that has ended is not read any more, and keeps
   * the state in which it ended.
   *
   * @param lengths of the rows, each at least 1
   * @return the mean loss of all real steps, and the state after the last of each row
   */
  public <S extends State<S>> Read<S> learn(int[] lengths, S initial, RaggedChunk<S> learner) {
    Positive.require("TruncatedBptt", "the number of rows", lengths.length);
    for (int length : lengths) {
      Positive.require("TruncatedBptt", "the length of a row", length);
    }
    int longest = IntStream.of(lengths).max().getAsInt();
    int step = Math.min(chunk, longest);
    S state = initial.map(Matrix::copy);
    double sum = 0;
    for (int from = 0; from < longest; from += step) {
      int begin = from;
      int end = from + Math.min(step, longest - from);
      int[] rows = IntStream.range(0, lengths.length).filter(n -> lengths[n] > begin).toArray();
      int real = IntStream.of(rows).map(n -> Math.min(lengths[n], end) - begin).sum();
      Read<S> read = learner.learn(begin, end, rows, state.map(m -> m.pick(rows)));
      sum += read.loss() * real;
      for (int i = 0; i < state.size(); i++) {
        state.part(i).put(rows, read.last().part(i));
      }
    }
    return new Read<>(sum / IntStream.of(lengths).asLongStream().sum(), state);
  }
}
