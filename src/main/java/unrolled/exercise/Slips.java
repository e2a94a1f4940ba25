package unrolled.exercise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import unrolled.matrix.Matrix;

/**
 * The answer to an exercise once more, with its decision points open: at each place the right
 * choice, and the wrong ones that people make there, each with what to tell them.
 *
 * <pre>{@code
 * Matrix hW = product("hPrev·Wh", hPrev, Wh)
 *     .or("hPrev is added without its weights: the term is hPrev·Wh.", () -> hPrev)
 *     .get();
 * }</pre>
 *
 * <p>As it stands it takes the right choice everywhere, so it is the answer to compare with. The
 * {@link Catalogue} takes every wrong choice by itself, and every two together. A sentence begins
 * with what is wrong, in a few words up to the first colon or full stop: the gradebook counts by
 * these words. Two choices that give the same numbers are one; the gate of the exercises tells.
 *
 * <p>What belongs to every exercise need not be written: a loop that stops one short, a transposed
 * or negated result, single precision, inputs that are written, state that is kept ({@link
 * Outputs}, {@link Behaviour}).
 *
 * <p>What goes wrong in every product, activation and bias is here; in every loop over the steps of
 * a sequence, in {@link SequenceSlips}.
 */
public abstract class Slips {
  /**
   * A wrong choice.
   *
   * @param place where it is made
   * @param index which one there it is
   * @param sentence what to tell who makes it
   * @param isUsual whether it belongs to every product or function; here it may change nothing
   */
  record Wrong(String place, int index, String sentence, boolean isUsual) {}

  private final Map<String, Integer> taken = new LinkedHashMap<>();
  private final Map<String, List<Wrong>> places = new LinkedHashMap<>();
  private boolean isNoting;

  /** Leaves the right choice everywhere. */
  protected Slips() {}

  /**
   * A place where a choice is made.
   *
   * @param place what the place is called; the same name later on is the same choice again
   * @param right the right choice
   * @param <T> what is chosen
   */
  protected final <T> Choice<T> at(String place, Supplier<? extends T> right) {
    return new Choice<>(place, right);
  }

  /**
   * A product of matrices, with what goes wrong in products: missing, the second factor transposed,
   * counted twice, a sum within it that begins late, stops short or is not set back.
   *
   * @param term the product as the equation has it: {@code "hPrev·Wh"}
   * @param a the first factor {@code (M × K)}
   * @param b the second factor {@code (K × N)}
   */
  protected final Choice<Matrix> product(String term, Matrix a, Matrix b) {
    String first = term.substring(0, term.indexOf('·'));
    String second = term.substring(term.indexOf('·') + 1);
    String bare = second.replace("ᵀ", "");
    Choice<Matrix> choice = at(term, () -> a.matmul(b));
    if (choice.isSettled()) {
      return choice;
    }
    return choice
        .usual(
            term + " is missing: it must be one of the terms.",
            () -> new Matrix(a.rows(), b.cols()))
        .usual(
            second.equals(bare)
                ? bare + " is transposed: it must be " + term + ", with " + bare + " as it is."
                : bare + " is not transposed: it must be " + term + ".",
            () -> a.matmul(b.transpose()))
        .usual(term + " is counted twice: it must be there once.", () -> a.matmul(b).scale(2))
        .usual(term + " is subtracted: it must be added.", () -> a.matmul(b).scale(-1))
        .usual(
            "the sum within " + term + " stops one short: its last term is left out.",
            () -> within(a, b, 0, a.cols() - 1))
        .usual(
            "the sum within " + term + " begins at 1: its first term is left out.",
            () -> within(a, b, 1, a.cols()))
        .usual(
            "the sum within "
                + term
                + " stops too early: it must go over all columns of "
                + first
                + ".",
            () -> within(a, b, 0, Math.min(a.cols(), b.cols())))
        .usual(
            "the sum of "
                + term
                + " is not set back to 0 from one column to the next: each entry"
                + " must be a sum of its own.",
            () -> running(a.matmul(b)))
        .usual(
            "row 0 of " + first + " is used for every example: each must have its own row.",
            () -> everyRow(a, 0).matmul(b))
        .usual(
            "the last row of " + first + " is used for every example: each must have its own row.",
            () -> everyRow(a, a.rows() - 1).matmul(b))
        .usual(
            "each example has the " + first + " of the one before it: each must have its own row.",
            () -> rowBefore(a).matmul(b))
        .usual(
            "only the last term of " + term + " counts: is there = instead of += in its loop?",
            () -> within(a, b, a.cols() - 1, a.cols()))
        .usual(
            "only the first term of " + term + " counts: it must be a sum over all of them.",
            () -> within(a, b, 0, 1))
        .usual(
            "the sum within "
                + term
                + " runs over the examples: it must go over all columns of "
                + first
                + ".",
            () -> within(a, b, 0, Math.min(a.cols(), a.rows())))
        .usual(term + " is averaged: it must be a sum.", () -> a.matmul(b).scale(1.0 / a.cols()))
        .usual(
            term + " is divided by the root of the number of its terms: it must be a sum.",
            () -> a.matmul(b).scale(1 / Math.sqrt(a.cols())))
        .usual(
            "the rows of "
                + first
                + " are read with the wrong length: row n must begin at n times its"
                + " own number of columns.",
            () -> strided(a, b.cols()).matmul(b))
        .usual(
            bare + " is read column after column: it must be read row after row.",
            () ->
                b.rows() == b.cols()
                    ? a.matmul(b) // For a square this is the transpose.
                    : a.matmul(Matrix.wrap(b.cols(), b.rows(), b.data()).transpose()))
        .usual(
            "tanh is taken of " + first + " in " + term + ": take it as it is.",
            () -> a.map(Math::tanh).matmul(b))
        .usual(
            "the signs of " + first + " are lost in " + term + ": take it as it is.",
            () -> a.map(Math::abs).matmul(b))
        .usual(
            "a NaN in " + first + " is left out of the sum: the sum must be NaN then.",
            () -> a.map(v -> Double.isNaN(v) ? 0 : v).matmul(b));
  }

