package unrolled.layer;

import unrolled.cell.State;
import unrolled.matrix.Matrix;

/**
 * What a recurrent network computes in the steps of a pass, with all the arrays for it. {@link
 * FusedLayer} says when, and on which thread; it calls the methods in the order in which they stand
 * here.
 *
 * <p>There are two of each network: {@code LstmSteps} computes in doubles, {@code SingleLstmSteps},
 * which is generated from it, in floats.
 */
interface Steps<S extends State<S>> {
  /** Makes room for a pass over {@code xs}; nothing that can be seen changes. */
  void reserve(Sequence xs, boolean lasts);

  /** What {@link #reserve} takes, in bytes. */
  long bytes(Sequence xs);

  /**
   * Takes {@code xs} for the passes to come, and the weights as they are now.
   *
   * @param lasts whether {@code xs} stays as it is until the last of them
   */
  void read(Sequence xs, boolean lasts);

  /**
   * Begins a forward pass.
   *
   * @param outputs where h goes, with the lengths of the input
   * @param initial the state before the first step; null for zeros
   */
  void begin(Sequence outputs, S initial);

  /** What the inputs bring to the gates, for rows {@code from} to {@code to} − 1 of all steps. */
  void project(int from, int to);

  /** Step {@code t} of the sequences {@code from} to {@code to} − 1. */
  void step(int t, int from, int to);

  /** Refuses a backward pass over an input that its owner has written over since. */
  void requireInput();

  /**
   * Begins a backward pass.
   *
   * @param dh the gradients of the outputs; null for zeros
   * @param dLast the gradient of the last state; null for zeros
   * @param dx where the gradient of the input goes
   */
  void beginBack(Sequence dh, S dLast, Sequence dx);

  /** What the loss says of the state after the last step, of some of the sequences. */
  void open(int from, int to);

  /** The reverse of {@link #step}. */
  void stepBack(int t, int from, int to);

  /** The gradients of columns {@code from} to {@code to} − 1 of the weights, from so many rows. */
  void addGradients(int row, int rows, int from, int to);

  /** The reverse of {@link #project}: the same rows of dx. */
  void projectBack(int from, int to);

  /** Ends the backward pass. */
  void endBack();

  /** A copy of the state of each sequence after its last step. */
  S last();

  /** The hidden state of {@link #last}, to columns {@code at} to {@code at} + H − 1. */
  void lastH(Matrix to, int at);

  /** A copy of the gradient of each sequence's initial state. */
  S dInitial();
}
