package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.LstmCell;
import unrolled.cell.MinGruCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.nn.Activation;

class UnrollerTest {
  private static final List<String> SENTENCE = List.of("the", "<dog>", "bit", "the", "\n");
  private static final int D = 3;
  private static final int H = 4;
  private static final double ROUNDED = 5.1e-4; // three decimals are written

  private final RnnCell cell = new RnnCell(D, H, new Random(11));

  private static Sequence inputs() {
    Sequence xs = new Sequence(SENTENCE.size(), 1, D);
    Random rng = new Random(12);
    Arrays.setAll(xs.flat().data(), i -> 2 * rng.nextDouble() - 1);
    return xs;
  }

  private static <S extends State<S>> Unrolled.Run<S> run(Cell<S> cell) {
    return new Unrolled<>(cell).forward(inputs());
  }

  private Unroller unroller() {
    return unroller(cell);
  }

  @Test
  void there_is_one_frame_for_each_token() {
    Document page = Xml.of(unroller());
    List<Element> frames = Xml.all(page, "div", "frame");
    assertEquals(SENTENCE.size(), frames.size());
    assertTrue(frames.get(1).getTextContent().contains("step 2 of 5: <dog>"));
    assertTrue(frames.get(4).getTextContent().contains("step 5 of 5: ↵"));
  }

  @Test
  void each_state_is_the_next_steps_memory() {
    List<Frame> frames = unroller().frames();
    for (int t = 1; t < frames.size(); t++) {
      assertEquals(
          0, frames.get(t).row("h_(t-1)").maxDifference(frames.get(t - 1).row("h_t")), "step " + t);
    }
  }

  static List<Cell<?>> cells() {
    return List.of(
        new RnnCell(D, H, new Random(11)),
        new RnnCell(D, H, Activation.RELU, new Random(16)),
        new LstmCell(D, H, new Random(13)),
        new GruCell(D, H, new Random(14)),
        new GruResetBeforeCell(D, H, new Random(15)),
        new MinGruCell(D, H, new Random(17)));
  }

