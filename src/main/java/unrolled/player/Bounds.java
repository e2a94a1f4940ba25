package unrolled.player;

import java.time.Duration;

/** What an answer may use of this machine. */
public final class Bounds {
  /**
   * Processes and threads together. A JVM takes about fifteen; the more there are beside them, the
   * slower the player beside it.
   */
  public static final int PROCESSES = 32;

  /** One call of an answer. */
  public static final Duration CALL = Duration.ofSeconds(2);

  /** The start of a player. */
  public static final Duration START = Duration.ofSeconds(20);

  /** All calls of one answer together. */
  public static final Duration ALL_CALLS = Duration.ofSeconds(20);

  /** What is kept of all that an answer prints. */
  public static final int PRINTED_BYTES = 2000;

  /** All the memory that a player may write to. */
  public static final long DATA_BYTES = 600L << 20;

  /** Addresses: of the 1.5 GB that a JVM reserves it touches a small part. */
  public static final long SPACE_BYTES = 2L << 30;

  public static final int CALLS = 20_000;
  public static final int MESSAGE_BYTES = 1 << 22;
  public static final long ALL_BYTES = 1L << 26;
  public static final int HEAP_MEGABYTES = 192;

  private Bounds() {}
}
