package unrolled.layer;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Initializer;
import unrolled.nn.Parameter;

/**
 * What a decoder says, after a look back at the encoder's states at each of its steps.
 *
 * <pre>{@code
 * q_t = h_t·Wa                              (N × E)    so that h and e may differ in size
 * c_t = Attention(q_t, e_1 … e_S)           (N × E)
 * y_t = tanh((c_t, h_t)·Wc)                 (N × H)
 * }</pre>
 *
 * <p>Luong, Pham and Manning, "Effective approaches to attention-based neural machine translation",
 * 2015: their score "general" and their attentional hidden state.
 */
public final class LuongAttention {
  public final Parameter Wa; // (H × E)
  public final Parameter Wc; // ((E + H) × H)

  /**
   * For a decoder with outputs of {@code hiddenSize} and an encoder with outputs of {@code
   * encoderSize}; weights uniform on ±1/√rows.
   */
  public LuongAttention(int hiddenSize, int encoderSize, RandomGenerator rng) {
    Wa = weight("Wa", hiddenSize, encoderSize, rng);
    Wc = weight("Wc", encoderSize + hiddenSize, hiddenSize, rng);
  }

  private static Parameter weight(String name, int rows, int cols, RandomGenerator rng) {
    return new Parameter(name, Initializer.uniform(1 / Math.sqrt(rows)).create(rows, cols, rng));
  }

  /**
   * All that the backward pass needs.
   *
   * @param h what the decoder said (T × N × H)
   * @param looks where it looked: for a heat map, {@link Attention.Looks#heatMap}
   * @param joined contexts and h side by side (T·N × (E + H))
   * @param y the attentional states (T × N × H)
   */
  public record Seen(
      Sequence h, Sequence queries, Attention.Looks looks, Matrix joined, Sequence y) {}

  /** Looks at {@code states} (S × N × E) from each step of {@code h} (T × N × H). */
  public Seen forward(Sequence h, Sequence states) {
    Sequence queries = h.withFlat(h.flat().matmul(Wa.value));
    Attention.Looks looks = Attention.forward(queries, states);
    Matrix joined = Matrix.beside(looks.contexts().flat(), h.flat());
    Sequence y = h.withFlat(Activation.TANH.of(joined.matmul(Wc.value)));
    return new Seen(h, queries, looks, joined, y);
  }

  /**
   * Returns dh (T × N × H), adds to {@code dStates} (S × N × E) and to the gradients of the
   * weights.
   *
   * @param dy the gradient with respect to y (T·N × H)
   */
  public Matrix backward(Matrix dy, Seen seen, Sequence states, Sequence dStates) {
    Matrix dz = Activation.TANH.backward(dy, seen.y().flat());
    Wc.grad.addTransposedMatmul(seen.joined(), dz);
    Matrix dJoined = new Matrix(dz.rows(), seen.joined().cols()).addMatmulTransposed(dz, Wc.value);
    int E = states.features();
    Sequence dContexts = seen.h().withFlat(dJoined.columns(0, E));
    Sequence dQueries =
        Attention.backward(dContexts, seen.looks(), seen.queries(), states, dStates);
    Wa.grad.addTransposedMatmul(seen.h().flat(), dQueries.flat());
    return dJoined.columns(E, dJoined.cols()).addMatmulTransposed(dQueries.flat(), Wa.value);
  }

  public List<Parameter> parameters() {
    return List.of(Wa, Wc);
  }
}
