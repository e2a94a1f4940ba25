package unrolled.player;

/** A message that is not what the protocol says. */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  Malformed(String message) {
    super(message);
  }
}
