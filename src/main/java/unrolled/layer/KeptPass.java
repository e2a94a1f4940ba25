package unrolled.layer;

import unrolled.cell.State;

/** What the layers of this package ask each other, so that several go on together or not at all. */
interface KeptPass {
  /**
   * Refuses a batch of the steps and rows of {@code xs} that no array can hold.
   *
   * @throws IllegalArgumentException with the sizes
   */
  void requireRoom(Sequence xs);

  /**
   * Makes room for a forward pass over {@code xs}, after {@link #requireRoom}; changes nothing that
   * can be seen.
   *
   * @throws OutOfMemoryError if there is no memory; the layer is as it was
   */
  void reserve(Sequence xs);

  /**
   * Refuses a backward pass that would not be the one of the last forward pass.
   *
   * @param dh what says which pass it is of; null if nothing does
   */
  void requireBackward(Sequence dh);

  /**
   * The backward pass that follows is the one of the last forward pass for sure, whatever its
   * gradient says: {@link #requireBackward} has been asked.
   */
  void settle();

  /** Whether the last pass is the one that {@code mark} is of, and not a later one. */
  boolean isAt(Sequence mark);

  /** {@link #requireRoom} of a layer that may be somebody else's. */
  static void requireRoom(Layer<?> layer, Sequence xs) {
    if (layer instanceof KeptPass pass) {
      pass.requireRoom(xs);
    }
  }

  /** {@link #reserve} of a layer that may be somebody else's. */
  static void reserve(Layer<?> layer, Sequence xs) {
    if (layer instanceof KeptPass pass) {
      pass.reserve(xs);
    }
  }

  /** A forward pass of {@code layer}; from zeros, if {@code initial} is null. */
  static <S extends State<S>> Sequence forward(Layer<S> layer, Sequence xs, S initial) {
    return initial == null ? layer.forward(xs) : layer.forward(xs, initial);
  }

  /** A backward pass of {@code layer}; either gradient may be null for zeros, but not both. */
  static <S extends State<S>> Sequence backward(Layer<S> layer, Sequence dh, S dLast) {
    if (dh == null) {
      if (layer instanceof KeptPass pass) {
        pass.settle();
      }
      return layer.backward(dLast);
    }
    return dLast == null ? layer.backward(dh) : layer.backward(dh, dLast);
  }

  /** Refuses a backward pass unless the last pass of {@code layer} gave {@code outputs}. */
  static void requireBackward(Layer<?> layer, Sequence outputs) {
    if (layer instanceof KeptPass pass) {
      pass.requireBackward(outputs);
    }
  }
}
