package unrolled.exercise;

import java.util.Locale;

/** How far a learner is with an exercise, or with a notebook. */
public enum Standing {
  /** Every test has passed. */
  PASSED("✓"),
  /** Everything that it builds on has been passed. */
  OPEN("○"),
  /** Something that it builds on has not been passed. */
  LOCKED("·");

  /** One character that stands for it. */
  public final String mark;

  Standing(String mark) {
    this.mark = mark;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
