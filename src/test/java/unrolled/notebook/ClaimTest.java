package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
  private static final String LEDGER = "application/vnd.unrolled.claim+json";

  @Test
  void a_claim_says_what_was_measured_and_its_band() {
    Claim claim = Claim.of("a bag is at chance", 0.5123, Band.between(0.48, 0.52));
    assertEquals(
        "✓ a bag is at chance — measured 0.512, held between 0.48 and 0.52", claim.toString());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0.47, 0.5201, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void a_figure_out_of_its_band_or_no_number_is_refused(double value) {
    assertThrows(ClaimFailed.class, () -> Claim.of("x", value, Band.between(0.48, 0.52)));
  }

  @Test
  void the_ends_belong_to_the_band() {
    assertEquals(0.48, Claim.of("x", 0.48, Band.between(0.48, 0.52)).value());
    assertEquals(0.52, Claim.of("x", 0.52, Band.between(0.48, 0.52)).value());
  }

  @Test
  void infinity_is_no_figure_even_for_an_open_band() {
    assertThrows(ClaimFailed.class, () -> Claim.of("x", Double.POSITIVE_INFINITY, Band.atLeast(1)));
    assertThrows(ClaimFailed.class, () -> Claim.of("x", Double.NaN, Band.atMost(1)));
  }

  @Test
  void the_failure_names_text_figure_and_band() {
    var failed =
        assertThrows(
            ClaimFailed.class, () -> Claim.of("gradient at lag 50", 2.5, Band.atMost(1.3e-10)));
    assertEquals(
        "the claim “gradient at lag 50” does not hold: measured 2.5, expected it at or below"
            + " 1.3 × 10⁻¹⁰",
        failed.getMessage());
  }

  @Test
  void a_figure_just_outside_is_not_rounded_onto_the_end() {
    var failed =
        assertThrows(ClaimFailed.class, () -> Claim.of("x", 0.520001, Band.between(0.48, 0.52)));
    assertTrue(failed.getMessage().contains("measured 0.520001"), failed.getMessage());
    failed = assertThrows(ClaimFailed.class, () -> Claim.of("x", 1234.4, Band.atLeast(1234.45)));
    assertTrue(failed.getMessage().contains("1,234.4,"), failed.getMessage());
  }

  @Test
  void the_ledger_gets_the_numbers_in_full_and_no_open_end() {
    JsonObject both = ledger(Claim.of("\"a\" < b", 1 / 3.0, Band.within(0.3, 0.1)));
    assertEquals("\"a\" < b", both.get("text").getAsString());
    assertEquals(1 / 3.0, both.get("value").getAsDouble());
    assertEquals(0.3 - 0.1, both.get("low").getAsDouble());
    assertEquals(0.3 + 0.1, both.get("high").getAsDouble());
    JsonObject open = ledger(Claim.of("x", 5, Band.atLeast(1)));
    assertEquals(1, open.get("low").getAsDouble());
    assertFalse(open.has("high"));
  }

  @Test
  void its_html_is_one_escaped_line() {
    var page = Xml.of(Claim.of("a < b & c", -3e-7, Band.atMost(0)));
    assertEquals(
        "✓ a < b & c — measured −3\u00a0×\u00a010⁻⁷, held at or below 0",
        page.getDocumentElement().getTextContent());
  }

  @Test
  void a_band_that_is_none_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Band.between(2, 1));
    assertThrows(IllegalArgumentException.class, () -> Band.within(0, -1));
    assertThrows(IllegalArgumentException.class, () -> Band.atLeast(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Band.atLeast(Double.NEGATIVE_INFINITY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.51234|0.512",
        "0.5|0.5",
        "32033|32,033",
        "1234.56|1,235",
        "1.3e-10|1.3 × 10⁻¹⁰",
        "-0.00012345|−1.23 × 10⁻⁴",
        "0|0",
        "1|1",
        "99.96|100",
        "0.99961|1",
        "2.0000001|2",
        "4e15|4 × 10¹⁵",
        "123.456|123",
        "12.345|12.3"
      })
  void numbers_have_three_digits_that_mean_something(double value, String text) {
    assertEquals(text, Numbers.text(value));
  }

  private static JsonObject ledger(Claim claim) {
    return JsonParser.parseString(claim.mime().get(LEDGER)).getAsJsonObject();
  }
}
