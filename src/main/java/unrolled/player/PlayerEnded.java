package unrolled.player;

/** The answer's process is gone, and why; an error, so that the test which called it has failed. */
public final class PlayerEnded extends AssertionError {
  private static final long serialVersionUID = 1;

  PlayerEnded(String message) {
    super(message);
  }
}
