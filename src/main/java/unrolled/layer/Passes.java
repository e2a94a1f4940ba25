package unrolled.layer;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Which pass a layer is in, and the one rule for what it hands out.
 *
 * <pre>{@code
 * outputs    may be read until the next forward pass
 * dx         may be read until the next backward pass
 * backward   belongs to the last forward pass; each forward pass has one at most
 * }</pre>
 *
 * <p>A sequence remembers the pass that it belongs to, and so does what is made of it by {@link
 * Sequence#withFlat}: a gradient that remembers another pass is refused. One that remembers none
 * could be of any of several forward passes; then it is refused too, because no answer would be
 * right for sure.
 */
final class Passes {
  private static final String OUTPUTS =
      "these outputs of a layer were overwritten by its next forward pass;"
          + " take what you need before that pass, or keep a copy()";
  private static final String GRADIENT =
      "this gradient of a layer's input was overwritten by its next backward pass;"
          + " take what you need before that pass, or keep a copy()";

  private final Lender lender = new Lender(OUTPUTS);
  private final Lender gradients = new Lender(GRADIENT);
  private boolean training = true;
  private long number; // of the last forward pass
  private int unanswered; // forward passes of training since the last backward pass
  private boolean pending; // the last forward pass was of training, and has no backward pass yet
  private boolean wentBack;
  private final AtomicReference<Thread> inside = new AtomicReference<>(); // a pass, if any is
  private boolean used; // the last forward pass was not of training
  private Sequence outputs; // null before the first pass, and after one that failed
  private final Sequence mark = Sequence.toLend(); // the pass that the outputs are of
  private final Sequence input = Sequence.toLend(); // the pass that the input belongs to

  boolean isTraining() {
    return training;
  }

  void training(boolean on) {
    training = on;
  }

  /** Makes room for outputs and dx; changes nothing if there is no memory. */
  void reserve(int outputs, int gradients) {
    lender.reserve(outputs);
    this.gradients.reserve(gradients);
  }

  /** Whether {@code xs} is the storage that the next forward pass writes to. */
  boolean overwrites(Sequence xs) {
    return lender.isLending(xs.flat());
  }

  /**
   * Claims the layer for the forward pass of this thread, before any of it is changed.
   *
   * @throws IllegalStateException if another thread is in the middle of one
   */
  void enter() {
    if (!inside.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException(
          "two threads use one layer at the same time, and would mix up its passes; expected a"
              + " layer for each thread. Layers over one cell share its weights: new Lstm(cell)");
    }
  }

  /** Gives the claim up, whether the pass came to its end or failed. */
  void leave() {
    inside.set(null);
  }

  /** Begins a forward pass over {@code xs}: nothing of the pass before is left. */
  void begin(Sequence xs) {
    if (!wentBack) {
      lender.keepApart();
    }
    number++;
    pending = false;
    wentBack = false;
    outputs = null;
    input.belongLike(xs);
  }

  /** The storage for the outputs of this pass, with the shape of {@code xs}. */
  Sequence lend(Sequence xs, int features) {
    return lender.lend(xs, features).belongTo(this, number);
  }

  /** Ends the forward pass. */
  Sequence end(Sequence outputs) {
    this.outputs = outputs;
    mark.belongLike(outputs);
    used = !training;
    pending = training;
    if (training) {
      unanswered++;
    }
    return outputs;
  }

  Sequence outputs(String call) {
    Checks.after(outputs != null, call, "forward");
    if (!outputs.isOfPassOf(mark)) {
      throw new IllegalStateException(OUTPUTS);
    }
    return outputs;
  }

  /** Whether the last pass is the one that {@code mark} is of. */
  boolean isAt(Sequence mark) {
    return outputs != null && outputs.isOfPassOf(mark);
  }

  /** Refuses where a layer inside has made another pass than the one that {@code mark} is of. */
  static void requireAt(Layer<?> layer, Sequence mark) {
    if (layer instanceof KeptPass pass && !pass.isAt(mark)) {
      throw new IllegalStateException(OUTPUTS);
    }
  }

  /** Refuses a backward pass that is not one of the last forward pass for sure. */
  void requireBackward(Sequence dh) {
    Sequence now = outputs("backward");
    if (used) {
      throw new IllegalStateException(
          "backward: the last forward pass was made with training(false); expected one made with"
              + " training(true)");
    }
    if (!pending) {
      throw new IllegalStateException(
          "backward: the last forward pass has had its backward pass; expected a forward pass"
              + " before each. A layer that stands in two places needs a second one over the same"
              + " cell, such as new Lstm(cell)");
    }
    if (dh != null && dh.isOfSomePass()) {
      if (!dh.isOfPassOf(now)) {
        throw new IllegalStateException(
            "backward: this gradient belongs to an earlier forward pass, whose outputs were"
                + " overwritten, or to another layer; expected one made by outputs().withFlat(…)"
                + " after the last forward pass of this layer. A layer that stands in two places"
                + " needs a second one over the same cell, such as new Lstm(cell)");
      }
    } else if (unanswered > 1) {
      throw new IllegalStateException(
          "backward: "
              + unanswered
              + " forward passes came before it, and the gradient does not say which of them it is"
              + " of; make it by outputs().withFlat(…), or call training(false) before passes that"
              + " only read");
    }
  }

  /** See {@link KeptPass#settle}. */
  void settle() {
    unanswered = 1;
  }

  /** Refuses what stands where dx is written to: it would be gone before it is read. */
  void requireApart(Sequence dh) {
    if (dh != null && gradients.isLending(dh.flat())) {
      throw new IllegalStateException(
          "backward: this gradient is the dx of the last backward pass of the same layer, which"
              + " writes the next one to its place; expected a copy()");
    }
  }

  /** The storage for dx; begins the backward pass, which {@link #leave} ends. */
  Sequence lendGradient(int features) {
    answer();
    return gradients.lend(outputs, features).belongLike(input);
  }

  /** Begins a backward pass whose dx comes from a layer inside. */
  void answer() {
    pending = false;
    unanswered = 0;
  }

  void wentBack() {
    wentBack = true;
  }

  void requireBack() {
    Checks.after(wentBack, "dInitial", "backward");
  }
}
