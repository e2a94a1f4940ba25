package unrolled.jupyter;

/** A kernel is not available, or has ended; the message is for the person who asked for it. */
public final class KernelUnavailable extends IllegalStateException {
  private static final long serialVersionUID = 1;

  KernelUnavailable(String message) {
    super(message);
  }
}
