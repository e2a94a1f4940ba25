package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import unrolled.matrix.Matrix;

class HeatMapTest {
  private static final Matrix SMALL =
      Matrix.of(new double[][] {{0.5, -1, 0}, {0.25, 0.125, -0.004}});

  private static HeatMap small() {
    return HeatMap.of(SMALL, List.of("a<", "b"), List.of("the", " ", "\n"), "h & t");
  }

  @Test
  void each_cell_is_as_opaque_as_its_number_is_large() {
    List<Element> cells = cells(small());
    assertEquals(6, cells.size());
    assertEquals(List.of("0.360", "0.720", "0.000"), opacities(cells.subList(0, 3)));
    assertEquals("#d55e00", cells.get(0).getAttribute("fill"));
    assertEquals("#0072b2", cells.get(1).getAttribute("fill"));
  }

  @Test
  void the_numbers_and_labels_are_written_and_told() {
    var page = Xml.of(small());
    String text = page.getDocumentElement().getTextContent().replaceAll("\\s+", " ").strip();
    assertTrue(text.startsWith("h & t the ␣ ↵ a< 0.50 −1.00 0.00 b 0.25 0.13 0.00"), text);
    assertEquals(
        "h & t: a< 0.50 −1.00 0.00; b 0.25 0.13 0.00",
        pictures(page).get(0).getAttribute("aria-label"));
  }

  @Test
  void a_number_below_zero_in_a_label_or_a_title_has_a_minus_sign() {
    HeatMap map =
        HeatMap.of(Matrix.row(-1, 2), List.of("bias -3"), List.of("-2.0", "x-1"), "b = -2");
    String page = map.mime().get("text/html");
    for (String printed : List.of(">bias −3<", ">−2.0<", ">x-1<", "<b>b = −2</b>", "\"b = −2: ")) {
      assertTrue(page.contains(printed), printed + " in " + page);
    }
  }

  @Test
  void thousands_have_a_comma_in_every_cell() {
    String page = HeatMap.strip("t", 1234, 20).mime().get("text/html");
    assertTrue(page.contains(">1,234<"), page);
  }

  @Test
  void a_sign_over_a_column_stands_upright_beside_a_word_at_an_angle() {
    String page =
        HeatMap.of(Matrix.row(1, 0.5), List.of(), List.of("a long word", "+"), "t")
            .mime()
            .get("text/html");
    assertTrue(page.matches("(?s).*rotate\\(-45\\)[^>]*>a long word<.*"), page);
    assertTrue(page.matches("(?s).*text-anchor=\"middle\"[^>]*>\\+<.*"), page);
  }

  @Test
  void maps_of_one_scale_give_one_number_one_colour() {
    HeatMap soft = HeatMap.strip("soft", 0.25, -0.1).scale(1);
    HeatMap loud = HeatMap.strip("loud", 0.25, -0.9).scale(1);
    assertEquals(opacities(cells(soft)).get(0), opacities(cells(loud)).get(0));
    assertEquals("0.180", opacities(cells(soft)).get(0));
    assertThrows(IllegalArgumentException.class, () -> HeatMap.strip("t", 1).scale(0));
    assertThrows(IllegalArgumentException.class, () -> HeatMap.strip("t", 1).scale(Double.NaN));
  }

  @Test
  void the_colours_below_zero_are_named_only_where_a_number_is_below_zero() {
    String counts = HeatMap.strip("seeds", 0, 2, 3).scale(3).mime().get("text/html");
    assertTrue(counts.contains("colours from 0 "), counts);
    String states = HeatMap.strip("states", 0, -2, 3).scale(3).mime().get("text/html");
    assertTrue(states.contains("colours from −3 "), states);
  }

  @Test
  void large_numbers_with_a_fraction_can_be_written() {
    String large = HeatMap.strip("large", 1_234_567.25, -2).mime().get("text/html");
    assertTrue(large.contains("1,234,567"), large);
    assertEquals("1,234", Numbers.text(1234.4, 2));
  }

  @Test
  void a_terminal_gets_a_table() {
    assertEquals(
        """
        h & t
              the      ␣      ↵
        a<   0.50  −1.00   0.00
         b   0.25   0.13   0.00""",
        small().toString());
  }

  @Test
  void text_has_the_colour_of_the_page() {
    for (Element text : Xml.all(Xml.of(small()), "text", "")) {
      assertEquals("currentColor", text.getAttribute("fill"));
    }
  }

