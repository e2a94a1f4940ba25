package unrolled.exercise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The answer to an exercise once more, with its decision points open: at each place the right
 * choice, and the wrong ones that people make there, each with what to tell them.
 *
 * <pre>{@code
 * Matrix hW = at("hPrev·Wh", () -> hPrev.matmul(Wh))
 *     .or("hPrev is added without its weights: the term must be hPrev·Wh.", () -> hPrev)
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
 * <p>What goes wrong in every product, activation and bias, and on the way back through them, is in
 * {@link LayerSlips}; what goes wrong in every loop over the steps of a sequence, in {@link
 * SequenceSlips}.
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
    boolean isSettled() {
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