  /**
   * A bias in every row, with what goes wrong with biases: missing, counted twice, that of another
   * unit, in some rows only.
   *
   * @param name what it is called: {@code "the bias"}, {@code "bz"}
   * @param b the bias {@code (1 × H)}
   * @param x the inputs of the step {@code (N × D)}
   * @return the choice of a matrix {@code (N × H)}
   */
  protected final Choice<Matrix> bias(String name, Matrix b, Matrix x) {
    int N = x.rows();
    int H = b.cols();
    Choice<Matrix> choice = at(name, () -> inEachRow(b, N, 1));
    if (choice.isSettled()) {
      return choice;
    }
    String once = ": it must be added once, outside of the loop.";
    String own = ": unit j must get its own number, %s[j].".formatted(shortName(name));
    choice
        .usual(name + " is missing: it must be added to every row.", () -> new Matrix(N, H))
        .usual(name + " is subtracted: it must be added.", () -> inEachRow(b, N, -1))
        .usual(name + " is added twice: it must be added once.", () -> inEachRow(b, N, 2))
        .usual(name + " is added once for every input" + once, () -> inEachRow(b, N, x.cols()))
        .usual(name + " is added once for every unit" + once, () -> inEachRow(b, N, H))
        .usual(
            name + " is added once for every input and every unit" + once,
            () -> inEachRow(b, N, x.cols() + H))
        .usual(name + " is added once for every example" + once, () -> inEachRow(b, N, N))
        .usual(
            name + " is divided by the number of examples: it must be added as it is.",
            () -> inEachRow(b, N, 1.0 / N));
    ofUnits(choice, name, own, b, N);
    return inSomeRows(choice, name, b, N);
  }

  private static String shortName(String name) {
    return name.startsWith("the ") ? "b" : name;
  }

  private static void ofUnits(Choice<Matrix> choice, String name, String own, Matrix b, int N) {
    int last = b.cols() - 1;
    double sum = running(b).get(0, last);
    choice
        .usual(
            "every unit gets the first number of " + name + own,
            () -> new Matrix(N, last + 1).map(zero -> b.get(0, 0)))
        .usual(
            "every unit gets the last number of " + name + own,
            () -> new Matrix(N, last + 1).map(zero -> b.get(0, last)))
        .usual(
            "every unit gets the sum of all numbers of " + name + own,
            () -> new Matrix(N, last + 1).map(zero -> sum))
        .usual(
            "every unit gets the mean of all numbers of " + name + own,
            () -> new Matrix(N, last + 1).map(zero -> sum / (last + 1)))
        .usual(
            "the first number of " + name + " is left out" + own + " Does a loop begin at 1?",
            () -> by(b, N, (n, j) -> j == 0 ? 0 : b.get(0, j)))
        .usual(
            "the last number of " + name + " is left out" + own + " Does a loop stop one short?",
            () -> by(b, N, (n, j) -> j == last ? 0 : b.get(0, j)))
        .usual(
            "the numbers of " + name + " are in the reverse order" + own,
            () -> by(b, N, (n, j) -> b.get(0, last - j)))
        .usual(
            "each unit gets the number of " + name + " of the unit after it" + own,
            () -> by(b, N, (n, j) -> b.get(0, (j + 1) % (last + 1))))
        .usual(
            "each unit gets the number of " + name + " of the unit before it" + own,
            () -> by(b, N, (n, j) -> b.get(0, (j + last) % (last + 1))));
  }

