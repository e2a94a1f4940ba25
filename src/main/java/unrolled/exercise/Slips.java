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
 */
public abstract class Slips {
  /** A wrong choice: where it is made, which one it is, and what to tell who makes it. */
  record Wrong(String place, int index, String sentence) {}

  private final Map<String, Integer> taken = new LinkedHashMap<>();
  private final Map<String, List<Wrong>> places = new LinkedHashMap<>();

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
   * counted twice, the sum within it one short.
   *
   * @param term the product as the equation has it: {@code "hPrev·Wh"}
   * @param a the first factor {@code (M × K)}
   * @param b the second factor {@code (K × N)}
   */
  protected final Choice<Matrix> product(String term, Matrix a, Matrix b) {
    String second = term.substring(term.indexOf('·') + 1);
    String bare = second.replace("ᵀ", "");
    return at(term, () -> a.matmul(b))
        .or(term + " is missing: it is one of the terms.", () -> new Matrix(a.rows(), b.cols()))
        .or(
            second.equals(bare)
                ? bare + " is transposed: the product is " + term + ", with " + bare + " as it is."
                : bare + " is not transposed: the product is " + term + ".",
            () -> a.matmul(b.transpose()))
        .or(term + " is counted twice: it is there once.", () -> a.matmul(b).scale(2))
        .or(term + " is subtracted: it is added.", () -> a.matmul(b).scale(-1))
        .or(
            "the sum within " + term + " stops one short: its last factor is left out.",
            () -> shorter(a, b));
  }

  /**
   * A function of every entry, with the functions that are taken for it.
   *
   * @param what the result as the equation has it: {@code "tanh(z)"}
   * @param z what it is a function of
   * @param right the function, one of {@code Math::tanh} and {@link #sigmoid}
   */
  protected final Choice<Matrix> activation(String what, Matrix z, DoubleUnaryOperator right) {
    boolean isTanh = right.applyAsDouble(1) == Math.tanh(1);
    String name = isTanh ? "tanh" : "the sigmoid";
    return at(what, () -> z.map(right))
        .or(name + " is missing: it is " + what + ".", () -> z)
        .or(
            (isTanh ? "the sigmoid is taken for tanh" : "tanh is taken for the sigmoid")
                + ": it is "
                + what
                + ".",
            () -> z.map(isTanh ? Slips::sigmoid : Math::tanh))
        .or(
            "the ReLU is taken for " + name + ": it is " + what + ".",
            () -> z.map(v -> Math.max(0, v)))
        .or(name + " is taken twice: once is enough.", () -> z.map(right).map(right));
  }

  /** The logistic function, {@code 1 / (1 + e⁻ᵛ)}. */
  protected static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  private static Matrix shorter(Matrix a, Matrix b) {
    int k = a.cols() - 1;
    return a.columns(0, k).matmul(b.transpose().columns(0, k).transpose());
  }

  /** Takes these wrong choices from now on, and the right ones everywhere else. */
  final void take(List<Wrong> choices) {
    taken.clear();
    choices.forEach(wrong -> taken.put(wrong.place(), wrong.index()));
  }

  /** The wrong choices that it has met, in the order in which it met them. */
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
    private Supplier<? extends T> chosen;

    private Choice(String place, Supplier<? extends T> right) {
      this.place = place;
      chosen = right;
    }

    /**
     * A wrong choice.
     *
     * @param sentence what to tell who makes it: what is wrong, a colon, and what is right
     * @param value what comes of it
     */
    public Choice<T> or(String sentence, Supplier<? extends T> value) {
      wrong.add(new Wrong(place, wrong.size(), sentence));
      if (taken.getOrDefault(place, -1) == wrong.size() - 1) {
        chosen = value;
      }
      return this;
    }

    /** What is chosen. */
    public T get() {
      places.putIfAbsent(place, wrong);
      return chosen.get();
    }
  }
}
