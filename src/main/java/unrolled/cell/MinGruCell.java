package unrolled.cell;

import static unrolled.nn.Activation.SIGMOID;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.Initializer;
import unrolled.nn.Parameter;

/**
 * The minimal gated recurrent unit (minGRU): a GRU without its reset gate, whose update gate and
 * candidate see the input only. There is no Wh, and no squashing between two steps.
 *
 * <pre>{@code
 * forward
 *   u = x·Wx + b                                    (N × 2H), blocks z n
 *   z = σ(uz)               update gate: 1 takes the candidate, 0 keeps the old state
 *   n = un                  the candidate
 *   h = (1 − z) ⊙ hPrev + z ⊙ n                     (N × H)
 *
 * backward, given dh
 *   dz     = dh ⊙ (n − hPrev) ⊙ z(1 − z)            before the σ
 *   dn     = dh ⊙ z
 *   du     = (dz, dn)                               (N × 2H)
 *   dWx   += xᵀ·du           db += Σ over the batch of du
 *   dx     = du·Wxᵀ
 *   dhPrev = dh ⊙ (1 − z)
 * }</pre>
 *
 * <p>So h = a ⊙ hPrev + c, where neither a = 1 − z nor c = z ⊙ n needs hPrev: the gates of all
 * steps of a sequence are one product, and {@code unrolled.layer.Scan} can do the rest in any
 * grouping. The price: a lies between 0 and 1 and does not see the state, so the state before is
 * only ever scaled down, never turned over.
 *
 * <p>Feng, Tung, Ahmed, Bengio and Hajimirsadeghi, "Were RNNs all we needed?", 2024, arXiv
 * 2410.01201. The update gate has the polarity of that paper, the opposite of {@link GruCell}. The
 * paper also has a form that works with logarithms; its candidates are made positive for that, so
 * it is another network.
 */
public final class MinGruCell implements Cell<HiddenState> {
  public final Parameter Wx; // (D × 2H)
  public final Parameter b; // (1 × 2H)
  private final int H;

  /** Weights and biases uniform on ±1/√H, as in the other cells. */
  public MinGruCell(int inputSize, int hiddenSize, RandomGenerator rng) {
    Initializer uniform = Initializer.uniform(1 / Math.sqrt(hiddenSize));
    H = hiddenSize;
    Wx = new Parameter("Wx", uniform.create(inputSize, 2 * H, rng));
    b = new Parameter("b", uniform.create(1, 2 * H, rng));
  }

  /**
   * Sets every bias of the update gate and returns this cell. Near 0 the gate starts half open and
   * replaces half of the state at each step; a <em>negative</em> bias makes it keep more.
   */
  public MinGruCell withUpdateBias(double bias) {
    Arrays.fill(b.value.data(), 0, H, bias);
    return this;
  }

  /** The step keeps z n (N × 2H). */
  @Override
  public Step<HiddenState> forward(Matrix x, HiddenState previous) {
    Matrix hPrev = previous.h();
    Matrix u = x.matmul(Wx.value).plusRow(b.value);
    Matrix z = SIGMOID.of(u.columns(0, H));
    Matrix n = u.columns(H, 2 * H);
    Matrix h = hPrev.plus(z.hadamard(n.minus(hPrev)));
    return new Step<>(x, previous, new HiddenState(h), Matrix.beside(z, n));
  }

  @Override
  public StepGradient<HiddenState> backward(HiddenState dState, Step<HiddenState> step) {
    Matrix x = step.x();
    Matrix hPrev = step.previous().h();
    Matrix z = step.gates().columns(0, H);
    Matrix n = step.gates().columns(H, 2 * H);
    Matrix dh = dState.h();
    Matrix dz = SIGMOID.backward(dh.hadamard(n.minus(hPrev)), z);
    Matrix dn = dh.hadamard(z);
    Matrix du = Matrix.beside(dz, dn);
    Wx.grad.addTransposedMatmul(x, du);
    b.grad.addInPlace(du.sumRows());
    Matrix dx = new Matrix(x.rows(), x.cols()).addMatmulTransposed(du, Wx.value);
    return new StepGradient<>(dx, new HiddenState(dh.minus(dn)));
  }

  @Override
  public HiddenState zeroState(int batch) {
    return new HiddenState(new Matrix(batch, H));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Wx, b);
  }

  @Override
  public int inputSize() {
    return Wx.value.rows();
  }

  @Override
  public int hiddenSize() {
    return H;
  }

  @Override
  public String toString() {
    return Parameter.text(this, inputSize(), hiddenSize(), parameters());
  }
}
