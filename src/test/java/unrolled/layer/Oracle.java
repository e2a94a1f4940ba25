package unrolled.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;

/**
 * Networks by the textbook: every pass is a value that stays, and its way back can be gone at any
 * time. Nothing of the layers is used but {@link Unrolled}.
 */
interface Oracle {
  /** A forward pass; states are those of all cells, in the order of the network. */
  Pass forward(Sequence xs, List<Matrix> initial, boolean training);

  interface Pass {
    Matrix outputs();

    List<Matrix> last();

    /** Adds to the gradients; dx first, then dInitial. */
    List<Matrix> backward(Matrix dh, List<Matrix> dLast);
  }

  static <S extends State<S>> Oracle cell(Cell<S> cell) {
    Unrolled<S> unrolled = new Unrolled<>(cell);
    return (xs, initial, training) -> {
      Unrolled.Run<S> run = unrolled.forward(xs, state(cell, initial));
      return pass(
          run.outputs().flat(),
          run.last().parts(),
          (dh, dLast) -> {
            var g = unrolled.backward(xs.withFlat(dh), state(cell, dLast), run);
            List<Matrix> found = new ArrayList<>(List.of(g.dx().flat()));
            found.addAll(g.dInitial().parts());
            return found;
          });
    };
  }

  private static <S extends State<S>> S state(Cell<S> cell, List<Matrix> parts) {
    S state = cell.zeroState(parts.get(0).rows());
    for (int i = 0; i < parts.size(); i++) {
      state.part(i).copyFrom(parts.get(i));
    }
    return state;
  }

  static Oracle stacked(List<Oracle> parts) {
    return (xs, initial, training) -> {
      List<Pass> passes = new ArrayList<>();
      List<Matrix> last = new ArrayList<>();
      Matrix y = xs.flat();
      int at = 0;
      int[] sizes = sizes(initial, parts.size());
      for (int k = 0; k < parts.size(); k++) {
        List<Matrix> own = initial.subList(at, at += sizes[k]);
        Pass pass = parts.get(k).forward(xs.unmarked(y), own, training);
        passes.add(pass);
        y = pass.outputs();
        last.addAll(pass.last());
      }
      return pass(
          y,
          last,
          (dh, dLast) -> {
            List<Matrix> dInitial = new ArrayList<>();
            Matrix d = dh;
            int end = dLast.size();
            for (int k = parts.size() - 1; k >= 0; k--) {
              List<Matrix> found = passes.get(k).backward(d, dLast.subList(end - sizes[k], end));
              end -= sizes[k];
              d = found.get(0);
              dInitial.addAll(0, found.subList(1, found.size()));
            }
            dInitial.add(0, d);
            return dInitial;
          });
    };
  }

  /** Every part has as many states as the others. */
  private static int[] sizes(List<Matrix> states, int parts) {
    int[] sizes = new int[parts];
    java.util.Arrays.fill(sizes, states.size() / parts);
    return sizes;
  }

  static Oracle both(Oracle left, Oracle right) {
    return (xs, initial, training) -> {
      int half = initial.size() / 2;
      Pass a = left.forward(xs, initial.subList(0, half), training);
      Sequence turned = xs.unmarked(turn(xs, xs.flat()));
      Pass b = right.forward(turned, initial.subList(half, 2 * half), training);
      List<Matrix> last = new ArrayList<>(a.last());
      last.addAll(b.last());
      int H = a.outputs().cols();
      return pass(
          Matrix.beside(a.outputs(), turn(xs, b.outputs())),
          last,
          (dh, dLast) -> {
            List<Matrix> da = a.backward(dh.columns(0, H), dLast.subList(0, half));
            List<Matrix> db =
                b.backward(turn(xs, dh.columns(H, 2 * H)), dLast.subList(half, 2 * half));
            List<Matrix> found = new ArrayList<>();
            found.add(da.get(0).plus(turn(xs, db.get(0))));
            found.addAll(da.subList(1, da.size()));
            found.addAll(db.subList(1, db.size()));
            return found;
          });
    };
  }

  private static Matrix turn(Sequence shape, Matrix m) {
    Matrix to = new Matrix(m.rows(), m.cols());
    for (int n = 0; n < shape.batch(); n++) {
      for (int t = 0; t < shape.length(n); t++) {
        for (int j = 0; j < m.cols(); j++) {
          int from = (shape.length(n) - 1 - t) * shape.batch() + n;
          to.set(t * shape.batch() + n, j, m.get(from, j));
        }
      }
    }
    return to;
  }

  static Oracle dropping(
      Oracle inside, int D, int H, Dropout before, Dropout after, SplittableRandom rng) {
    return (xs, initial, training) -> {
      int rows = xs.steps() * xs.batch();
      Matrix first = mask(before, rows, D, training, rng);
      Pass pass =
          inside.forward(xs.unmarked(zero(xs, xs.flat()).hadamard(first)), initial, training);
      Matrix second = mask(after, rows, H, training, rng);
      return pass(
          pass.outputs().hadamard(second),
          pass.last(),
          (dh, dLast) -> {
            List<Matrix> found = new ArrayList<>(pass.backward(dh.hadamard(second), dLast));
            found.set(0, found.get(0).hadamard(first));
            return found;
          });
    };
  }

  private static Matrix zero(Sequence shape, Matrix m) {
    Matrix to = new Matrix(m.rows(), m.cols());
    for (int i = 0; i < m.rows(); i++) {
      if (shape.isReal(i / shape.batch(), i % shape.batch())) {
        for (int j = 0; j < m.cols(); j++) {
          to.set(i, j, m.get(i, j));
        }
      }
    }
    return to;
  }

  private static Matrix mask(
      Dropout dropout, int rows, int cols, boolean training, SplittableRandom rng) {
    return training && dropout.rate() > 0
        ? dropout.mask(rows, cols, rng)
        : new Matrix(rows, cols).map(zero -> 1);
  }

  private static Pass pass(
      Matrix outputs,
      List<Matrix> last,
      java.util.function.BiFunction<Matrix, List<Matrix>, List<Matrix>> back) {
    return new Pass() {
      @Override
      public Matrix outputs() {
        return outputs;
      }

      @Override
      public List<Matrix> last() {
        return last;
      }

      @Override
      public List<Matrix> backward(Matrix dh, List<Matrix> dLast) {
        return back.apply(dh, dLast);
      }
    };
  }
}
