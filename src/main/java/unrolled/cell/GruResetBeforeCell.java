package unrolled.cell;

import static unrolled.nn.Activation.SIGMOID;
import static unrolled.nn.Activation.TANH;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.Initializer;
import unrolled.nn.Parameter;

/**
 * The gated recurrent unit of the published paper: the reset gate acts on the state <em>before</em>
 * the product with the recurrent weights. {@link GruCell} is the form that PyTorch computes.
 *
 * <pre>{@code
 * forward
 *   u = x·Wx + b                                    (N × 3H), blocks r z n
 *   r = σ(ur + hPrev·Whr)   reset gate
 *   z = σ(uz + hPrev·Whz)   update gate: 1 keeps the old state, 0 takes the candidate
 *   s = r ⊙ hPrev           the state that the candidate sees
 *   n = tanh(un + s·Whn)    the candidate
 *   h = (1 − z) ⊙ n + z ⊙ hPrev                     (N × H)
 *
 * backward, given dh
 *   dn     = dh ⊙ (1 − z) ⊙ (1 − n²)                before the tanh
 *   dz     = dh ⊙ (hPrev − n) ⊙ z(1 − z)            before the σ
 *   ds     = dn·Whnᵀ
 *   dr     = ds ⊙ hPrev ⊙ r(1 − r)                  before the σ
 *   du     = (dr, dz, dn)                           (N × 3H)
 *   dWx   += xᵀ·du           db += Σ over the batch of du
 *   dWh   += (hPrevᵀ·dr, hPrevᵀ·dz, sᵀ·dn)          (H × 3H)
 *   dx     = du·Wxᵀ
 *   dhPrev = dr·Whrᵀ + dz·Whzᵀ + ds ⊙ r + dh ⊙ z
 * }</pre>
 *
 * <p>Cho and others, "Learning phrase representations using RNN encoder-decoder", EMNLP 2014. The
 * update gate has the polarity of that paper and of PyTorch; some texts swap z and 1 − z.
 */
public final class GruResetBeforeCell implements Cell<HiddenState> {
  public final Parameter Wx; // (D × 3H)
  public final Parameter Wh; // (H × 3H)
  public final Parameter b; // (1 × 3H)
  private final int H;

  /** Weights and biases uniform on ±1/√H. */
  public GruResetBeforeCell(int inputSize, int hiddenSize, RandomGenerator rng) {
    Initializer uniform = Initializer.uniform(1 / Math.sqrt(hiddenSize));
    H = hiddenSize;
    Wx = new Parameter("Wx", uniform.create(inputSize, 3 * H, rng));
    Wh = new Parameter("Wh", uniform.create(H, 3 * H, rng));
    b = new Parameter("b", uniform.create(1, 3 * H, rng));
  }

  /** The step keeps r z n (N × 3H). */
  @Override
  public Step<HiddenState> forward(Matrix x, HiddenState previous) {
    Matrix hPrev = previous.h();
    Matrix u = x.matmul(Wx.value).plusRow(b.value);
    Matrix v = hPrev.matmul(Wh.value.columns(0, 2 * H));
    Matrix r = SIGMOID.of(u.columns(0, H).plus(v.columns(0, H)));
    Matrix z = SIGMOID.of(u.columns(H, 2 * H).plus(v.columns(H, 2 * H)));
    Matrix s = r.hadamard(hPrev);
    Matrix n = TANH.of(u.columns(2 * H, 3 * H).plus(s.matmul(Wh.value.columns(2 * H, 3 * H))));
    Matrix h = n.plus(z.hadamard(hPrev.minus(n)));
    return new Step<>(x, previous, new HiddenState(h), Matrix.beside(r, z, n));
  }

  @Override
  public StepGradient<HiddenState> backward(HiddenState dState, Step<HiddenState> step) {
    Matrix x = step.x();
    Matrix hPrev = step.previous().h();
    Matrix r = step.gates().columns(0, H);
    Matrix z = step.gates().columns(H, 2 * H);
    Matrix n = step.gates().columns(2 * H, 3 * H);
    Matrix s = r.hadamard(hPrev);
    Matrix dh = dState.h();
    Matrix dn = TANH.backward(dh.minus(dh.hadamard(z)), n);
    Matrix dz = SIGMOID.backward(dh.hadamard(hPrev.minus(n)), z);
    Matrix ds = dn.matmul(Wh.value.columns(2 * H, 3 * H).transpose());
    Matrix dr = SIGMOID.backward(ds.hadamard(hPrev), r);
    Matrix du = Matrix.beside(dr, dz, dn);
    Matrix gates = Matrix.beside(dr, dz);
    Wx.grad.addTransposedMatmul(x, du);
    b.grad.addInPlace(du.sumRows());
    Wh.grad.addInPlace(Matrix.beside(hPrev.transpose().matmul(gates), s.transpose().matmul(dn)));
    Matrix dx = new Matrix(x.rows(), x.cols()).addMatmulTransposed(du, Wx.value);
    Matrix dhPrev = dh.hadamard(z).plus(ds.hadamard(r));
    dhPrev.addMatmulTransposed(gates, Wh.value.columns(0, 2 * H));
    return new StepGradient<>(dx, new HiddenState(dhPrev));
  }

  @Override
  public HiddenState zeroState(int batch) {
    return new HiddenState(new Matrix(batch, H));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Wx, Wh, b);
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
