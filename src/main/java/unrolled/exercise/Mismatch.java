package unrolled.exercise;

import org.opentest4j.AssertionFailedError;

/** A test has failed because two matrices do not agree; which, it carries along. */
final class Mismatch extends AssertionFailedError {
  private static final long serialVersionUID = 1;

  private final transient Disagreement disagreement;

  Mismatch(String message, Disagreement disagreement) {
    super(message, Texts.matrix(disagreement.expected()), Texts.matrix(disagreement.actual()));
    this.disagreement = disagreement;
  }

  Disagreement disagreement() {
    return disagreement;
  }
}
