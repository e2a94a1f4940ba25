package unrolled.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import unrolled.cell.HiddenState;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;
import unrolled.cell.RnnCell;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * The numbers that Stanford's CS231n publishes for its exercises, to eight decimals: assignment 3,
 * notebooks RNN_Captioning and LSTM_Captioning
 * (https://cs231n.github.io/assignments2017/assignment3/). Every input is evenly spaced between two
 * values. Its LSTM orders the gates i f o g.
 */
class Cs231nTest {
  private static final double ROUNDED = 0.5000001e-8;
  private static final RandomGenerator RNG = RandomGenerator.of("L64X128MixRandom");

  @Test
  void one_step_of_an_rnn() {
    RnnCell cell = new RnnCell(10, 4, RNG);
    set(cell.Wx, spaced(-0.1, 0.9, 10, 4));
    set(cell.Wh, spaced(-0.3, 0.7, 4, 4));
    set(cell.b, spaced(-0.2, 0.4, 1, 4));
    HiddenState h0 = new HiddenState(spaced(-0.2, 0.5, 3, 4));
    var step = cell.forward(spaced(-0.4, 0.7, 3, 10), h0);
    double[][] h = {
      {-0.58172089, -0.50182032, -0.41232771, -0.31410098},
      {0.66854692, 0.79562378, 0.87755553, 0.92795967},
      {0.97934501, 0.99144213, 0.99646691, 0.99854353}
    };
    close(Matrix.of(h), step.state().h());
  }

  @Test
  void three_steps_of_an_rnn() {
    RnnCell cell = new RnnCell(4, 5, RNG);
    set(cell.Wx, spaced(-0.2, 0.4, 4, 5));
    set(cell.Wh, spaced(-0.4, 0.1, 5, 5));
    set(cell.b, spaced(-0.7, 0.1, 1, 5));
    HiddenState h0 = new HiddenState(spaced(-0.3, 0.1, 2, 5));
    var run = new Unrolled<>(cell).forward(batchFirst(-0.1, 0.3, 2, 3, 4), h0);
    double[][] first = {
      {-0.42070749, -0.27279261, -0.11074945, 0.05740409, 0.22236251},
      {-0.39525808, -0.22554661, -0.0409454, 0.14649412, 0.32397316},
      {-0.42305111, -0.24223728, -0.04287027, 0.15997045, 0.35014525}
    };
    double[][] second = {
      {-0.55857474, -0.39065825, -0.19198182, 0.02378408, 0.23735671},
      {-0.27150199, -0.07088804, 0.13562939, 0.33099728, 0.50158768},
      {-0.51014825, -0.30524429, -0.06755202, 0.17806392, 0.40333043}
    };
    for (int t = 0; t < 3; t++) {
      close(Matrix.of(new double[][] {first[t], second[t]}), run.outputs().step(t));
    }
  }

  @Test
  void one_step_of_an_lstm() {
    LstmCell cell = new LstmCell(4, 5, RNG);
    set(cell.Wx, gates(spaced(-2.1, 1.3, 4, 20)));
    set(cell.Wh, gates(spaced(-0.7, 2.2, 5, 20)));
    set(cell.b, gates(spaced(0.3, 0.7, 1, 20)));
    LstmState state = new LstmState(spaced(-0.3, 0.7, 3, 5), spaced(-0.4, 0.9, 3, 5));
    var step = cell.forward(spaced(-0.4, 1.2, 3, 4), state);
    double[][] h = {
      {0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904},
      {0.49223563, 0.55611431, 0.61507696, 0.66844003, 0.7159181},
      {0.56735664, 0.66310127, 0.74419266, 0.80889665, 0.858299}
    };
    double[][] c = {
      {0.32986176, 0.39145139, 0.451556, 0.51014116, 0.56717407},
      {0.66382255, 0.76674007, 0.87195994, 0.97902709, 1.08751345},
      {0.74192008, 0.90592151, 1.07717006, 1.25120233, 1.42395676}
    };
    close(Matrix.of(h), step.state().h());
    close(Matrix.of(c), step.state().c());
  }

  /** Its forward pass starts with the hidden state given and the cell state zero. */
  @Test
  void three_steps_of_an_lstm() {
    LstmCell cell = new LstmCell(5, 4, RNG);
    set(cell.Wx, gates(spaced(-0.2, 0.9, 5, 16)));
    set(cell.Wh, gates(spaced(-0.3, 0.6, 4, 16)));
    set(cell.b, gates(spaced(0.2, 0.7, 1, 16)));
    LstmState state = new LstmState(spaced(-0.4, 0.8, 2, 4), new Matrix(2, 4));
    var run = new Unrolled<>(cell).forward(batchFirst(-0.4, 0.6, 2, 3, 5), state);
    double[][] first = {
      {0.01764008, 0.01823233, 0.01882671, 0.0194232},
      {0.11287491, 0.12146228, 0.13018446, 0.13902939},
      {0.31358768, 0.33338627, 0.35304453, 0.37250975}
    };
    double[][] second = {
      {0.45767879, 0.4761092, 0.4936887, 0.51041945},
      {0.6704845, 0.69350089, 0.71486014, 0.7346449},
      {0.81733511, 0.83677871, 0.85403753, 0.86935314}
    };
    for (int t = 0; t < 3; t++) {
      close(Matrix.of(new double[][] {first[t], second[t]}), run.outputs().step(t));
    }
  }

  private static void close(Matrix published, Matrix ours) {
    assertEquals(0, published.maxDifference(ours), ROUNDED, () -> published + "\n" + ours);
  }

  private static Matrix spaced(double from, double to, int rows, int cols) {
    Matrix m = new Matrix(rows, cols);
    int last = rows * cols - 1;
    for (int i = 0; i <= last; i++) {
      m.data()[i] = from + (to - from) * i / last;
    }
    return m;
  }

  /** Theirs is batch × time × features. */
  private static Sequence batchFirst(double from, double to, int n, int t, int d) {
    Matrix all = spaced(from, to, n, t * d);
    List<Matrix> steps = new ArrayList<>();
    for (int s = 0; s < t; s++) {
      steps.add(all.columns(s * d, (s + 1) * d));
    }
    return Sequence.of(steps);
  }

  /** Blocks i f o g become i f g o. */
  private static Matrix gates(Matrix theirs) {
    int h = theirs.cols() / 4;
    return Matrix.beside(
        theirs.columns(0, 2 * h), theirs.columns(3 * h, 4 * h), theirs.columns(2 * h, 3 * h));
  }

  private static void set(Parameter p, Matrix value) {
    System.arraycopy(value.data(), 0, p.value.data(), 0, p.value.data().length);
  }
}
