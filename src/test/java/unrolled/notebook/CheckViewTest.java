package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.NotNoted;

@ExtendWith(NotNoted.class)
class CheckViewTest {
  private static final RnnStep WITHOUT_STATE =
      (x, hPrev, Wx, Wh, b) -> x.matmul(Wx).plusRow(b).map(Math::tanh).scale(0);

  @Test
  void one_failure_is_open_and_the_others_are_folded() throws Exception {
    CheckResult result = Check.run(WITHOUT_STATE);
    Document html = parsed(new CheckView(result));
    Element folded = (Element) html.getElementsByTagName("details").item(0);
    assertEquals(
        result.rows().size() - 1, folded.getElementsByTagName("p").getLength(), "other tests");
    String text = html.getDocumentElement().getTextContent();
    String open = text.substring(0, text.indexOf("The other "));
    assertTrue(open.contains("FAIL the example that the statement works by hand comes out"), open);
    assertTrue(open.contains("expected 0.462117, got 0"), open);
    assertEquals(1, open.split("FAIL", -1).length - 1, open);
  }

  @Test
  void no_table_breaks_a_number_and_its_first_wrong_entry_is_marked() throws Exception {
    Document html = parsed(new CheckView(Check.run(WITHOUT_STATE)));
    NodeList tables = html.getElementsByTagName("pre");
    assertTrue(tables.getLength() > 2);
    for (int i = 0; i < tables.getLength(); i++) {
      Element table = (Element) tables.item(i);
      assertTrue(table.getAttribute("style").contains("white-space: pre;"));
      assertEquals(2, table.getElementsByTagName("mark").getLength(), table.getTextContent());
      assertTrue(table.getTextContent().lines().allMatch(line -> line.length() <= 43));
    }
  }

  @Test
  void numbers_are_written_as_on_the_rest_of_the_page() throws Exception {
    CheckResult result =
        new CheckResult(
            "e05",
            "a",
            Check.run(WITHOUT_STATE).rows(),
            0,
            10,
            "1. It is -0.5 and 1.54189e+08, not -2e-7; h-1 and Wh-2 are names.",
            "",
            "",
            List.of(),
            Duration.ZERO);
    String finding =
        parsed(new CheckView(result)).getElementsByTagName("p").item(1).getTextContent();
    assertEquals(
        "1. It is −0.5 and 1.54189\u00a0×\u00a010⁸, not −2\u00a0×\u00a010⁻⁷; h-1 and Wh-2 are names.",
        finding);
  }

  @Test
  void several_findings_are_paragraphs_and_what_was_printed_is_folded() throws Exception {
    CheckResult result =
        new CheckResult(
            "e05",
            "a",
            Check.run(WITHOUT_STATE).rows(),
            0,
            10,
            "1. One.\n2. Two.",
            "",
            "z is 1 < 2\n",
            List.of(),
            Duration.ZERO);
    Document html = parsed(new CheckView(result));
    assertEquals("1. One.", html.getElementsByTagName("p").item(1).getTextContent());
    assertEquals("2. Two.", html.getElementsByTagName("p").item(2).getTextContent());
    String folded = html.getElementsByTagName("details").item(0).getTextContent();
    assertEquals("Your code printed: z is 1 < 2", squeezed(folded));
  }

  @Test
  void what_is_no_exercise_is_said_in_a_sentence_and_earns_nothing() throws Exception {
    CheckView view = CheckView.of("e99");
    assertTrue(view.toString().startsWith("There is no exercise \"e99\"; there are e01, "));
    assertEquals(
        squeezed(view.toString()), squeezed(parsed(view).getDocumentElement().getTextContent()));
    assertTrue(CheckView.of(3).toString().startsWith("Integer answers no exercise: "));
    assertEquals(0, view.result().points());
    assertTrue(HintView.of("e99").toString().startsWith("There is no exercise \"e99\"; "));
  }

  @Test
  void the_words_are_those_of_the_text() throws Exception {
    CheckResult result = Check.run(WITHOUT_STATE);
    String html = squeezed(parsed(new CheckView(result)).getDocumentElement().getTextContent());
    assertFalse(html.contains("Every message"), "all of them are in the page");
    for (String line : result.toString().lines().toList()) {
      if (line.startsWith("Every message")) {
        continue;
      }
      String words = squeezed(line).replaceFirst("^(ok|FAIL) ", "");
      assertTrue(html.contains(words), words);
    }
    assertEquals(
        result.toString().replace("./unrolled check e05 --all.", "show(check(…).all())."),
        new CheckView(result).toString());
  }

  @Test
  void it_needs_no_script_and_escapes_what_code_says() throws Exception {
    CheckResult result =
        new CheckResult(
            "e05",
            "a",
            List.of(),
            0,
            10,
            "List<String> & more\nline 2",
            "",
            "",
            List.of(),
            Duration.ZERO);
    String html = new CheckView(result).mime().get("text/html");
    assertFalse(html.contains("<script"), html);
    assertTrue(html.contains(">List&lt;String&gt; &amp; more\nline 2</pre>"), html);
    assertEquals(0, parsed(new CheckView(result)).getElementsByTagName("table").getLength());
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static Document parsed(CheckView view) throws Exception {
    String html = view.mime().get("text/html").replace("<br>", "<br/>");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }
}
