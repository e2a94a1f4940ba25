package unrolled.notebook;

import com.google.gson.JsonObject;
import java.util.Map;

/**
 * A figure that was measured and lies in its band.
 *
 * <p>A claim that does not hold is never made: {@link #of} throws instead. Shown, it is one line,
 * and it carries the numbers for the ledger of the book.
 */
public final class Claim implements Rich {
  /** The MIME type under which a claim carries its numbers to the ledger of the book. */
  public static final String LEDGER = "application/vnd.unrolled.claim+json";

  private final String text;
  private final double value;
  private final Band band;

  private Claim(String text, double value, Band band) {
    this.text = text;
    this.value = value;
    this.band = band;
  }

  /**
   * Holds {@code value} to {@code band}.
   *
   * @param text what is claimed, in words
   * @throws ClaimFailed if the value is out of the band, NaN or infinite
   */
  public static Claim of(String text, double value, Band band) {
    if (!band.holds(value)) {
      throw new ClaimFailed(text, value, band);
    }
    return new Claim(text, value, band);
  }

  public String text() {
    return text;
  }

  /** What was measured. */
  public double value() {
    return value;
  }

  public Band band() {
    return band;
  }

  @Override
  public Map<String, String> mime() {
    String line =
        "<p class=\"unrolled-claim\"><span style=\"color: var(--tick, #2da44e)\">✓</span> <b>%s</b> — measured %s, held %s</p>"
            .formatted(Html.escape(text), unbroken(measured()), unbroken(words()));
    return Map.of("text/html", line, LEDGER, ledger());
  }

  // A line does not end inside 1.2 × 10⁻⁹.
  private static String unbroken(String figures) {
    return figures.replace(" × ", "\u00a0×\u00a0");
  }

  private String ledger() {
    JsonObject json = new JsonObject();
    json.addProperty("text", text);
    json.addProperty("value", value);
    if (Double.isFinite(band.low())) {
      json.addProperty("low", band.low());
    }
    if (Double.isFinite(band.high())) {
      json.addProperty("high", band.high());
    }
    return json.toString();
  }

  /** What was measured, with as many digits as the band needs. */
  public String measured() {
    return Numbers.text(value, band.digitsFor(value));
  }

  /** The band in words, with as many digits as the value needs. */
  public String words() {
    return band.words(band.digitsFor(value));
  }

  @Override
  public String toString() {
    return "✓ %s — measured %s, held %s".formatted(text, measured(), words());
  }
}
