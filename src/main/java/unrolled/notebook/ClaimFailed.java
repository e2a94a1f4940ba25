package unrolled.notebook;

/** A figure that was measured does not lie in the band that a notebook claims for it. */
public final class ClaimFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClaimFailed(String text, double value, Band band) {
    super(
        "the claim “%s” does not hold: measured %s, expected it %s"
            .formatted(
                text,
                Numbers.text(value, band.digitsFor(value)),
                band.words(band.digitsFor(value))));
  }
}
