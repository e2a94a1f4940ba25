package unrolled.layer;

/**
 * In what a layer computes inside. Weights, gradients, inputs and outputs are doubles in either
 * case.
 */
public enum Precision {
  /** Doubles: 53 bits. */
  DOUBLE,

  /**
   * Floats: 24 bits, and twice as many numbers in a vector. Inputs, states, gates and products are
   * floats, and so are the sums of one backward pass; then they are added to the gradients, which
   * are doubles. A result differs from that of doubles by some 10⁻⁶ of its size. A number beyond
   * 3.4 · 10³⁸, the largest float, is infinite inside.
   */
  SINGLE
}
