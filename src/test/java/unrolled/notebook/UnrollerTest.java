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
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;

class UnrollerTest {
  private static final List<String> SENTENCE = List.of("the", "<dog>", "bit", "the", "\n");
  private static final int D = 3;
  private static final int H = 4;
  private static final double ROUNDED = 5.1e-4; // three decimals are written

  private final RnnCell cell = new RnnCell(D, H, new Random(11));

  private Unrolled.Run<HiddenState> run() {
    Sequence xs = new Sequence(SENTENCE.size(), 1, D);
    Random rng = new Random(12);
    Arrays.setAll(xs.flat().data(), i -> 2 * rng.nextDouble() - 1);
    return new Unrolled<>(cell).forward(xs);
  }

  private Unroller unroller() {
    return new Unroller(SENTENCE, cell, run());
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
    for (int t = 1; t < frames.size(); t++)
      assertEquals(0, frames.get(t).hPrevious().maxDifference(frames.get(t - 1).h()), "step " + t);
  }

  @Test
  void the_written_sum_of_every_unit_gives_the_cells_own_state() {
    Document page = Xml.of(unroller());
    Matrix states = run().outputs().flat();
    List<Element> frames = Xml.all(page, "div", "frame");
    for (int t = 0; t < frames.size(); t++) {
      for (int j = 0; j < H; j++) {
        String sum = equation(frames.get(t), j);
        double z = products(sum) + last(sum, "b\\[" + j + "\\]");
        assertEquals(written(frames.get(t), j, "z"), z, 2e-2, sum);
        assertEquals(Math.tanh(written(frames.get(t), j, "z")), states.get(t, j), 2 * ROUNDED);
        assertEquals(written(frames.get(t), j, "h"), states.get(t, j), ROUNDED);
      }
    }
  }

  @Test
  void the_weights_in_the_sum_are_the_cells() {
    Frame.UnitSum sum = unroller().frames().get(2).units().get(1);
    assertEquals("x[2]·Wx[2,1]", sum.inputs().get(2).name());
    assertEquals(cell.Wx.value.get(2, 1), sum.inputs().get(2).weight());
    assertEquals("hPrev[3]·Wh[3,1]", sum.memories().get(3).name());
    assertEquals(cell.Wh.value.get(3, 1), sum.memories().get(3).weight());
    assertEquals(cell.b.value.get(0, 1), sum.bias());
  }

  @Test
  void inputs_that_are_zero_are_left_out_of_the_sum() {
    var run = new Unrolled<>(cell).forward(Sequence.oneHot(new int[][] {{2, 0}}, D));
    List<Frame> frames = new Unroller(List.of("c", "a"), cell, run).frames();
    assertEquals(
        List.of("x[2]·Wx[2,0]"),
        frames.get(0).units().get(0).inputs().stream().map(Frame.Product::name).toList());
  }

  @Test
  void next_and_back_move_and_stop_at_the_ends() {
    Unroller unroller = unroller();
    assertEquals("step 1 of 5: the", unroller.back().frame().status());
    assertEquals("step 3 of 5: bit", unroller.next().next().frame().status());
    assertTrue(unroller.toString().startsWith("step 3 of 5: bit\nx_t     [ "));
    assertTrue(unroller.toString().endsWith("back()  next()"));
    assertEquals("step 2 of 5: <dog>", unroller.back().frame().status());
    for (int i = 0; i < 9; i++) unroller.next();
    assertEquals("step 5 of 5: ↵", unroller.frame().status());
    assertTrue(unroller.toString().endsWith("\nback()"));
  }

  @Test
  void the_text_says_the_same_numbers_as_the_page() {
    Unroller unroller = unroller().unit(2).next();
    String text = unroller.toString();
    Element frame = Xml.all(Xml.of(unroller), "div", "frame").get(1);
    assertTrue(text.endsWith("= %.3f\nback()  next()".formatted(written(frame, 2, "h"))), text);
    assertTrue(text.contains("z_t[2] = x[0]·Wx[0,2] + "), text);
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
    for (Element label : Xml.all(page, "label", ""))
      assertTrue(ids.contains(label.getAttribute("for")), label.getAttribute("for"));
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
    assertThrows(IllegalArgumentException.class, () -> new Unroller(List.of("a"), cell, run()));
    assertThrows(IllegalArgumentException.class, () -> unroller().unit(H));
    assertThrows(IllegalArgumentException.class, () -> unroller().inputs(List.of("a")));
    RnnCell other = new RnnCell(D, H, new Random(99));
    assertThrows(IllegalArgumentException.class, () -> new Unroller(SENTENCE, other, run()));
    RnnCell relu = new RnnCell(1, 2, Activation.RELU, new Random(2));
    var one = new Unrolled<>(relu).forward(Sequence.oneHot(new int[][] {{0}}, 1));
    assertThrows(IllegalArgumentException.class, () -> new Unroller(List.of("a"), relu, one));
    var two = new Unrolled<>(cell).forward(new Sequence(5, 2, D));
    assertThrows(IllegalArgumentException.class, () -> new Unroller(SENTENCE, cell, two));
  }

  private static String equation(Element frame, int unit) {
    return part(frame, "div", "s" + unit).getTextContent().replace('−', '-');
  }

  private static double written(Element frame, int unit, String style) {
    Element equation = part(frame, "div", "s" + unit);
    Element number = part(equation, style.equals("z") ? "span" : "b", style);
    return Double.parseDouble(number.getTextContent().replace('−', '-'));
  }

  private static Element part(Element within, String tag, String style) {
    var found = within.getElementsByTagName(tag);
    for (int i = 0; i < found.getLength(); i++) {
      Element e = (Element) found.item(i);
      if (List.of(e.getAttribute("class").split(" ")).contains(style)) return e;
    }
    throw new AssertionError("no " + tag + " " + style);
  }

  private static final String NUMBER = "\\(?(-?[0-9.e-]+)\\)?";

  private static double products(String sum) {
    Matcher m = Pattern.compile(NUMBER + "·" + NUMBER + " \\(").matcher(sum);
    double total = 0;
    int found = 0;
    for (; m.find(); found++)
      total += Double.parseDouble(m.group(1)) * Double.parseDouble(m.group(2));
    assertEquals(D + H, found, sum);
    return total;
  }

  private static double last(String sum, String name) {
    Matcher m = Pattern.compile(NUMBER + " \\(" + name).matcher(sum);
    assertTrue(m.find(), sum);
    return Double.parseDouble(m.group(1));
  }

  private static Set<String> ids(Document page) {
    Set<String> ids = new HashSet<>();
    var all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      String id = ((Element) all.item(i)).getAttribute("id");
      if (!id.isEmpty()) assertTrue(ids.add(id), "twice: " + id);
    }
    return ids;
  }
}
