package unrolled.cell;

import static unrolled.nn.Activation.SIGMOID;
import static unrolled.nn.Activation.TANH;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.Initializer;
import unrolled.nn.Parameter;

/**
 * The gated recurrent unit, in the form of PyTorch, Keras and cuDNN: the reset gate acts
 * <em>after</em> the product with the recurrent weights. {@link GruResetBeforeCell} is the form of
 * the published paper; on the same weights the two give different numbers.
 *
 * <pre>{@code
 * forward
 *   u = x·Wx + b                                    (N × 3H), blocks r z n
 *   v = hPrev·Wh                                    (N × 3H)
 *   r = σ(ur + vr)          reset gate
 *   z = σ(uz + vz)          update gate: 1 keeps the old state, 0 takes the candidate
 *   q = vn + bhn            what the state says to the candidate
 *   n = tanh(un + r ⊙ q)    the candidate
 *   h = (1 − z) ⊙ n + z ⊙ hPrev                     (N × H)
 *
 * backward, given dh
 *   dn     = dh ⊙ (1 − z) ⊙ (1 − n²)                before the tanh
 *   dz     = dh ⊙ (hPrev − n) ⊙ z(1 − z)            before the σ
 *   dr     = dn ⊙ q ⊙ r(1 − r)                      before the σ
 *   dq     = dn ⊙ r
 *   du     = (dr, dz, dn)                           (N × 3H)
 *   dv     = (dr, dz, dq)                           (N × 3H)
 *   dWx   += xᵀ·du           db   += Σ over the batch of du
 *   dWh   += hPrevᵀ·dv       dbhn += Σ over the batch of dq
 *   dx     = du·Wxᵀ
 *   dhPrev = dv·Whᵀ + dh ⊙ z
 * }</pre>
 *
 * <p>Cho and others, "Learning phrase representations using RNN encoder-decoder", 2014, in its
 * first preprint (arXiv 1406.1078v1); the second bias inside the reset gate is cuDNN's.
 */
public final class GruCell implements Cell<HiddenState> {
  public final Parameter Wx; // (D × 3H)
  public final Parameter Wh; // (H × 3H)
  public final Parameter b; // (1 × 3H)
  public final Parameter bhn; // (1 × H), the candidate's second bias, inside the reset gate
  private final int H;

  /** Weights and biases uniform on ±1/√H, as in PyTorch. */
  public GruCell(int inputSize, int hiddenSize, RandomGenerator rng) {
    Initializer uniform = Initializer.uniform(1 / Math.sqrt(hiddenSize));
    H = hiddenSize;
    Wx = new Parameter("Wx", uniform.create(inputSize, 3 * H, rng));
    Wh = new Parameter("Wh", uniform.create(H, 3 * H, rng));
    b = new Parameter("b", uniform.create(1, 3 * H, rng));
    bhn = new Parameter("bhn", uniform.create(1, H, rng));
  }

  /** The step keeps r z n q (N × 4H). */
  @Override
  public Step<HiddenState> forward(Matrix x, HiddenState previous) {
    Matrix hPrev = previous.h();
    Matrix u = x.matmul(Wx.value).plusRow(b.value);
    Matrix v = hPrev.matmul(Wh.value);
    Matrix r = SIGMOID.of(u.columns(0, H).plus(v.columns(0, H)));
    Matrix z = SIGMOID.of(u.columns(H, 2 * H).plus(v.columns(H, 2 * H)));
    Matrix q = v.columns(2 * H, 3 * H).plusRow(bhn.value);
    Matrix n = TANH.of(u.columns(2 * H, 3 * H).plus(r.hadamard(q)));
    Matrix h = n.plus(z.hadamard(hPrev.minus(n)));
    return new Step<>(x, previous, new HiddenState(h), Matrix.beside(r, z, n, q));
  }

  @Override
  public StepGradient<HiddenState> backward(HiddenState dState, Step<HiddenState> step) {
    Matrix x = step.x();
    Matrix hPrev = step.previous().h();
    Matrix r = step.gates().columns(0, H);
    Matrix z = step.gates().columns(H, 2 * H);
    Matrix n = step.gates().columns(2 * H, 3 * H);
    Matrix q = step.gates().columns(3 * H, 4 * H);
    Matrix dh = dState.h();
    Matrix dn = TANH.backward(dh.minus(dh.hadamard(z)), n);
    Matrix dz = SIGMOID.backward(dh.hadamard(hPrev.minus(n)), z);
    Matrix dr = SIGMOID.backward(dn.hadamard(q), r);
    Matrix dq = dn.hadamard(r);
    Matrix du = Matrix.beside(dr, dz, dn);
    Matrix dv = Matrix.beside(dr, dz, dq);
    Wx.grad.addTransposedMatmul(x, du);
    b.grad.addInPlace(du.sumRows());
    Wh.grad.addTransposedMatmul(hPrev, dv);
    bhn.grad.addInPlace(dq.sumRows());
    Matrix dx = new Matrix(x.rows(), x.cols()).addMatmulTransposed(du, Wx.value);
    Matrix dhPrev = dh.hadamard(z).addMatmulTransposed(dv, Wh.value);
    return new StepGradient<>(dx, new HiddenState(dhPrev));
  }

  @Override
  public HiddenState zeroState(int batch) {
    return new HiddenState(new Matrix(batch, H));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Wx, Wh, b, bhn);
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
