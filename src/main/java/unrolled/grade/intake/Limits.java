package unrolled.grade.intake;

import unrolled.exercise.Sources;

/** How much a hand-in may be. */
final class Limits {
  static final int SOURCE_BYTES = Sources.LONGEST_BYTES;
  static final int FILES = 2000;

  /** So many are listed, of which the most promising are looked at. */
  static final int FILES_LISTED = 50_000;

  static final int DEPTH = 8;
  static final int ZIP_BYTES = 10 << 20;
  static final int NOTEBOOK_BYTES = 16 << 20;

  /** All that is read of one hand-in. */
  static final long HAND_IN_BYTES = 64L << 20;

  /** A zip of zips, and what a platform says of all hand-ins. */
  static final int BULK_BYTES = 1 << 28;

  private Limits() {}
}