  @Test
  void where_there_is_no_room_each_cell_still_tells_its_number() {
    Matrix wide = Matrix.random(3, 100, -0.9, 0.9, new Random(5));
    wide.set(0, 7, -0.95);
    wide.set(0, 8, 0.97);
    wide.set(1, 99, 0.765);
    var page = Xml.of(HeatMap.of(wide, List.of(), List.of(), "wide"));
    List<Element> titles = Xml.all(page, "title", "");
    assertEquals(300, titles.size());
    assertEquals("[1], [99]: 0.765", titles.get(199).getTextContent());
    Element svg = Xml.all(page, "svg", "").get(0);
    assertTrue(Double.parseDouble(svg.getAttribute("width")) < 900);
    assertTrue(
        pictures(page)
            .get(0)
            .getAttribute("aria-label")
            .equals(
                "wide, (3 × 100), from −0.95 to 0.97; farthest from 0 is 0.97 at row [0], column [8]"));
  }

  @Test
  void a_map_of_sixteen_columns_fits_the_page_with_its_labels_and_numbers() {
    Matrix lost = Matrix.random(2, 16, 0.01, 0.99, new Random(6));
    List<String> units = IntStream.range(0, 16).mapToObj(u -> "" + u).toList();
    var page = Xml.of(HeatMap.of(lost, List.of("at the end", "throughout"), units, "lost"));
    for (Element svg : Xml.all(page, "svg", "")) {
      assertTrue(Double.parseDouble(svg.getAttribute("width")) <= 768, svg.getAttribute("width"));
    }
    assertEquals(16 + 2 + 32, Xml.all(page, "text", "").size());
  }

  @Test
  void zeros_and_nan_can_be_drawn() {
    var cells = cells(HeatMap.strip("odd", 0, Double.NaN, Double.POSITIVE_INFINITY));
    assertEquals(List.of("0.000", "0.000", "0.000"), opacities(cells));
    assertTrue(HeatMap.strip("odd", Double.NaN).toString().contains("NaN"));
  }

  @Test
  void the_map_keeps_its_own_numbers() {
    Matrix m = Matrix.row(1, 2);
    HeatMap map = HeatMap.of(m, List.of(), List.of(), "kept");
    m.set(0, 0, 9);
    assertEquals("kept\n1  2", map.toString());
  }

  @Test
  void a_missing_label_or_an_empty_matrix_is_refused() {
    var wrong =
        assertThrows(
            IllegalArgumentException.class, () -> HeatMap.of(SMALL, List.of("a"), List.of(), "t"));
    assertEquals("HeatMap: (2 × 3) needs 2 row labels or none, got 1", wrong.getMessage());
    assertThrows(IllegalArgumentException.class, () -> HeatMap.strip("nothing"));
  }

  @Test
  void a_matrix_is_shown_as_a_table_with_its_shape() {
    var page = Xml.of(SMALL);
    assertEquals("(2 × 3)", Xml.all(page, "caption", "").get(0).getTextContent());
    List<String> entries = Xml.all(page, "td", "").stream().map(Element::getTextContent).toList();
    assertEquals(List.of("", "0.5000", "−1.0000", "0.0000"), entries.subList(0, 4));
    assertEquals(SMALL.toString(), Show.bundle(SMALL).get("text/plain"));
  }

  @Test
  void a_large_matrix_is_abridged() {
    var page = Xml.of(new Matrix(200, 300));
    assertEquals(1 + 12 * 13, Xml.all(page, "td", "").size());
    assertTrue(page.getDocumentElement().getTextContent().contains("…"));
    assertFalse(Show.bundle(new Matrix(12, 12)).get("text/html").contains("…"));
  }

  @Test
  void without_its_pictures_each_row_still_is_a_line() {
    List<String> lines =
        Xml.all(Xml.of(small()), "div", "").stream()
            .filter(div -> div.getElementsByTagName("div").getLength() == 0)
            .map(div -> div.getTextContent().strip().replaceAll("\\s+", " "))
            .toList();
    assertEquals(List.of("the ␣ ↵", "a< 0.50 −1.00 0.00", "b 0.25 0.13 0.00"), lines);
  }

  private static List<Element> pictures(Document page) {
    return Xml.all(page, "div", "").stream()
        .filter(div -> div.getAttribute("role").equals("img"))
        .toList();
  }

  private static List<Element> cells(HeatMap map) {
    return Xml.all(Xml.of(map), "rect", "").stream().filter(r -> r.hasAttribute("class")).toList();
  }

  private static List<String> opacities(List<Element> cells) {
    return cells.stream().map(c -> c.getAttribute("fill-opacity")).toList();
  }
}
