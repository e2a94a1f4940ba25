package unrolled.player.host;

/** The answer's process is gone, and why; an error, so that the test which called it has failed. */
public final class PlayerEnded extends AssertionError {
  private static final long serialVersionUID = 1;

  /** Whether there will be no more answers, or only none to this call. */
  private final boolean forGood;

  private final String why;

  PlayerEnded(String message, String why) {
    super(message);
    this.why = why;
    forGood = !why.isEmpty();
  }

  /** Why the process has ended, as the end of a sentence about the code; empty if it has not. */
  public String why() {
    return why;
  }

  /** Whether there will be no more answers, or only none to this call. */
  public boolean isForGood() {
    return forGood;
  }
}
