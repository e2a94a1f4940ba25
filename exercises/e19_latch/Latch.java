package e19_latch;

import java.util.List;
import java.util.SplittableRandom;
import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The weights of an LSTM of one unit that is a switch: one input sets it, the other resets it.
 *
 * <pre>{@code
 * x = (set, reset)                                each 0 or 1, never both 1
 * z = x·Wx + h·Wh + b                             (1 × 4), in the order i f g o
 * i = σ(zi)   f = σ(zf)   g = tanh(zg)   o = σ(zo)
 * c = f · c + i · g     h = o · tanh(c)           both 0 before the first step
 *
 * after a set    c is about 1, so h is about tanh(1) = 0.76: on
 * after a reset  c and h are about 0: off
 * otherwise      c and h stay as they are
 * }</pre>
 *
 * <p>Infinitely many weights do it. What is compared is what the cell shows: {@link #seen}.
 */
@About(
    title = "Set a latch",
    points = 10,
    notebook = "07",
    buildsOn = {"e18"})
public interface Latch {
  /**
   * The weights of the cell. Each of the four columns is a gate: i, f, g, o.
   *
   * @param Wx the weights from the input: row 0 from set, row 1 from reset
   * @param Wh the weights from h
   * @param b the bias
   */
  record Weights(@Shape("2 × 4") Matrix Wx, @Shape("1 × 4") Matrix Wh, @Shape("1 × 4") Matrix b) {}

  /**
   * Writes down the weights.
   *
   * @param gain how far gates are opened and shut: a sum of gain opens one, −gain shuts it
   */
  Weights weights(@Range(low = 6, high = 20) double gain);

  /**
   * What the cell with these weights shows in five streams, one after the other, by {@link #level}:
   * h in row 0, tanh(c) in row 1.
   */
  static Matrix seen(Weights w) {
    List<String> streams = List.of(quiet(), set(), reset(), again(), stream());
    Matrix h = Matrix.beside(streams.stream().map(one -> h(w, one)).toArray(Matrix[]::new));
    Matrix c = Matrix.beside(streams.stream().map(one -> c(w, one)).toArray(Matrix[]::new));
    return Matrix.beside(h.transpose(), c.transpose()).transpose();
  }

  /** A stream in which nothing happens. */
  static String quiet() {
    return ".".repeat(40);
  }

  /** One set: S is set, R is reset, a point is neither. */
  static String set() {
    return "S" + ".".repeat(40);
  }

  /** A set and a reset. */
  static String reset() {
    return "S...R" + ".".repeat(40);
  }

  /** Several sets. */
  static String again() {
    return "SS..S.SSS...RS..RRS.";
  }

  /** Two hundred steps of all kinds. */
  static String stream() {
    var rng = new SplittableRandom(19);
    var stream = new StringBuilder();
    for (int t = 0; t < 200; t++) {
      double u = rng.nextDouble();
      stream.append(u < 0.08 ? 'S' : u < 0.16 ? 'R' : '.');
    }
    return stream.toString();
  }

  /** The level of h or of tanh(c): 0 off, 1 on, 0.5 between them, 2 above, and the same below. */
  static double level(double h) {
    double size = Math.abs(h);
    double level = size < 0.2 ? 0 : size < 0.6 ? 0.5 : size < 0.88 ? 1 : 2;
    return Double.isNaN(h) ? h : h < 0 ? 0 - level : level;
  }

  /** The levels of h in a stream, which begins with h and c at 0. */
  static Matrix h(Weights w, String stream) {
    return levels(w, stream, false);
  }

  /** The levels of tanh(c) in a stream. */
  static Matrix c(Weights w, String stream) {
    return levels(w, stream, true);
  }

  private static Matrix levels(Weights w, String stream, boolean ofCell) {
    demand("Wx", 2, w.Wx());
    demand("Wh", 1, w.Wh());
    demand("b", 1, w.b());
    double[] levels = new double[stream.length()];
    double h = 0;
    double c = 0;
    for (int t = 0; t < levels.length; t++) {
      Matrix z = w.Wh().scale(h).plus(w.b());
      if (stream.charAt(t) != '.') {
        int row = stream.charAt(t) == 'S' ? 0 : 1;
        for (int gate = 0; gate < 4; gate++) {
          z.set(0, gate, z.get(0, gate) + w.Wx().get(row, gate));
        }
      }
      c = sigmoid(z.get(0, 1)) * c + sigmoid(z.get(0, 0)) * Math.tanh(z.get(0, 2));
      h = sigmoid(z.get(0, 3)) * Math.tanh(c);
      levels[t] = level(ofCell ? Math.tanh(c) : h);
    }
    return Matrix.row(levels);
  }

  private static void demand(String name, int rows, Matrix m) {
    if (m == null || m.rows() != rows || m.cols() != 4) {
      String found = m == null ? "null" : m.shape();
      throw new IllegalArgumentException(
          name + " should be (" + rows + " × 4) and is " + found + ".");
    }
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }
}
