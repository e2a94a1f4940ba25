package unrolled.grade;

/** The first byte of a frame after its number: what it is. */
final class Letter {
  /** To the player: the classes of an answer. */
  static final byte LOAD = 'L';

  /** To the player: one call. */
  static final byte CALL = 'C';

  /** To the player: what can you reach? Asked before any answer is loaded. */
  static final byte PROBE = 'P';

  /** To the player: what was printed? */
  static final byte PRINTED = 'O';

  /** To the compiler: sources. */
  static final byte COMPILE = 'K';

  /** From the player: the outcome. */
  static final byte DONE = 'D';

  /** From the player: an exception. */
  static final byte THROWN = 'T';

  private Letter() {}
}
