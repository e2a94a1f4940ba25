package unrolled.experiment;

import unrolled.train.GradientClipping;

/** What is done to a gradient before the step. */
public enum Clip {
  NONE("no clipping"),
  /** {@link GradientClipping#byGlobalNorm} with 1. */
  NORM("clipped to norm 1"),
  /** {@link GradientClipping#byValue} with 0.1. */
  VALUE("clipped to values of ±0.1");

  static final double MAX_NORM = 1;
  static final double LIMIT = 0.1;

  private final String label;

  Clip(String label) {
    this.label = label;
  }

  /** What a chart calls it. */
  public String label() {
    return label;
  }
}
