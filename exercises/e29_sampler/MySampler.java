package e29_sampler;

import unrolled.matrix.Matrix;

/** Your sampler. The statement is in README.md, beside this file. */
public final class MySampler implements Sampler {
  @Override
  public Drawn draw(Matrix logits, double temperature, int k, Matrix u) {
    // TODO: for each row, softmax(z / temperature) over its k largest logits, and the class in
    //       whose part of [0, 1) u lies. Delete the next line, and return new Drawn(p, token).
    throw new UnsupportedOperationException("e29: not written yet");
  }
}
