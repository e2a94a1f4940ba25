package unrolled.model;

/** What a forward pass of a {@link Model} is for. */
enum Mode {
  /** An answer: nothing is dropped, and no backward pass follows. */
  USE,
  /** Learning: dropout acts, and a backward pass follows. */
  LEARN,
  /** The gradient of the answer itself: nothing is dropped, and a backward pass follows. */
  TRACE
}