  private static Choice<Matrix> inSomeRows(Choice<Matrix> choice, String name, Matrix b, int N) {
    String every = ": it must be added to every row, as plusRow does.";
    String byExample =
        name
            + " is read by the number of the example: unit j must get its own number, the same in"
            + " every row.";
    return choice
        .usual(
            name + " is added to row 0 only" + every,
            () -> by(b, N, (n, j) -> n == 0 ? b.get(0, j) : 0))
        .usual(
            name + " is added to the last row only" + every,
            () -> by(b, N, (n, j) -> n == N - 1 ? b.get(0, j) : 0))
        .usual(
            name + " is not added to row 0" + every + " Does a loop begin at 1?",
            () -> by(b, N, (n, j) -> n == 0 ? 0 : b.get(0, j)))
        .usual(
            name + " is not added to the last row" + every + " Does a loop stop one short?",
            () -> by(b, N, (n, j) -> n == N - 1 ? 0 : b.get(0, j)))
        .usual(byExample, () -> by(b, N, (n, j) -> b.data()[n]))
        .usual(byExample, () -> by(b, N, (n, j) -> b.data()[n % b.cols()]))
        .usual(
            name + " is added once more in each row: it must be added once to each.",
            () -> by(b, N, (n, j) -> (n + 1) * b.get(0, j)));
  }

  private interface Entry {
    double of(int n, int j);
  }

  private static Matrix by(Matrix row, int N, Entry entry) {
    Matrix m = new Matrix(N, row.cols());
    for (int n = 0; n < N; n++) {
      for (int j = 0; j < row.cols(); j++) {
        m.set(n, j, entry.of(n, j));
      }
    }
    return m;
  }

  /** A row in each of N rows, times a number. */
  private static Matrix inEachRow(Matrix row, int N, double factor) {
    return new Matrix(N, row.cols()).plusRow(row.scale(factor));
  }

  /**
   * A function of every entry, with the functions that are taken for it.
   *
   * @param what the result as the equation has it: {@code "tanh(z)"}
   * @param z what it is a function of
   * @param right the function, one of {@code Math::tanh} and {@link #sigmoid}
   */
  protected final Choice<Matrix> activation(String what, Matrix z, DoubleUnaryOperator right) {
    Choice<Matrix> choice = at(what, () -> z.map(right));
    if (choice.isSettled()) {
      return choice;
    }
    boolean isTanh = right.applyAsDouble(1) == Math.tanh(1);
    String name = isTanh ? "tanh" : "the sigmoid";
    String rest = ": it must be " + what + ".";
    choice
        .usual(name + " is missing" + rest, () -> z)
        .usual(
            (isTanh
                    ? "the sigmoid is used in place of tanh"
                    : "tanh is used in place of the sigmoid")
                + rest,
            () -> z.map(isTanh ? Slips::sigmoid : Math::tanh))
        .usual(name + " is applied twice: once is enough.", () -> z.map(right).map(right));
    taken(choice, "the ReLU", name, rest, z, v -> Math.max(0, v));
    taken(choice, "a leaky ReLU", name, rest, z, v -> v > 0 ? v : 0.01 * v);
    taken(choice, "the softplus", name, rest, z, v -> Math.log1p(Math.exp(v)));
    taken(choice, "the softsign", name, rest, z, v -> v / (1 + Math.abs(v)));
    taken(choice, "the sign", name, rest, z, Math::signum);
    taken(choice, "atan", name, rest, z, Math::atan);
    taken(choice, "the sine", name, rest, z, Math::sin);
    taken(choice, "tan", name, rest, z, Math::tan);
    taken(choice, "the exponential", name, rest, z, Math::exp);
    taken(choice, "the cosine", name, rest, z, Math::cos);
    taken(choice, "sinh", name, rest, z, Math::sinh);
    taken(choice, "the SiLU", name, rest, z, v -> v * sigmoid(v));
    taken(choice, "the ELU", name, rest, z, v -> v > 0 ? v : Math.expm1(v));
    taken(choice, "a step", name, rest, z, v -> v > 0 ? 1 : 0);
    double low = isTanh ? -1 : 0;
    for (double slope : isTanh ? new double[] {1} : new double[] {0.2, 0.25, 1.0 / 6}) {
      choice.usual(
          "a straight line between " + (int) low + " and 1 is used in place of " + name + rest,
          () -> z.map(v -> Math.max(low, Math.min(1, isTanh ? v : 0.5 + slope * v))));
    }
    for (double bound : new double[] {0.5, 1, 2, 3, 4, 5, 6, 8, 10, 20, 50}) {
      choice.usual(
          "z is clipped before "
              + name
              + ": z must go in as it is, and large z must give the limits.",
          () -> z.map(v -> right.applyAsDouble(Math.max(-bound, Math.min(bound, v)))));
    }
    return isTanh ? formsOfTanh(choice, z, rest) : formsOfSigmoid(choice, z, rest);
  }

