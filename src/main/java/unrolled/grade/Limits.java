package unrolled.grade;

import java.time.Duration;

/** What a submission may use of this machine. */
final class Limits {
  /**
   * Processes and threads together. A JVM takes about fifteen; the more there are beside them, the
   * slower the player beside it.
   */
  static final int PROCESSES = 32;

  static final Duration CALL = Duration.ofSeconds(2);
  static final Duration START = Duration.ofSeconds(20);

  /** All calls of one answer together. */
  static final Duration ALL_CALLS = Duration.ofSeconds(20);

  static final Duration COMPILATION = Duration.ofSeconds(10);
  static final int CALLS = 20_000;
  static final int FRAME_BYTES = 1 << 22;
  static final long ALL_BYTES = 1L << 26;
  static final int PRINTED_BYTES = 2000;
  static final int HEAP_MEGABYTES = 192;
  static final long DATA_BYTES = 600L << 20;

  /** Addresses: of the 1.5 GB that a JVM reserves it touches a small part. */
  static final long SPACE_BYTES = 2L << 30;

  static final int SOURCE_BYTES = 1 << 18;
  static final int FILES = 2000;
  static final int DEPTH = 8;
  static final int ZIP_BYTES = 10 << 20;
  static final int NOTEBOOK_BYTES = 16 << 20;

  /** All that is read of one hand-in. */
  static final long SUBMISSION_BYTES = 64L << 20;

  /** A zip of zips, and what a platform says of all submissions. */
  static final int BULK_BYTES = 1 << 28;

  private Limits() {}
}
