package unrolled.cell;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Initializer;
import unrolled.nn.Parameter;

/**
 * The simple recurrent cell: one layer that sees the input and its own last output.
 *
 * <pre>{@code
 * forward
 *   z  = x·Wx + hPrev·Wh + b          (N × H)
 *   h  = tanh(z)                      (N × H)
 *
 * backward, given dh
 *   dz     = dh ⊙ (1 − h²)            (N × H)
 *   dWx   += xᵀ·dz                    (D × H)
 *   dWh   += hPrevᵀ·dz                (H × H)
 *   db    += Σ over the batch of dz   (1 × H)
 *   dx     = dz·Wxᵀ                   (N × D)
 *   dhPrev = dz·Whᵀ                   (N × H)
 * }</pre>
 *
 * <p>Elman, "Finding structure in time", Cognitive Science 14, 1990. The activation may be another
 * one; with ReLU and Wh the identity it is the IRNN of Le, Jaitly and Hinton, 2015.
 */
public final class RnnCell implements Cell<HiddenState> {
  public final Parameter Wx; // (D × H)
  public final Parameter Wh; // (H × H)
  public final Parameter b; // (1 × H)
  private final Activation activation;

  /** A tanh cell; weights uniform on ±1/√H, as in PyTorch. */
  public RnnCell(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(inputSize, hiddenSize, Activation.TANH, rng);
  }

  public RnnCell(int inputSize, int hiddenSize, Activation activation, RandomGenerator rng) {
    Initializer uniform = Initializer.uniform(1 / Math.sqrt(hiddenSize));
    this.activation = activation;
    Wx = new Parameter("Wx", uniform.create(inputSize, hiddenSize, rng));
    Wh = new Parameter("Wh", uniform.create(hiddenSize, hiddenSize, rng));
    b = new Parameter("b", uniform.create(1, hiddenSize, rng));
  }

  /** The step keeps no gates: h is enough. */
  @Override
  public Step<HiddenState> forward(Matrix x, HiddenState previous) {
    Matrix hPrev = previous.h();
    Matrix z = x.matmul(Wx.value).plus(hPrev.matmul(Wh.value)).plusRow(b.value);
    Matrix h = activation.of(z);
    return new Step<>(x, previous, new HiddenState(h), new Matrix(x.rows(), 0));
  }

  @Override
  public StepGradient<HiddenState> backward(HiddenState dState, Step<HiddenState> step) {
    Matrix x = step.x();
    Matrix hPrev = step.previous().h();
    Matrix dz = activation.backward(dState.h(), step.state().h());
    Wx.grad.addTransposedMatmul(x, dz);
    Wh.grad.addTransposedMatmul(hPrev, dz);
    b.grad.addInPlace(dz.sumRows());
    Matrix dx = new Matrix(x.rows(), x.cols()).addMatmulTransposed(dz, Wx.value);
    Matrix dhPrev = new Matrix(hPrev.rows(), hPrev.cols()).addMatmulTransposed(dz, Wh.value);
    return new StepGradient<>(dx, new HiddenState(dhPrev));
  }

  @Override
  public HiddenState zeroState(int batch) {
    return new HiddenState(new Matrix(batch, hiddenSize()));
  }

  public Activation activation() {
    return activation;
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
    return Wh.value.rows();
  }

  @Override
  public String toString() {
    return Parameter.text(this, inputSize(), hiddenSize(), parameters());
  }
}