  private static void taken(
      Choice<Matrix> choice,
      String other,
      String name,
      String rest,
      Matrix z,
      DoubleUnaryOperator function) {
    choice.usual(other + " is used in place of " + name + rest, () -> z.map(function));
  }

  private static Choice<Matrix> formsOfTanh(Choice<Matrix> choice, Matrix z, String rest) {
    String overflows =
        " overflows: for large z it is ∞/∞ = NaN. Use Math.tanh, or 1 − 2 / (e²ᶻ + 1).";
    return choice
        .usual(
            "tanh as (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)" + overflows,
            () -> z.map(v -> (Math.exp(v) - Math.exp(-v)) / (Math.exp(v) + Math.exp(-v))))
        .usual(
            "tanh as (e²ᶻ − 1) / (e²ᶻ + 1)" + overflows,
            () -> z.map(v -> (Math.exp(2 * v) - 1) / (Math.exp(2 * v) + 1)))
        .usual(
            "tanh as (1 − e⁻²ᶻ) / (1 + e⁻²ᶻ)" + overflows,
            () -> z.map(v -> (1 - Math.exp(-2 * v)) / (1 + Math.exp(-2 * v))))
        .usual(
            "the first terms of its series are used in place of tanh" + rest,
            () -> z.map(v -> v - v * v * v / 3))
        .usual(
            "the first terms of its series are used in place of tanh" + rest,
            () -> z.map(v -> v - v * v * v / 3 + 2 * Math.pow(v, 5) / 15))
        .usual(
            "tanh is applied to z / 2: apply it to z. If you made it of σ, tanh(z) is 2σ(2z) − 1.",
            () -> z.map(v -> Math.tanh(v / 2)))
        .usual("tanh is applied to 2z: apply it to z.", () -> z.map(v -> Math.tanh(2 * v)))
        .usual(
            "the slope of tanh is used in place of tanh: 1 − tanh² belongs to the backward pass.",
            () -> z.map(v -> 1 - Math.tanh(v) * Math.tanh(v)));
  }

  private static Choice<Matrix> formsOfSigmoid(Choice<Matrix> choice, Matrix z, String rest) {
    return choice
        .usual(
            "the sigmoid as eᶻ / (1 + eᶻ) overflows: for large z it is ∞/∞ = NaN. 1 / (1 + e⁻ᶻ) is"
                + " the same number and does not overflow.",
            () -> z.map(v -> Math.exp(v) / (1 + Math.exp(v))))
        .usual(
            "the sigmoid has the wrong sign in the exponent: σ(z) = 1 / (1 + e⁻ᶻ).",
            () -> z.map(v -> sigmoid(-v)))
        .usual(
            "the bracket of the sigmoid is missing: 1 / 1 + e⁻ᶻ is 1 + e⁻ᶻ, and σ(z) = 1 / (1 +"
                + " e⁻ᶻ).",
            () -> z.map(v -> 1 + Math.exp(-v)))
        .usual(
            "the sigmoid is made of tanh without halving z: σ(z) = (1 + tanh(z / 2)) / 2.",
            () -> z.map(v -> (1 + Math.tanh(v)) / 2))
        .usual(
            "the base of the sigmoid is 2: it must be e.",
            () -> z.map(v -> 1 / (1 + Math.pow(2, -v))));
  }

