package unrolled.cell;

import static unrolled.nn.Activation.SIGMOID;
import static unrolled.nn.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.Initializer;
import unrolled.nn.Parameter;

/**
 * The long short-term memory cell with a forget gate.
 *
 * <pre>{@code
 * forward
 *   z = x·Wx + hPrev·Wh + b                         (N × 4H), blocks i f g o
 *   i = σ(zi)      how much of the candidate is written
 *   f = σ(zf)      how much of the cell state is kept
 *   g = tanh(zg)   the candidate
 *   o = σ(zo)      how much of the cell state is let out
 *   c = f ⊙ cPrev + i ⊙ g                           (N × H)
 *   h = o ⊙ tanh(c)                                 (N × H)
 *
 * backward, given dh and dc
 *   do     = dh ⊙ tanh(c)
 *   dcell  = dc + dh ⊙ o ⊙ (1 − tanh²(c))
 *   di     = dcell ⊙ g
 *   df     = dcell ⊙ cPrev
 *   dg     = dcell ⊙ i
 *   dcPrev = dcell ⊙ f                              the short way back: no weight, no squashing
 *   dz     = (di ⊙ i(1−i), df ⊙ f(1−f), dg ⊙ (1−g²), do ⊙ o(1−o))     (N × 4H)
 *   dWx   += xᵀ·dz                                  (D × 4H)
 *   dWh   += hPrevᵀ·dz                              (H × 4H)
 *   db    += Σ over the batch of dz                 (1 × 4H)
 *   dx     = dz·Wxᵀ                                 (N × D)
 *   dhPrev = dz·Whᵀ                                 (N × H)
 * }</pre>
 *
 * <p>Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9, 1997, which had no
 * forget gate; it is by Gers, Schmidhuber and Cummins, "Learning to forget", 2000.
 */
public final class LstmCell implements Cell<LstmState> {
  public final Parameter Wx; // (D × 4H)
  public final Parameter Wh; // (H × 4H)
  public final Parameter b; // (1 × 4H)
  private final int H;

  /** Weights and biases uniform on ±1/√H, as in PyTorch. */
  public LstmCell(int inputSize, int hiddenSize, RandomGenerator rng) {
    Initializer uniform = Initializer.uniform(1 / Math.sqrt(hiddenSize));
    H = hiddenSize;
    Wx = new Parameter("Wx", uniform.create(inputSize, 4 * H, rng));
    Wh = new Parameter("Wh", uniform.create(H, 4 * H, rng));
    b = new Parameter("b", uniform.create(1, 4 * H, rng));
  }

  /**
   * Sets every bias of the forget gate and returns this cell. Near 0 the gate starts half open and
   * forgets half of the cell state at each step; a positive bias starts it more open. Jozefowicz,
   * Zaremba and Sutskever, "An empirical exploration of recurrent network architectures", 2015,
   * advise 1.
   */
  public LstmCell withForgetBias(double bias) {
    Arrays.fill(b.value.data(), H, 2 * H, bias);
    return this;
  }

  /**
   * Sets the biases for memories of up to {@code longest} steps and returns this cell: the forget
   * gates by {@link Initializer#chrono}, each input gate to the negative of its forget gate, the
   * rest to 0.
   */
  public LstmCell withChronoBias(double longest, RandomGenerator rng) {
    double[] forget = Initializer.chrono(longest).create(1, H, rng).data();
    Arrays.fill(b.value.data(), 0);
    for (int j = 0; j < H; j++) {
      b.value.data()[j] = -forget[j];
      b.value.data()[H + j] = forget[j];
    }
    return this;
  }

  /** The step keeps the gates i f g o (N × 4H). */
  @Override
  public Step<LstmState> forward(Matrix x, LstmState previous) {
    Matrix z = x.matmul(Wx.value).plus(previous.h().matmul(Wh.value)).plusRow(b.value);
    Matrix i = SIGMOID.of(z.columns(0, H));
    Matrix f = SIGMOID.of(z.columns(H, 2 * H));
    Matrix g = TANH.of(z.columns(2 * H, 3 * H));
    Matrix o = SIGMOID.of(z.columns(3 * H, 4 * H));
    Matrix c = f.hadamard(previous.c()).plus(i.hadamard(g));
    Matrix h = o.hadamard(TANH.of(c));
    return new Step<>(x, previous, new LstmState(h, c), Matrix.beside(i, f, g, o));
  }

  @Override
  public StepGradient<LstmState> backward(LstmState dState, Step<LstmState> step) {
    Matrix i = step.gates().columns(0, H);
    Matrix f = step.gates().columns(H, 2 * H);
    Matrix g = step.gates().columns(2 * H, 3 * H);
    Matrix o = step.gates().columns(3 * H, 4 * H);
    Matrix tanhC = TANH.of(step.state().c());
    Matrix dh = dState.h();
    Matrix dOut = dh.hadamard(tanhC);
    Matrix dCell = dState.c().plus(TANH.backward(dh.hadamard(o), tanhC));
    Matrix dcPrev = dCell.hadamard(f);
    Matrix dz =
        Matrix.beside(
            SIGMOID.backward(dCell.hadamard(g), i),
            SIGMOID.backward(dCell.hadamard(step.previous().c()), f),
            TANH.backward(dCell.hadamard(i), g),
            SIGMOID.backward(dOut, o));
    Matrix x = step.x();
    Matrix hPrev = step.previous().h();
    Wx.grad.addTransposedMatmul(x, dz);
    Wh.grad.addTransposedMatmul(hPrev, dz);
    b.grad.addInPlace(dz.sumRows());
    Matrix dx = new Matrix(x.rows(), x.cols()).addMatmulTransposed(dz, Wx.value);
    Matrix dhPrev = new Matrix(hPrev.rows(), H).addMatmulTransposed(dz, Wh.value);
    return new StepGradient<>(dx, new LstmState(dhPrev, dcPrev));
  }

  @Override
  public LstmState zeroState(int batch) {
    return new LstmState(new Matrix(batch, H), new Matrix(batch, H));
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
