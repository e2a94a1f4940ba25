package unrolled.model;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;
import unrolled.layer.Tokens;
import unrolled.nn.Embedding;
import unrolled.nn.Parameter;

/**
 * What a {@link Model} reads, and how it becomes numbers for the lowest layer.
 *
 * <pre>{@code
 * oneHot     int[n][t]    unit vectors, K wide
 * embedded   int[n][t]    learnt vectors, D wide
 * numbers    Sequence     as they are
 * }</pre>
 *
 * <p>Rows may be of different lengths.
 *
 * @param <X> {@code int[][]} or {@code Sequence}
 */
public interface Input<X> {
  /** The numbers that the lowest layer reads, with the lengths of the rows; may be lent. */
  Sequence forward(X inputs);

  /** Adds to the gradients of the parameters, given that of what {@link #forward} returned. */
  void backward(X inputs, Sequence dx);

  /** The number of features of each step. */
  int features();

  /** The number of sequences. */
  int count(X inputs);

  /** The sequences with these numbers. */
  X pick(X inputs, int... numbers);

  List<Parameter> parameters();

  /**
   * This input with storage of its own, which it reads batch after batch into: each model asks for
   * one. An input that keeps nothing is itself.
   */
  default Input<X> forOneModel() {
    return this;
  }

  /** The tokens 0 to K − 1, {@code tokens} of them, as unit vectors. */
  static Input<int[][]> oneHot(int tokens) {
    return new OneHot(tokens);
  }

  /** The tokens 0 to K − 1 as vectors of {@code features} numbers, which are learnt. */
  static Input<int[][]> embedded(int tokens, int features, RandomGenerator rng) {
    return embedded(new Embedding(tokens, features, rng));
  }

  /** The tokens as the vectors of {@code embedding}. */
  static Input<int[][]> embedded(Embedding embedding) {
    return new Embedded(embedding);
  }

  /** {@code features} numbers at each step. */
  static Input<Sequence> numbers(int features) {
    return new Numbers(features);
  }

  /** What the two kinds of tokens have in common. */
  abstract class OfTokens implements Input<int[][]> {
    final Tokens tokens = new Tokens();

    private OfTokens() {}

    @Override
    public int count(int[][] inputs) {
      return inputs.length;
    }

    @Override
    public int[][] pick(int[][] inputs, int... numbers) {
      return Arrays.stream(numbers).mapToObj(n -> inputs[n]).toArray(int[][]::new);
    }
  }

  /** See {@link #oneHot}. */
  final class OneHot extends OfTokens {
    private final int classes;

    private OneHot(int classes) {
      if (classes < 1) {
        throw new IllegalArgumentException(
            "Input.oneHot: expected at least one token, got " + classes);
      }
      this.classes = classes;
    }

    @Override
    public Sequence forward(int[][] inputs) {
      return tokens.readChunk(inputs).oneHot(classes);
    }

    @Override
    public void backward(int[][] inputs, Sequence dx) {}

    @Override
    public int features() {
      return classes;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Input<int[][]> forOneModel() {
      return new OneHot(classes);
    }
  }

  /** See {@link #embedded(Embedding)}. */
  final class Embedded extends OfTokens {
    private final Embedding embedding;

    private Embedded(Embedding embedding) {
      this.embedding = embedding;
    }

    @Override
    public Sequence forward(int[][] inputs) {
      return tokens.readChunk(inputs).vectors(embedding);
    }

    @Override
    public void backward(int[][] inputs, Sequence dx) {
      embedding.backwardFirst(dx.flat(), tokens.readChunk(inputs).storage());
    }

    @Override
    public int features() {
      return embedding.W.value.cols();
    }

    @Override
    public List<Parameter> parameters() {
      return embedding.parameters();
    }

    @Override
    public Input<int[][]> forOneModel() {
      return new Embedded(embedding);
    }
  }

  /** See {@link #numbers}. */
  record Numbers(int features) implements Input<Sequence> {
    public Numbers {
      if (features < 1) {
        throw new IllegalArgumentException(
            "Input.numbers: expected at least one number at each step, got " + features);
      }
    }

    @Override
    public Sequence forward(Sequence inputs) {
      return inputs;
    }

    @Override
    public void backward(Sequence inputs, Sequence dx) {}

    @Override
    public int count(Sequence inputs) {
      return inputs.batch();
    }

    @Override
    public Sequence pick(Sequence inputs, int... numbers) {
      return inputs.pick(numbers);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }
  }
}
