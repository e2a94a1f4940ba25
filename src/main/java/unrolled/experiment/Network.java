package unrolled.experiment;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.RnnCell;
import unrolled.layer.CoupledLstm;
import unrolled.layer.Gru;
import unrolled.layer.GruResetBefore;
import unrolled.layer.Layer;
import unrolled.layer.Rnn;
import unrolled.nn.Activation;
import unrolled.nn.Initializer;

/**
 * The recurrent networks that the experiments compare: three equations, and how they are begun.
 * Weights are uniform on ±1/√H where nothing else is said.
 */
public enum Network implements NetworkKind {
  /** tanh. */
  RNN("tanh RNN") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      return new Rnn(inputSize, hiddenSize, Activation.TANH, rng);
    }
  },
  /** tanh, with Wh a random orthogonal matrix. */
  ORTHOGONAL_RNN("orthogonal RNN") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      RnnCell cell = new RnnCell(inputSize, hiddenSize, rng);
      set(cell, Initializer.orthogonal(1), rng);
      return new Rnn(cell);
    }
  },
  /** ReLU, with Wh the identity and b = 0: the IRNN of Le, Jaitly and Hinton, 2015. */
  IDENTITY_RNN("identity ReLU RNN") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      RnnCell cell = new RnnCell(inputSize, hiddenSize, Activation.RELU, rng);
      set(cell, Initializer.identity(1), rng);
      return new Rnn(cell);
    }
  },
  /** With the reset gate behind the product, as in PyTorch. */
  GRU("GRU") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      return new Gru(new GruCell(inputSize, hiddenSize, rng));
    }
  },
  /** With its forget gate half open: σ(0) = 0.5. */
  LSTM_BIAS_0("LSTM, forget bias 0") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      return NetworkKind.lstm(0).layer(inputSize, hiddenSize, rng);
    }
  },
  /** As Keras begins: σ(1) = 0.73. */
  LSTM_BIAS_1("LSTM, forget bias 1") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      return NetworkKind.lstm(1).layer(inputSize, hiddenSize, rng);
    }
  },
  /** With its forget gate open: σ(3) = 0.95. */
  LSTM_BIAS_3("LSTM, forget bias 3") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      return NetworkKind.lstm(3).layer(inputSize, hiddenSize, rng);
    }
  },
  /** With the reset gate before the product, as in the paper. */
  GRU_RESET_BEFORE("GRU, reset before") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      return new GruResetBefore(new GruResetBeforeCell(inputSize, hiddenSize, rng));
    }
  },
  /** With its input and forget gate merged, the forget bias 1. */
  COUPLED_LSTM("coupled LSTM") {
    @Override
    public Layer<?> layer(int inputSize, int hiddenSize, RandomGenerator rng) {
      return new CoupledLstm(inputSize, hiddenSize, 1, rng);
    }
  };

  private final String label;

  Network(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  private static void set(RnnCell cell, Initializer recurrent, RandomGenerator rng) {
    int units = cell.hiddenSize();
    double[] wh = recurrent.create(units, units, rng).data();
    System.arraycopy(wh, 0, cell.Wh.value.data(), 0, wh.length);
    Arrays.fill(cell.b.value.data(), 0);
  }
}
