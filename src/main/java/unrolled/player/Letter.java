package unrolled.player;

/** The first byte of a frame after its number: what it is. */
public final class Letter {
  /** To the player: the classes of an answer. */
  public static final byte LOAD = 'L';

  /** To the player: one call. */
  public static final byte CALL = 'C';

  /** To the player: what can you reach? Asked before any answer is loaded. */
  public static final byte PROBE = 'P';

  /** To the player: what was printed? */
  public static final byte PRINTED = 'O';

  /** To the compiler: sources. */
  public static final byte COMPILE = 'K';

  /** From the player: the outcome. */
  public static final byte DONE = 'D';

  /** From the player: an exception. */
  public static final byte THROWN = 'T';

  /** From the player: the answer has ended the process. */
  public static final byte EXITED = 'X';

  /** From the player, before the answer to a call: what was printed so far. It may end soon. */
  public static final byte SAID = 'S';

  private Letter() {}
}