  private static <S extends State<S>> Unroller unroller(Cell<S> cell) {
    return new Unroller(SENTENCE, cell, run(cell));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void every_equation_on_the_page_gives_its_number_and_the_last_is_the_cells_state(Cell<?> cell) {
    Unroller unroller = unroller(cell);
    List<Element> frames = Xml.all(Xml.of(unroller), "div", "frame");
    for (int t = 0; t < SENTENCE.size(); t++) {
      for (int j = 0; j < H; j++) {
        List<Element> written = children(part(frames.get(t), "div", "s" + j), "p");
        List<Equation> equations = unroller.frames().get(t).units().get(j);
        assertEquals(equations.size(), written.size());
        for (int e = 0; e < written.size(); e++) {
          assertEquals(equations.get(e).value(), recomputed(written.get(e)), 4e-3);
        }
        double last = number(children(written.get(written.size() - 1), "b").get(0));
        assertEquals(run(cell).outputs().flat().get(t, j), last, ROUNDED);
      }
    }
  }

  /** The number that a reader gets from the factors that stand in an equation. */
  private static double recomputed(Element equation) {
    double sum = 0;
    for (Element product : children(equation, "ruby")) {
      sum +=
          Arrays.stream(product.getFirstChild().getTextContent().split("·"))
              .mapToDouble(UnrollerTest::number)
              .reduce(1, (a, b) -> a * b);
    }
    String text = equation.getTextContent();
    if (text.contains("= σ(")) {
      return 1 / (1 + Math.exp(-sum));
    }
    if (text.contains("= relu(")) {
      return Math.max(0, sum);
    }
    return text.contains("= tanh(") ? Math.tanh(sum) : sum;
  }

  @Test
  void a_weight_has_the_same_form_in_the_equation_and_over_its_number() {
    String page = unroller(new LstmCell(D, H, new Random(13))).mime().get("text/html");
    assertTrue(page.contains("·W<sub>xi</sub>["), page);
    assertFalse(page.contains("·Wxi["), page);
  }

  @Test
  void an_lstm_shows_its_gates_and_both_its_states() {
    Frame frame = unroller(new LstmCell(D, H, new Random(13))).frames().get(1);
    assertEquals(
        List.of("x_t", "h_(t-1)", "c_(t-1)", "i_t", "f_t", "g_t", "o_t", "c_t", "h_t"),
        frame.parts().stream().map(Frame.Part::name).toList());
    assertEquals(
        List.of("i_t[2]", "f_t[2]", "g_t[2]", "o_t[2]", "c_t[2]", "h_t[2]"),
        frame.units().get(2).stream().map(Equation::name).toList());
    Equation c = frame.units().get(2).get(4);
    assertEquals(
        List.of("f_t[2]·c_(t-1)[2]", "i_t[2]·g_t[2]"),
        c.products().stream().map(Equation.Product::name).toList());
    assertEquals(
        frame.row("f_t").get(0, 2) * frame.row("c_(t-1)").get(0, 2), c.products().get(0).value());
  }

  @Test
  void a_gate_is_written_with_its_own_block_of_the_weights() {
    LstmCell cell = new LstmCell(D, H, new Random(13));
    Equation o = unroller(cell).frames().get(1).units().get(2).get(3);
    assertEquals("x_t[0]·Wxo[0,2]", o.products().get(0).name());
    assertEquals(cell.Wx.value.get(0, 3 * H + 2), o.products().get(0).factors().get(1).value());
    assertEquals("h_(t-1)[3]·Who[3,2]", o.products().get(D + 3).name());
    assertEquals(cell.Wh.value.get(3, 3 * H + 2), o.products().get(D + 3).factors().get(1).value());
    assertEquals("bo[2]", o.products().get(D + H).name());
  }

  @Test
  void the_two_grus_say_where_their_reset_gate_acts() {
    String after = unroller(new GruCell(D, H, new Random(14))).next().toString();
    assertTrue(after.contains("q_t[0] = h_(t-1)[0]·Whn[0,0] + "), after);
    assertTrue(after.contains(" + r_t[0]·q_t[0])"), after);
    String before = unroller(new GruResetBeforeCell(D, H, new Random(14))).next().toString();
    assertTrue(before.contains("s_t[0] = r_t[0]·h_(t-1)[0]"), before);
    assertTrue(before.contains("s_t[1]·Whn[1,0]"), before);
  }

  @Test
  void the_weights_in_the_sum_are_the_cells() {
    List<Equation.Product> sum = unroller().frames().get(2).units().get(1).get(0).products();
    assertEquals("x_t[2]·Wx[2,1]", sum.get(2).name());
    assertEquals(cell.Wx.value.get(2, 1), sum.get(2).factors().get(1).value());
    assertEquals("h_(t-1)[3]·Wh[3,1]", sum.get(D + 3).name());
    assertEquals(cell.Wh.value.get(3, 1), sum.get(D + 3).factors().get(1).value());
    assertEquals("b[1]", sum.get(D + H).name());
    assertEquals(cell.b.value.get(0, 1), sum.get(D + H).value());
  }

  @Test
  void inputs_that_are_zero_are_left_out_of_the_sum() {
    var run = new Unrolled<>(cell).forward(Sequence.oneHot(new int[][] {{2, 0}}, D));
    Equation sum = new Unroller(List.of("c", "a"), cell, run).frames().get(0).units().get(0).get(0);
    assertEquals("x_t[2]·Wx[2,0]", sum.products().get(0).name());
    assertEquals("h_(t-1)[0]·Wh[0,0]", sum.products().get(1).name());
  }

  @Test
  void a_word_stands_above_its_entry_of_x_also_when_no_names_are_given() {
    var run = new Unrolled<>(cell).forward(Sequence.oneHot(new int[][] {{2, 0}}, D));
    Unroller unroller = new Unroller(List.of("cat", "a"), cell, run);
    assertTrue(unroller.toString().contains("x_t     [ 0  0  1 ]  cat\n"), unroller.toString());
    Element strip = Xml.all(Xml.of(unroller), "div", "strip").get(0);
    assertEquals(
        List.of("a", "[1]", "cat", "0", "0", "1"),
        children(strip, "text").stream().map(Element::getTextContent).toList());
    String named = unroller.inputs(List.of("ant", "bee", "cow")).toString();
    assertTrue(named.contains("]  cow\n"), named);
  }

  @Test
  void the_one_of_a_long_one_hot_row_is_among_the_few_entries_that_are_drawn() {
    RnnCell letters = new RnnCell(64, H, new Random(4));
    var run = new Unrolled<>(letters).forward(Sequence.oneHot(new int[][] {{41, 63}}, 64));
    Document page = Xml.of(new Unroller(List.of("p", "z"), letters, run));
    List<Element> strips = Xml.all(page, "div", "strip");
    assertEquals(
        List.of("[40]", "p", "[42]", "[43]", "0", "1", "0", "0"),
        children(strips.get(0), "text").stream().map(Element::getTextContent).toList());
    assertTrue(strips.get(0).getTextContent().contains("… 40 zeros …"));
    assertTrue(strips.get(0).getTextContent().contains("… 20 zeros …"));
    assertTrue(strips.get(3).getTextContent().contains("… 60 zeros …"));
  }

  @Test
  void every_row_of_numbers_is_a_titled_picture() {
    Document page = Xml.of(unroller(new LstmCell(D, H, new Random(13))));
    List<Element> strips = Xml.all(page, "div", "strip");
    assertEquals(9 * SENTENCE.size(), strips.size());
    for (Element strip : strips) {
      assertTrue(children(strip, "title").size() > 0, strip.getTextContent());
    }
    String title = children(strips.get(9 + 4), "title").get(0).getTextContent();
    assertTrue(title.startsWith("f_t, forget gate [0] to [3]: 0."), title);
  }

  @Test
  void a_long_sum_is_written_with_its_largest_products_and_one_for_the_rest() {
    RnnCell wide = new RnnCell(D, 20, new Random(1));
    Unroller unroller = unroller(wide).next();
    Equation e = unroller.frame().units().get(0).get(0);
    assertEquals(D + 20 + 1, e.products().size());
    assertEquals(12, e.shown().size());
    assertEquals("the other 13 products", e.shown().get(11).name());
    assertEquals(e.sum(), e.shown().stream().mapToDouble(Equation.Product::value).sum(), 1e-12);
  }

  @Test
  void next_and_back_move_and_stop_at_the_ends() {
    Unroller unroller = unroller();
    assertEquals("step 1 of 5: the", unroller.back().frame().status());
    assertEquals("step 3 of 5: bit", unroller.next().next().frame().status());
    assertTrue(unroller.toString().startsWith("step 3 of 5: bit\nx_t     [ "));
    assertTrue(unroller.toString().endsWith("back()  next()"));
    assertEquals("step 2 of 5: <dog>", unroller.back().frame().status());
    for (int i = 0; i < 9; i++) {
      unroller.next();
    }
    assertEquals("step 5 of 5: ↵", unroller.frame().status());
    assertTrue(unroller.toString().endsWith("\nback()"));
  }

  @Test
  void the_text_says_the_same_numbers_as_the_page() {
    Unroller unroller = unroller().unit(2).next();
    String text = unroller.toString();
    Element frame = Xml.all(Xml.of(unroller), "div", "frame").get(1);
    double h = number(children(part(frame, "div", "s2"), "b").get(0));
    assertTrue(text.replace('−', '-').endsWith("= %.3f\nback()  next()".formatted(h)), text);
    assertTrue(text.contains("h_t[2] = tanh(x_t[0]·Wx[0,2] + "), text);
  }

  @Test
  void the_page_opens_at_the_current_step_and_unit() {
    Document page = Xml.of(unroller().next().unit(3));
    List<Element> checked =
        Xml.all(page, "input", "").stream().filter(e -> e.hasAttribute("checked")).toList();
    assertEquals(List.of("t1", "u3"), checked.stream().map(e -> e.getAttribute("class")).toList());
  }

  @Test
  void every_label_names_a_button_and_every_button_can_be_reached() {
    Document page = Xml.of(unroller());
    Set<String> ids = ids(page);
    for (Element label : Xml.all(page, "label", "")) {
      assertTrue(ids.contains(label.getAttribute("for")), label.getAttribute("for"));
    }
    assertEquals(2 * (SENTENCE.size() - 1), Xml.all(page, "label", "move").size());
    for (Element input : Xml.all(page, "input", "")) {
      assertEquals("radio", input.getAttribute("type"));
      assertFalse(input.getAttribute("aria-label").isBlank());
    }
  }

  @Test
  void two_pages_of_one_unroller_share_no_id_and_no_group() {
    Unroller unroller = unroller();
    Document first = Xml.of(unroller);
    Document second = Xml.of(unroller);
    Set<String> both = ids(first);
    both.retainAll(ids(second));
    assertEquals(Set.of(), both);
    String group = Xml.all(first, "input", "t0").get(0).getAttribute("name");
    assertFalse(Show.bundle(unroller).get("text/html").contains("\"" + group + "\""));
  }

  @Test
  void the_style_touches_nothing_but_its_own_page() {
    Document page = Xml.of(unroller());
    String id = Xml.all(page, "div", "unrolled-unroller").get(0).getAttribute("id");
    String style = Xml.all(page, "style", "").get(0).getTextContent();
    Matcher rule =
        Pattern.compile("(?:^|[{},])\\s*([^{},@]+?)(?=\\s*[,{])")
            .matcher(style.replaceAll("@media \\w+ \\{", "").replaceAll("\\{[^}]*\\}", "{}"));
    int rules = 0;
    while (rule.find()) {
      assertTrue(
          rule.group(1).startsWith("#" + id + " ") || rule.group(1).equals("#" + id),
          rule.group(1));
      rules++;
    }
    assertTrue(rules > 20, "rules seen: " + rules);
  }

  @Test
  void a_wide_cell_has_no_unit_buttons_and_shows_the_chosen_unit() {
    RnnCell wide = new RnnCell(D, 20, new Random(1));
    var run = new Unrolled<>(wide).forward(Sequence.oneHot(new int[][] {{0, 1, 2, 0}}, D));
    Document page = Xml.of(new Unroller(List.of("a", "b", "c", "a"), wide, run).unit(17));
    assertEquals(4, Xml.all(page, "input", "").size());
    assertEquals(4, Xml.all(page, "div", "s17").size());
    assertEquals(4, Xml.all(page, "div", "sum").size());
  }

  @Test
  void what_does_not_fit_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Unroller(List.of("a"), cell, run(cell)));
    assertThrows(IllegalArgumentException.class, () -> unroller().unit(H));
    assertThrows(IllegalArgumentException.class, () -> unroller().inputs(List.of("a")));
    RnnCell other = new RnnCell(D, H, new Random(99));
    assertThrows(IllegalArgumentException.class, () -> new Unroller(SENTENCE, other, run(cell)));
    var two = new Unrolled<>(cell).forward(new Sequence(5, 2, D));
    assertThrows(IllegalArgumentException.class, () -> new Unroller(SENTENCE, cell, two));
  }

  private static double number(Element element) {
    return number(element.getTextContent());
  }

  private static double number(String text) {
    String plain = text.replace('−', '-').replaceAll("[()]", "");
    String[] parts = plain.split(" × 10⁻");
    int power = parts.length == 1 ? 0 : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(parts[1]);
    return Double.parseDouble(parts[0]) * Math.pow(10, -power);
  }

  private static List<Element> children(Element within, String tag) {
    var found = within.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Element part(Element within, String tag, String style) {
    for (Element e : children(within, tag)) {
      if (List.of(e.getAttribute("class").split(" ")).contains(style)) {
        return e;
      }
    }
    throw new AssertionError("no " + tag + " " + style);
  }

  private static Set<String> ids(Document page) {
    Set<String> ids = new HashSet<>();
    var all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      String id = ((Element) all.item(i)).getAttribute("id");
      if (!id.isEmpty()) {
        assertTrue(ids.add(id), "twice: " + id);
      }
    }
    return ids;
  }
}
