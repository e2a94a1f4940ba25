package unrolled.layer;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * The LSTM with its input gate and its forget gate merged (coupled input and forget gate, CIFG): a
 * unit writes as much as it forgets.
 *
 * <pre>{@code
 * z = x·Wx + hPrev·Wh + b                         (N × 3H), blocks f g o
 * f = σ(zf)   g = tanh(zg)   o = σ(zo)
 * c = f ⊙ cPrev + (1 − f) ⊙ g                     (N × H)
 * h = o ⊙ tanh(c)                                 (N × H)
 * }</pre>
 *
 * <p>Since 1 − σ(z) = σ(−z), this is an {@link Lstm} whose weights have the block i = −f before the
 * others. A forward pass sets that block, and a backward pass gives its gradient, negative, to f.
 *
 * <p>Greff, Srivastava, Koutník, Steunebrink and Schmidhuber, "LSTM: a search space odyssey", 2017,
 * where it does as well as the LSTM with a quarter of the weights less.
 */
public final class CoupledLstm implements Layer<LstmState>, KeptPass {
  private final Lstm lstm;
  private final int H;
  private final List<Parameter> inner; // of the LSTM
  private final List<Parameter> parameters;

  /** Weights and biases uniform on ±1/√H, but the biases of the forget gate, which are given. */
  public CoupledLstm(int inputSize, int hiddenSize, double forgetBias, RandomGenerator rng) {
    lstm = new Lstm(new LstmCell(inputSize, hiddenSize, rng).withForgetBias(forgetBias));
    H = hiddenSize;
    inner = lstm.parameters();
    parameters = inner.stream().map(this::withoutInputGate).toList();
  }

  private Parameter withoutInputGate(Parameter p) {
    return new Parameter(p.name(), p.value.columns(H, 4 * H));
  }

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, null);
  }

  @Override
  public Sequence forward(Sequence xs, LstmState initial) {
    for (int k = 0; k < parameters.size(); k++) {
      couple(parameters.get(k).value, inner.get(k).value);
    }
    return lstm.forward(xs, initial);
  }

  /** Blocks i f g o from f g o: i = −f. */
  private void couple(Matrix fgo, Matrix ifgo) {
    for (int r = 0; r < fgo.rows(); r++) {
      for (int j = 0; j < 3 * H; j++) {
        ifgo.set(r, H + j, fgo.get(r, j));
        if (j < H) {
          ifgo.set(r, j, -fgo.get(r, j));
        }
      }
    }
  }

  @Override
  public Sequence backward(Sequence dh, LstmState dLast) {
    for (int k = 0; k < inner.size(); k++) {
      inner.get(k).zeroGrad();
    }
    Sequence dx = KeptPass.backward(lstm, dh, dLast);
    for (int k = 0; k < parameters.size(); k++) {
      addCoupled(inner.get(k).grad, parameters.get(k).grad);
    }
    return dx;
  }

  /** The gradient of f g o from that of i f g o: f was there twice, once as −f. */
  private void addCoupled(Matrix ifgo, Matrix fgo) {
    for (int r = 0; r < fgo.rows(); r++) {
      for (int j = 0; j < 3 * H; j++) {
        double twice = j < H ? ifgo.get(r, j) : 0;
        fgo.set(r, j, fgo.get(r, j) + ifgo.get(r, H + j) - twice);
      }
    }
  }

  @Override
  public Sequence backward(Sequence dh) {
    return backward(dh, null);
  }

  @Override
  public Sequence backward(LstmState dLast) {
    return backward(null, dLast);
  }

  /** Wx (D × 3H), Wh (H × 3H) and b (1 × 3H), blocks f g o. */
  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public LstmState last() {
    return lstm.last();
  }

  @Override
  public void lastH(Matrix to, int at) {
    lstm.lastH(to, at);
  }

  @Override
  public Layer<LstmState> training(boolean on) {
    lstm.training(on);
    return this;
  }

  @Override
  public boolean isTraining() {
    return lstm.isTraining();
  }

  @Override
  public Sequence outputs() {
    return lstm.outputs();
  }

  @Override
  public LstmState dInitial() {
    return lstm.dInitial();
  }

  @Override
  public LstmState zeroState(int batch) {
    return lstm.zeroState(batch);
  }

  @Override
  public int inputSize() {
    return lstm.inputSize();
  }

  @Override
  public int hiddenSize() {
    return H;
  }

  @Override
  public void requireRoom(Sequence xs) {
    lstm.requireRoom(xs);
  }

  @Override
  public void reserve(Sequence xs) {
    lstm.reserve(xs);
  }

  @Override
  public void requireBackward(Sequence dh) {
    lstm.requireBackward(dh);
  }

  @Override
  public void settle() {
    lstm.settle();
  }

  @Override
  public String toString() {
    return Parameter.text(this, inputSize(), hiddenSize(), parameters);
  }

  @Override
  public boolean isAt(Sequence mark) {
    return lstm.isAt(mark);
  }
}
