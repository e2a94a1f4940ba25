package unrolled.layer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Dense;
import unrolled.nn.Parameter;

/**
 * The way from the last state of an encoder to the first of a decoder.
 *
 * @param <E> the state of the encoder
 * @param <S> the state of the decoder
 */
public interface Bridge<E extends State<E>, S extends State<S>> {
  /** The first state of the decoder. The backward pass is that of the last call. */
  S forward(E last);

  /** The gradient with respect to the encoder's last state; adds to those of the parameters. */
  E backward(S dFirst);

  List<Parameter> parameters();

  /** The state as it is, where both have states of one kind and size. */
  static <S extends State<S>> Bridge<S, S> same() {
    return new Bridge<>() {
      @Override
      public S forward(S last) {
        return last;
      }

      @Override
      public S backward(S dFirst) {
        return dFirst;
      }

      @Override
      public List<Parameter> parameters() {
        return List.of();
      }
    };
  }

  /**
   * A learnt map, for states of any two kinds: a bidirectional encoder before a decoder that reads
   * one way.
   *
   * <pre>{@code
   * part_i = tanh(all parts of the last state side by side · W_i + b_i)     (N × H)
   * }</pre>
   *
   * <p>Bahdanau, Cho and Bengio, "Neural machine translation by jointly learning to align and
   * translate", 2015, begin their decoder so.
   */
  static <E extends State<E>, S extends State<S>> Bridge<E, S> dense(
      Layer<E> encoder, Layer<S> decoder, RandomGenerator rng) {
    E last = encoder.zeroState(1);
    S first = decoder.zeroState(1);
    int width = last.parts().stream().mapToInt(Matrix::cols).sum();
    List<Dense> maps =
        first.parts().stream().map(part -> new Dense(width, part.cols(), rng)).toList();
    return new Bridge<>() {
      private Matrix x;
      private S y;

      @Override
      public S forward(E last) {
        Matrix all = Matrix.beside(last.parts().toArray(Matrix[]::new));
        if (all.cols() != width) {
          throw new IllegalArgumentException(
              "Bridge: made for an encoder with a state of %d numbers, got one of %d"
                  .formatted(width, all.cols()));
        }
        x = all;
        Iterator<Dense> next = maps.iterator();
        y = first.map(part -> Activation.TANH.of(next.next().forward(x)));
        return y.map(Matrix::copy);
      }

      @Override
      public E backward(S dFirst) {
        Matrix dx = new Matrix(x.rows(), x.cols());
        for (int i = 0; i < maps.size(); i++) {
          Matrix dz = Activation.TANH.backward(dFirst.part(i), y.part(i));
          dx.addInPlace(maps.get(i).backward(dz, x));
        }
        int[] at = {0};
        return last.map(part -> dx.columns(at[0], at[0] += part.cols()));
      }

      @Override
      public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        maps.forEach(map -> all.addAll(map.parameters()));
        return all;
      }
    };
  }
}
