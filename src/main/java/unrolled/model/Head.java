package unrolled.model;

import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;
import unrolled.nn.Dense;
import unrolled.nn.DropMask;
import unrolled.nn.Dropout;

/**
 * From the layers of a {@link Model} to its answer.
 *
 * <pre>{@code
 * r = dropout(readout(h))              (N × H), or (T·N × H) for an answer at each step
 * z = r·W + b                          (N × O), or (T·N × O)
 * }</pre>
 *
 * <p>Everything stands in storage that is kept from batch to batch.
 */
final class Head {
  private static final String OVERWRITTEN =
      "this matrix of a Model was overwritten by its next pass";

  private final Readout readout;
  final Dense dense;
  private DropMask mask = new DropMask(new Dropout(0), null);
  private final Workspace reads = new Workspace(OVERWRITTEN);
  private final Workspace dropped = new Workspace(OVERWRITTEN);
  private final Workspace answers = new Workspace(OVERWRITTEN);
  private final Workspace gradients = new Workspace(OVERWRITTEN);
  private final Workspace spread = new Workspace(OVERWRITTEN);
  private Matrix read; // what the dense map was given

  Head(Readout readout, int width, int answers, RandomGenerator rng) {
    this.readout = readout;
    dense = new Dense(width, answers, rng);
  }

  void dropout(Dropout below, RandomGenerator rng) {
    mask = new DropMask(below, rng);
  }

  /** The answer to what the body has read; lent until the next pass. */
  Matrix forward(Body body, Mode mode) {
    read = readout.forward(body, reads);
    mask.draw(read.rows() * read.cols(), mode == Mode.LEARN);
    if (mask.isOn()) {
      Matrix kept = dropped.lend(read.rows(), read.cols());
      mask.apply(read, kept);
      read = kept;
    }
    return dense.forward(read, answers);
  }

  /** Adds to all gradients; returns that of what the body has read. */
  Sequence backward(Matrix dz, Body body) {
    Matrix dr = dense.backward(dz, read, gradients);
    if (!dr.isFinite()) {
      throw new ArithmeticException(
          "the gradient that the head passes down is not finite: training diverged");
    }
    if (mask.isOn()) {
      mask.apply(dr, dr);
    }
    return readout.backward(dr, body, spread);
  }
}