  /** The logistic function, {@code 1 / (1 + e⁻ᵛ)}. */
  protected static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  /** The product over some of the columns of the first factor. */
  private static Matrix within(Matrix a, Matrix b, int from, int to) {
    return a.columns(from, to).matmul(b.transpose().columns(from, to).transpose());
  }

  /**
   * The sums of a recurrent step in which each unit of the state is overwritten when it is known.
   */
  protected static Matrix oneAfterTheOther(Matrix rest, Matrix hPrev, Matrix Wh) {
    Matrix state = hPrev.copy();
    Matrix z = rest.copy();
    for (int r = 0; r < z.rows(); r++) {
      for (int j = 0; j < z.cols(); j++) {
        for (int k = 0; k < z.cols(); k++) {
          z.set(r, j, z.get(r, j) + state.get(r, k) * Wh.get(k, j));
        }
        state.set(r, j, Math.tanh(z.get(r, j)));
      }
    }
    return z;
  }

  /** In each row, the sums from the left. */
  protected static Matrix running(Matrix m) {
    Matrix sums = m.copy();
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 1; c < m.cols(); c++) {
        sums.set(r, c, sums.get(r, c - 1) + m.get(r, c));
      }
    }
    return sums;
  }

  /** One row in every row. */
  private static Matrix everyRow(Matrix m, int row) {
    Matrix same = m.copy();
    for (int r = 0; r < m.rows(); r++) {
      System.arraycopy(m.data(), row * m.cols(), same.data(), r * m.cols(), m.cols());
    }
    return same;
  }

  private static Matrix rowBefore(Matrix m) {
    Matrix moved = new Matrix(m.rows(), m.cols());
    System.arraycopy(m.data(), 0, moved.data(), m.cols(), m.data().length - m.cols());
    return moved;
  }

  private static Matrix strided(Matrix m, int length) {
    Matrix other = m.copy();
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        other.set(r, c, m.data()[(r * length + c) % m.data().length]);
      }
    }
    return other;
  }

  /** Takes these wrong choices from now on, and the right ones everywhere else. */
  final void take(List<Wrong> choices) {
    taken.clear();
    choices.forEach(wrong -> taken.put(wrong.place(), wrong.index()));
  }

  /** From now on, notes the wrong choices at each place that it meets, or does so no longer. */
  final void noteWrong(boolean isNoting) {
    this.isNoting = isNoting;
  }

  /** The wrong choices that it has noted, in the order in which it met them. */
  final List<Wrong> met() {
    return places.values().stream().flatMap(List::stream).toList();
  }

  /**
   * The choices at one place.
   *
   * @param <T> what is chosen
   */
  public final class Choice<T> {
    private final String place;
    private final List<Wrong> wrong = new ArrayList<>();
    private final boolean isNoted; // what is wrong here, or nobody asks for it
    private int left; // wrong choices before the one that is taken; below 0 from there on
    private Supplier<? extends T> chosen;

    private Choice(String place, Supplier<? extends T> right) {
      this.place = place;
      chosen = right;
      left = taken.getOrDefault(place, -1);
      isNoted = !isNoting || places.containsKey(place);
    }

    /** Whether no further choice changes anything. */
    private boolean isSettled() {
      return isNoted && left < 0;
    }

    /**
     * A wrong choice.
     *
     * @param sentence what to tell who makes it: what is wrong, a colon, and what is right
     * @param value what comes of it
     */
    public Choice<T> or(String sentence, Supplier<? extends T> value) {
      return or(sentence, false, value);
    }

    /** One that belongs to every such place. */
    Choice<T> usual(String sentence, Supplier<? extends T> value) {
      return or(sentence, true, value);
    }

    private Choice<T> or(String sentence, boolean isUsual, Supplier<? extends T> value) {
      if (isSettled()) {
        return this;
      }
      if (!isNoted) {
        wrong.add(new Wrong(place, wrong.size(), sentence, isUsual));
      }
      if (left == 0) {
        chosen = value;
      }
      left--;
      return this;
    }

    /** What is chosen. */
    public T get() {
      if (!isNoted) {
        places.putIfAbsent(place, wrong);
      }
      return chosen.get();
    }
  }
}
