package unrolled.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.LstmCell;
import unrolled.cell.MinGruCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.reference.Agreement;
import unrolled.reference.Subject;

/** Random sequences, states and gradients for the tests of layers, and one pass through a layer. */
final class Samples {
  private Samples() {}

  static Sequence sequence(int steps, int batch, int features, RandomGenerator rng) {
    return new Sequence(steps, batch, features)
        .withFlat(Matrix.random(steps * batch, features, -1, 1, rng));
  }

  /** The same shape and lengths, with other numbers of another width. */
  static Sequence like(Sequence s, int features, RandomGenerator rng) {
    return s.withFlat(Matrix.random(s.steps() * s.batch(), features, -1, 1, rng));
  }

  static <S extends State<S>> S state(S zero, RandomGenerator rng) {
    return zero.map(m -> Matrix.random(m.rows(), m.cols(), -1, 1, rng));
  }

  /** Writes {@code value} into every entry of every padded step. */
  static Sequence spoil(Sequence s, double value) {
    Sequence spoilt = s.withFlat(s.flat().copy());
    for (int t = 0; t < s.steps(); t++) {
      for (int n = 0; n < s.batch(); n++) {
        for (int f = 0; f < s.features(); f++) {
          if (!s.isReal(t, n)) {
            spoilt.flat().set(t * s.batch() + n, f, value);
          }
        }
      }
    }
    return spoilt;
  }

  /** The whole-sequence layer of the library over {@code cell}. */
  @SuppressWarnings("unchecked")
  static <S extends State<S>> Layer<S> fused(Cell<S> cell) {
    Layer<?> layer;
    if (cell instanceof RnnCell rnn) {
      layer = new Rnn(rnn);
    } else if (cell instanceof LstmCell lstm) {
      layer = new Lstm(lstm);
    } else if (cell instanceof GruCell gru) {
      layer = new Gru(gru);
    } else if (cell instanceof MinGruCell gru) {
      layer = new MinGru(gru);
    } else {
      layer = new GruResetBefore((GruResetBeforeCell) cell);
    }
    return (Layer<S>) layer;
  }

  /** All that a layer computes in one forward and one backward pass, copied. */
  record Pass(
      Sequence outputs,
      List<Matrix> last,
      Sequence dx,
      List<Matrix> dInitial,
      List<Parameter> parameters) {

    static <S extends State<S>> Pass of(Layer<S> layer, Sequence xs, S initial, Sequence dh, S dl) {
      layer.parameters().forEach(Parameter::zeroGrad);
      Sequence outputs = copy(layer.forward(xs, initial));
      S last = layer.last();
      Sequence dx = copy(layer.backward(dh, dl));
      return new Pass(
          outputs, last.parts(), dx, layer.dInitial().parts(), copy(layer.parameters()));
    }

    private static Sequence copy(Sequence s) {
      return s.withFlat(s.flat().copy());
    }

    private static List<Parameter> copy(List<Parameter> parameters) {
      List<Parameter> copies = new ArrayList<>();
      for (Parameter p : parameters) {
        copies.add(new Parameter(p.name(), p.value));
        copies.get(copies.size() - 1).grad.addInPlace(p.grad);
      }
      return copies;
    }

    void compareForward(Agreement agreement, Pass actual) {
      agreement.compare("outputs", outputs.flat(), actual.outputs.flat());
      for (int i = 0; i < last.size(); i++) {
        agreement.compare("last " + i, last.get(i), actual.last.get(i));
      }
    }

    void compareBackward(Agreement agreement, Pass actual) {
      agreement.compare("dx", dx.flat(), actual.dx.flat());
      for (int i = 0; i < dInitial.size(); i++) {
        agreement.compare("dInitial " + i, dInitial.get(i), actual.dInitial.get(i));
      }
      for (int i = 0; i < parameters.size(); i++) {
        agreement.compare(
            parameters.get(i).name(), parameters.get(i).grad, actual.parameters.get(i).grad);
      }
    }
  }

  /** Lengths from 1 to T, the first of them T, the last 1 if there are two or more. */
  static int[] lengths(int steps, int batch, RandomGenerator rng) {
    int[] lengths = rng.ints(batch, 1, steps + 1).toArray();
    lengths[0] = steps;
    if (batch > 1) {
      lengths[batch - 1] = 1;
    }
    return lengths;
  }

  static boolean allZero(Matrix m) {
    return Arrays.stream(m.data()).allMatch(v -> v == 0);
  }

  static List<Subject<?>> subjects(int d, int h) {
    return Subject.all(d, h).toList();
  }
}
