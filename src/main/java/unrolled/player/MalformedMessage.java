package unrolled.player;

/** A message that is not what the protocol says. */
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MalformedMessage(String message) {
    super(message);
  }
}
