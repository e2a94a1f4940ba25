package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;

class CheckViewTest {
  private static final RnnStep WITHOUT_STATE =
      (x, hPrev, Wx, Wh, b) -> x.matmul(Wx).plusRow(b).map(Math::tanh).scale(0);

  private final String before = System.getProperty("unrolled.answers", "exercises");

  @BeforeEach
  void keep_the_learners_progress_out_of_it() {
    System.setProperty("unrolled.answers", "solutions");
  }

  @AfterEach
  void put_back() {
    System.setProperty("unrolled.answers", before);
  }

  @Test
  void the_table_has_a_row_for_each_test_with_expected_and_actual() throws Exception {
    CheckResult result = Check.run(WITHOUT_STATE);
    Document html = parsed(new CheckView(result));
    long messages = result.messages().stream().filter(message -> !message.isEmpty()).count();
    assertEquals(1 + result.rows().size() + messages, html.getElementsByTagName("tr").getLength());
    String text = html.getDocumentElement().getTextContent();
    assertTrue(
        text.contains("✗\u00a0FAILthe value worked by hand in the statement comes out"), text);
    assertTrue(text.contains("✓\u00a0passh has a row for each example"), text);
    assertTrue(text.contains("0.462117"), text);
  }

  @Test
  void the_words_are_those_of_the_text() throws Exception {
    CheckResult result = Check.run(WITHOUT_STATE);
    String html = squeezed(parsed(new CheckView(result)).getDocumentElement().getTextContent());
    for (String line : result.toString().lines().toList()) {
      String words = squeezed(line).replaceFirst("^(ok|FAIL) ", "");
      assertTrue(html.contains(words), words);
    }
    assertEquals(result.toString(), new CheckView(result).toString());
  }

  @Test
  void it_needs_neither_style_nor_script_and_escapes_what_code_says() throws Exception {
    CheckResult result =
        new CheckResult(
            "e05", "a", List.of(), 0, 10, "List<String> & more\nline 2", "", Duration.ZERO);
    String html = new CheckView(result).mime().get("text/html");
    assertFalse(html.contains("style=") || html.contains("<script"), html);
    assertTrue(html.contains("<pre>List&lt;String&gt; &amp; more\nline 2</pre>"), html);
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
