package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.experiment.LearningCurve;

class ShowcaseCardTest {
  private static final Claim CLAIM = Claim.of("beats <chance>", 1.25, Band.atMost(1.39));

  private static ShowcaseCard card() {
    double[] losses = IntStream.range(0, 1000).mapToDouble(i -> 4 / (1 + i / 100.0)).toArray();
    return new ShowcaseCard("Names & classes", "GruCell(64 → 32), 9,344 parameters", "names", 7)
        .curve("nats", losses)
        .claims(CLAIM);
  }

  @Test
  void it_says_model_data_seed_curve_and_claims() {
    String page = Xml.of(card()).getDocumentElement().getTextContent();
    for (String part :
        List.of(
            "Names & classes",
            "GruCell(64 → 32), 9,344 parameters",
            "Data names",
            "Seed 7",
            "beats <chance>: 1.25, held at or below 1.39")) {
      assertTrue(page.contains(part), part + " is not in " + page);
    }
    assertEquals(1, Xml.all(Xml.of(card()), "figure", "unrolled-chart").size());
    assertTrue(card().toString().contains("in 1,000 steps"), card().toString());
  }

  @Test
  void a_curve_that_was_measured_now_and_then_ends_at_the_last_step() {
    var points =
        List.of(
            new LearningCurve.Point(0, 0.9),
            new LearningCurve.Point(50, 0.4),
            new LearningCurve.Point(100, 0.3),
            new LearningCurve.Point(150, 0.1));
    ShowcaseCard card =
        new ShowcaseCard("a", "b", "c", 1).curve("error", new LearningCurve(points, true));
    assertTrue(card.toString().contains("0.4 to 0.1 error in 150 steps"), card.toString());
    var none = new LearningCurve(List.of(), false);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ShowcaseCard("a", "b", "c", 1).curve("error", none));
  }

  @Test
  void a_card_that_was_shown_can_be_read_back_and_given_more_claims() {
    String json = Show.bundle(card()).get(ShowcaseCard.CARD);
    ShowcaseCard again = ShowcaseCard.read(json);
    assertEquals(card().toString(), again.toString());
    Claim other = Claim.of("learns", 0.5, Band.between(0.4, 0.6));
    assertEquals(2, again.claims(CLAIM, other).claims().size());
    assertThrows(IllegalArgumentException.class, () -> ShowcaseCard.read("{}"));
    assertThrows(IllegalArgumentException.class, () -> ShowcaseCard.read("card"));
  }

  @Test
  void the_page_stands_alone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/card.html");
    card().saveAs(file);
    String page = Files.readString(file);
    assertTrue(page.startsWith("<!DOCTYPE html>"));
    assertFalse(page.matches("(?s).*(<script|<link|<img|src=|url\\([^#]).*"), page);
  }

  @Test
  void what_says_nothing_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new ShowcaseCard(" ", "model", "data", 1));
    assertThrows(
        IllegalArgumentException.class, () -> new ShowcaseCard("a", "b", "c", 1).curve("nats"));
    assertEquals(0, Xml.all(Xml.of(new ShowcaseCard("a", "b", "c", 1)), "figure", "").size());
  }
}
