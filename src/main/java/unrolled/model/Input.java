package unrolled.model;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;
import unrolled.layer.Tokens;
import unrolled.matrix.Matrix;
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
  /** The numbers that the lowest layer reads, with the lengths of the rows. */
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

  /** The tokens 0 to K − 1, {@code tokens} of them, as unit vectors. */
  static Input<int[][]> oneHot(int tokens) {
    return new OfTokens() {
      @Override
      public Sequence forward(int[][] inputs) {
        Tokens rows = new Tokens(inputs);
        int[] ids = rows.ids();
        boolean[] real = rows.real();
        Matrix m = new Matrix(ids.length, tokens);
        for (int i = 0; i < ids.length; i++) {
          if (real[i] && (ids[i] < 0 || ids[i] >= tokens)) {
            throw new IllegalArgumentException(
                "input: token %d in row %d at step %d; the tokens are 0 to %d"
                    .formatted(ids[i], i % inputs.length, i / inputs.length, tokens - 1));
          }
          if (real[i]) {
            m.set(i, ids[i], 1);
          }
        }
        return rows.sequence(m);
      }

      @Override
      public void backward(int[][] inputs, Sequence dx) {}

      @Override
      public int features() {
        return tokens;
      }

      @Override
      public List<Parameter> parameters() {
        return List.of();
      }
    };
  }

  /** The tokens 0 to K − 1 as vectors of {@code features} numbers, which are learnt. */
  static Input<int[][]> embedded(int tokens, int features, RandomGenerator rng) {
    return embedded(new Embedding(tokens, features, rng));
  }

  /** The tokens as the vectors of {@code embedding}. */
  static Input<int[][]> embedded(Embedding embedding) {
    return new OfTokens() {
      @Override
      public Sequence forward(int[][] inputs) {
        Tokens rows = new Tokens(inputs);
        return rows.sequence(embedding.forward(rows.ids()));
      }

      @Override
      public void backward(int[][] inputs, Sequence dx) {
        embedding.backward(dx.flat(), new Tokens(inputs).ids());
      }

      @Override
      public int features() {
        return embedding.W.value.cols();
      }

      @Override
      public List<Parameter> parameters() {
        return embedding.parameters();
      }
    };
  }

  /** {@code features} numbers at each step. */
  static Input<Sequence> numbers(int features) {
    return new Input<>() {
      @Override
      public Sequence forward(Sequence inputs) {
        return inputs;
      }

      @Override
      public void backward(Sequence inputs, Sequence dx) {}

      @Override
      public int features() {
        return features;
      }

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
    };
  }

  /** What the two kinds of tokens have in common. */
  abstract class OfTokens implements Input<int[][]> {
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
}
