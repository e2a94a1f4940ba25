package unrolled.player;

/** A message that is not what the protocol says. */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Malformed(String message) {
    super(message);
  }
}
