package unrolled.model;

import java.util.Arrays;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;

/** Where the answer of a network is read off its top layer. */
public enum Readout {
  /** At each step: one answer for each (T·N rows). */
  EACH_STEP {
    @Override
    Matrix forward(Body body, Workspace to) {
      return body.outputs().flat();
    }

    @Override
    Sequence backward(Matrix dr, Body body, Workspace to) {
      return body.backward(body.outputs().gradient(dr));
    }
  },
  /** After the last real step of each sequence, of both directions if there are two (N rows). */
  LAST_STEP {
    @Override
    Matrix forward(Body body, Workspace to) {
      Matrix last = to.lend(body.outputs().batch(), body.hiddenSize());
      body.lastH(last);
      return last;
    }

    /** The zeros say of which pass it is, which a state does not. */
    @Override
    Sequence backward(Matrix dr, Body body, Workspace to) {
      return body.backward(body.outputs().gradient(zeros(body, to)), dr);
    }
  },
  /** The mean of the outputs at the real steps of each sequence (N rows). */
  MEAN {
    @Override
    Matrix forward(Body body, Workspace to) {
      Sequence h = body.outputs();
      Matrix mean = to.lend(h.batch(), h.features());
      Arrays.fill(mean.storage(), 0, h.batch() * h.features(), 0);
      for (int n = 0; n < h.batch(); n++) {
        for (int t = 0; t < h.length(n); t++) {
          for (int j = 0; j < h.features(); j++) {
            mean.set(n, j, mean.get(n, j) + h.get(t, n, j) / h.length(n));
          }
        }
      }
      return mean;
    }

    @Override
    Sequence backward(Matrix dr, Body body, Workspace to) {
      Sequence h = body.outputs();
      Sequence dh = h.gradient(zeros(body, to));
      for (int n = 0; n < h.batch(); n++) {
        for (int t = 0; t < h.length(n); t++) {
          for (int j = 0; j < h.features(); j++) {
            dh.set(t, n, j, dr.get(n, j) / h.length(n));
          }
        }
      }
      return body.backward(dh);
    }
  };

  /** What the head is given, written to what {@code to} lends. */
  abstract Matrix forward(Body body, Workspace to);

  /** The reverse: from the gradient of that, through the layers, to that of what they read. */
  abstract Sequence backward(Matrix dr, Body body, Workspace to);

  private static Matrix zeros(Body body, Workspace to) {
    Matrix outputs = body.outputs().flat();
    Matrix zeros = to.lend(outputs.rows(), outputs.cols());
    Arrays.fill(zeros.storage(), 0, outputs.rows() * outputs.cols(), 0);
    return zeros;
  }
}
