package unrolled.jupyter;

/** A kernel cannot be had, or has ended; the message is for the person who asked for it. */
public final class KernelUnavailable extends IllegalStateException {
  private static final long serialVersionUID = 1;

  KernelUnavailable(String message) {
    super(message);
  }
}
