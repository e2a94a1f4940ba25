package unrolled.notebook.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookCell.Kind;
import unrolled.notebook.NotebookFile;

class ReadElsewhereTest {
  private static final List<Notebook> COURSE =
      NotebookFile.in(Path.of(System.getProperty("unrolled.home", "")).resolve("notebooks"))
          .stream()
          .map(NotebookFile::read)
          .toList();

  /** The sentence, in quotation marks of its own or after a few words, and what is said of it. */
  private static final Pattern QUOTED = Pattern.compile("[^\"]{0,60}\"(.+?)\"(.+)");

  private static boolean claims(NotebookCell cell) {
    return cell.source().contains("claim(");
  }

  @TestFactory
  Stream<DynamicTest> every_box_has_a_sentence_a_verdict_and_a_figure() {
    return COURSE.stream()
        .flatMap(notebook -> ReadElsewhere.Box.of(notebook).stream())
        .map(
            box ->
                DynamicTest.dynamicTest(
                    box.notebook().name() + ": " + box.text().substring(0, 40),
                    () -> {
                      var quoted = QUOTED.matcher(box.text());
                      assertTrue(quoted.matches(), "no sentence in \"…\": " + box.text());
                      assertTrue(quoted.group(2).length() > 60, "no verdict: " + box.text());
                      assertFalse(
                          box.measuredIn(COURSE, ReadElsewhereTest::claims).isEmpty(),
                          "no claim beside the box, nor in a section that it links to: "
                              + box.text());
                    }));
  }

  /** What short tutorials say about recurrent networks and an experiment can set right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01 | give the same meaning to permuted words",
        "01 | have no concept of order",
        "03 | feeds its output back in",
        "03 | h_t = Activation(W",
        "03 | completely forgotten word 1",
        "04 | so small that the model stops learning",
        "05 | multiplied by itself 50 times",
        "06 | if the numbers in the weights are small",
        "06 | across thousands of steps without vanishing",
        "07 | Output Gate: Predict",
        "07 | that explicitly decides what useless information to delete",
        "08 | outputs random noise",
        "08 | across thousands of time steps",
        "08 | completely forgotten the 1st word",
        "09 | combine the Forget and Input gates",
        "09 | require significantly fewer parameters",
        "10 | (Batch, Time-steps, Features)",
        "10 | return_sequences=True",
        "10 | Use when the sequence spans across multiple batches",
        "10 | very deep Simple RNNs",
        "10 | to capture full context",
        "10 | \"river bank\" vs \"bank account\"",
        "12 | [2, 4, 8, 16",
        "12 | stock market data",
        "14 | LSTMs fix the memory problem",
        "15 | have largely replaced RNNs",
      })
  void what_tutorials_say_has_a_box_in_its_notebook(String number, String words) {
    assertTrue(
        COURSE.stream()
            .filter(notebook -> notebook.name().startsWith(number))
            .flatMap(notebook -> ReadElsewhere.Box.of(notebook).stream())
            .anyMatch(box -> box.text().contains(words)),
        () -> "No \"Read elsewhere\" box of notebook " + number + " quotes: " + words);
  }

  private static NotebookCell text(String id, String source) {
    return new NotebookCell(id, Kind.MARKDOWN, source, Set.of());
  }

  private static NotebookCell code(String id, String source) {
    return new NotebookCell(id, Kind.CODE, source, Set.of());
  }

  private static List<String> measuredIn(List<Notebook> notebooks) {
    return ReadElsewhere.Box.of(notebooks.get(0))
        .get(0)
        .measuredIn(notebooks, ReadElsewhereTest::claims)
        .stream()
        .map(NotebookCell::id)
        .toList();
  }

  private static List<Notebook> course(String before, String box, String after) {
    return List.of(
        new Notebook(
            "01-a",
            List.of(
                code("b", before),
                text("box", "> **Read elsewhere:** \"all\". " + box),
                code("a", after),
                text("h", "## How long it is"),
                code("c", "f();"),
                text("t", "More."),
                code("d", "claim(1);"),
                text("n", "## Next"),
                code("e", "claim(2);"))),
        new Notebook("02-b", List.of(text("o", "## Other one"), code("x", "claim(3);"))));
  }

  @Test
  void a_box_is_measured_beside_it_or_in_the_section_that_it_links_to() {
    String both = "[here](#How-long-it-is), [there](02-b.ipynb#Other-one)";
    assertEquals(List.of("a"), measuredIn(course("claim(0);", both, "claim(0);")));
    assertEquals(List.of("b"), measuredIn(course("claim(0);", both, "f();")));
    assertEquals(List.of("d", "x"), measuredIn(course("f();", both, "f();")));
    assertEquals(List.of(), measuredIn(course("f();", "[here](#Nowhere)", "f();")));
  }
}
