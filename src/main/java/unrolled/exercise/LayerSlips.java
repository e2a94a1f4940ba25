package unrolled.exercise;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import unrolled.matrix.Matrix;

/**
 * {@link Slips} with what goes wrong in every layer: in products, activations and biases, and on
 * the way back through them.
 */
public abstract class LayerSlips extends Slips {
  /** Functions of h = tanh(z), for which □ stands. */
  private static final Map<String, DoubleUnaryOperator> USED_FOR_THE_DERIVATIVE =
      usedForTheDerivative();

  /** Leaves the right choice everywhere. */
  protected LayerSlips() {}

  /**
   * A product of matrices, with what goes wrong in products: missing, the second factor transposed,
   * counted twice, a sum within it that begins late, stops short or is not set back.
   *
   * @param term the product as the equation has it: {@code "hPrev·Wh"}
   * @param a the first factor {@code (M × K)}
   * @param b the second factor {@code (K × N)}
   */
  protected final Choice<Matrix> product(String term, Matrix a, Matrix b) {
    Choice<Matrix> choice = at(term, () -> a.matmul(b));
    if (choice.isSettled()) {
      return choice;
    }
    String first = term.substring(0, term.indexOf('·'));
    String second = term.substring(term.indexOf('·') + 1);
    String bare = second.replace("ᵀ", "");
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
   * The derivative of tanh at what came out of it, {@code 1 − h²}, with what is used for it.
   *
   * @param what what it is called: {@code "the derivative of tanh"}
   * @param name what came out of tanh is called: {@code "h"}
   * @param h what came out of tanh {@code (N × H)}
   */
  protected final Choice<Matrix> derivativeOfTanh(String what, String name, Matrix h) {
    Choice<Matrix> choice = at(what, () -> h.map(v -> 1 - v * v));
    if (choice.isSettled()) {
      return choice;
    }
    String right = ": it must be 1 − " + name + "²";
    choice.usual(what + " is missing" + right + ", a factor of each entry.", () -> h.map(v -> 1));
    USED_FOR_THE_DERIVATIVE.forEach(
        (form, function) ->
            choice.usual(
                form.replace("□", name) + " is used as " + what + right + ".",
                () -> h.map(function)));
    choice
        .usual(
            "tanh is taken once more in "
                + what
                + right
                + ", since "
                + name
                + " has been through tanh.",
            () -> h.map(v -> 1 - Math.tanh(v) * Math.tanh(v)))
        .usual(what + " is a factor twice" + right + ", once.", () -> h.map(v -> square(1 - v * v)))
        .usual(
            what + " is 0 where " + name + " is negative" + right + " everywhere.",
            () -> h.map(v -> v > 0 ? 1 - v * v : 0))
        .usual(
            what + " is rounded to 0 or 1" + right + ".", () -> h.map(v -> Math.rint(1 - v * v)));
    for (double least : new double[] {0.2, 0.1, 0.05, 0.01, 1e-3, 1e-6}) {
      choice
          .usual(
              what + " is kept above a small number" + right + ", however small.",
              () -> h.map(v -> Math.max(least, 1 - v * v)))
          .usual(
              "a small number is added to " + what + right + " itself.",
              () -> h.map(v -> 1 - v * v + least));
    }
    return choice;
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

  /**
   * The gradient of weights, {@code aᵀ·d}, with what goes wrong in such sums over a batch.
   *
   * @param name what it is called: {@code "dWx"}
   * @param input what the weights were multiplied by: {@code "x"}
   * @param a the same {@code (N × D)}
   * @param of the gradient that comes back: {@code "dz"}
   * @param d the same {@code (N × H)}
   * @return the choice of a matrix {@code (D × H)}
   */
  protected final Choice<Matrix> gradientOfWeights(
      String name, String input, Matrix a, String of, Matrix d) {
    Choice<Matrix> choice = at(name, () -> a.transpose().matmul(d));
    if (choice.isSettled()) {
      return choice;
    }
    int last = a.rows() - 1;
    Matrix ofFirst = a.rows(0, 1).transpose().matmul(d.rows(0, 1));
    Matrix ofLast = a.rows(last, last + 1).transpose().matmul(d.rows(last, last + 1));
    String right = ": it must be " + input + "ᵀ·" + of;
    String sum = right + ", a sum over the examples.";
    String own = ": each example's " + input + " must be multiplied by its own " + of + ".";
    return choice
        .usual(
            name + " comes out transposed" + right + ", not " + of + "ᵀ·" + input + ".",
            () -> d.transpose().matmul(a))
        .usual(
            name + " is averaged over the batch" + sum,
            () -> a.transpose().matmul(d).scale(1.0 / d.rows()))
        .usual(name + " is that of example 0 only" + sum, () -> ofFirst)
        .usual(name + " is that of the last example only" + sum, () -> ofLast)
        .usual(
            "example 0 is left out of " + name + sum + " Does a loop begin at 1?",
            () -> a.transpose().matmul(d).minus(ofFirst))
        .usual(
            "the last example is left out of " + name + sum + " Does a loop stop one short?",
            () -> a.transpose().matmul(d).minus(ofLast))
        .usual(
            name + " is made from the " + input + " of the example before" + own,
            () -> rowBefore(a).transpose().matmul(d))
        .usual(
            input + " and " + of + " are summed over the batch before " + name + " is made" + own,
            () -> a.sumRows().transpose().matmul(d.sumRows()))
        .usual(
            name + " is made as if all of " + input + " were 1" + right + ".",
            () -> a.map(v -> 1).transpose().matmul(d))
        .usual(
            name + " is made from the signs of " + input + right + ".",
            () -> a.map(Math::signum).transpose().matmul(d))
        .usual(
            name + " is made from " + input + "²" + right + ".",
            () -> a.hadamard(a).transpose().matmul(d))
        .usual(
            name + " has a factor of " + of + " too many" + right + ".",
            () -> a.transpose().matmul(d.hadamard(d)));
  }

  /**
   * A gradient on its way back through weights, {@code d·Wᵀ}, with what goes wrong in its sums.
   *
   * @param name what it is called: {@code "dx"}
   * @param of the gradient that comes back: {@code "dz"}
   * @param d the same {@code (N × H)}
   * @param W the weights {@code (D × H)}
   * @return the choice of a matrix {@code (N × D)}
   */
  protected final Choice<Matrix> back(String name, String of, Matrix d, Matrix W) {
    Choice<Matrix> choice = at(name, () -> d.matmul(W.transpose()));
    if (choice.isSettled()) {
      return choice;
    }
    int K = d.cols();
    String sum = ": each entry must be a sum over all columns of " + of + ".";
    return choice
        .usual(
            "only the last column of "
                + of
                + " counts in "
                + name
                + sum
                + " Is there = instead of +=?",
            () -> within(d, W.transpose(), K - 1, K))
        .usual(
            "only the first column of " + of + " counts in " + name + sum,
            () -> within(d, W.transpose(), 0, 1))
        .usual(
            "the last column of " + of + " is left out of " + name + sum,
            () -> within(d, W.transpose(), 0, K - 1))
        .usual(
            "the first column of " + of + " is left out of " + name + sum,
            () -> within(d, W.transpose(), 1, K));
  }

  /**
   * The gradient of a bias, the sum of the rows of another one, with what goes wrong in such sums.
   *
   * @param name what it is called: {@code "db"}
   * @param of what is summed: {@code "dz"}
   * @param d what is summed {@code (N × H)}
   * @return the choice of a row {@code (1 × H)}
   */
  protected final Choice<Matrix> sumOfRows(String name, String of, Matrix d) {
    Choice<Matrix> choice = at(name, d::sumRows);
    if (choice.isSettled()) {
      return choice;
    }
    int last = d.rows() - 1;
    Matrix sum = d.sumRows();
    String right = ": it must be the sum of the rows of " + of;
    double total = running(sum).get(0, sum.cols() - 1);
    return choice
        .usual(name + " is not summed over the examples" + right + ". Use sumRows.", () -> d)
        .usual(name + " is a column" + right + ", a row.", sum::transpose)
        .usual(
            name
                + " is averaged over the examples"
                + right
                + ". If the loss is a mean, that 1/N"
                + " is in what you are given.",
            () -> sum.scale(1.0 / d.rows()))
        .usual(
            name + " is divided by the number of units" + right + ".",
            () -> sum.scale(1.0 / d.cols()))
        .usual(name + " is only row 0 of " + of + right + ".", () -> d.rows(0, 1))
        .usual(name + " is only the last row of " + of + right + ".", () -> d.rows(last, last + 1))
        .usual(
            "example 0 is left out of " + name + right + ". Does a loop begin at 1?",
            () -> sum.minus(d.rows(0, 1)))
        .usual(
            "the last example is left out of " + name + right + ". Does a loop stop one short?",
            () -> sum.minus(d.rows(last, last + 1)))
        .usual("the signs are lost in " + name + right + ".", () -> d.map(Math::abs).sumRows())
        .usual(
            name + " is the sum of squares" + right + " as they are.",
            () -> d.hadamard(d).sumRows())
        .usual(
            name
                + " is added up from unit to unit: number j must be the sum of column j of "
                + of
                + " only.",
            () -> running(sum))
        .usual(
            name + " is summed over the units" + right + ", one number for each unit.",
            () -> d.transpose().sumRows())
        .usual(
            name + " is summed over the units" + right + ", one number for each unit.",
            () -> d.transpose().sumRows().transpose())
        .usual(
            "every number of "
                + name
                + " is the sum of all of "
                + of
                + ": number j must be the sum"
                + " of column j.",
            () -> sum.map(v -> total));
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
            () -> z.map(isTanh ? LayerSlips::sigmoid : Math::tanh))
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

  /** tanh as quotients of exponentials that overflow. */
  protected static Choice<Matrix> overflowsOfTanh(
      Choice<Matrix> choice, String sentence, Matrix z) {
    return choice
        .or(sentence, () -> z.map(v -> (Math.exp(v) - Math.exp(-v)) / (Math.exp(v) + Math.exp(-v))))
        .or(sentence, () -> z.map(v -> (Math.exp(2 * v) - 1) / (Math.exp(2 * v) + 1)))
        .or(sentence, () -> z.map(v -> (1 - Math.exp(-2 * v)) / (1 + Math.exp(-2 * v))));
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

  /** The square of a number. */
  protected static double square(double v) {
    return v * v;
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

  private static Map<String, DoubleUnaryOperator> usedForTheDerivative() {
    var all = new LinkedHashMap<String, DoubleUnaryOperator>();
    all.put("1 − □", v -> 1 - v);
    all.put("(1 − □)²", v -> square(1 - v));
    all.put("1 + □²", v -> 1 + v * v);
    all.put("1 + □", v -> 1 + v);
    all.put("1 − 2□", v -> 1 - 2 * v);
    all.put("1 − |□|", v -> 1 - Math.abs(v));
    all.put("1 − □³", v -> 1 - v * v * v);
    all.put("1 − □⁴", v -> 1 - square(v * v));
    all.put("1 − □²/2", v -> 1 - v * v / 2);
    all.put("√(1 − □²)", v -> Math.sqrt(1 - v * v));
    all.put("1 / (1 − □²)", v -> 1 / (1 - v * v));
    all.put("1 / (1 + □²)", v -> 1 / (1 + v * v));
    all.put("□", v -> v);
    all.put("□²", v -> v * v);
    all.put("2□", v -> 2 * v);
    all.put("the tanh of □", Math::tanh);
    all.put("the cosine of □", Math::cos);
    all.put("□·(1 − □), that of the sigmoid,", v -> v * (1 - v));
    all.put("1 or 0, that of the ReLU,", v -> v > 0 ? 1 : 0);
    return all;
  }
}
