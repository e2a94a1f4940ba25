package unrolled.notebook.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
                          box.measured().isEmpty(),
                          "no \"<!-- measured: n01-02 -->\" at the end of: " + box.text());
                      box.measuredIn()
                          .forEach(
                              cell ->
                                  assertTrue(
                                      cell.source().contains("claim("),
                                      "there is no claim in " + cell.id()));
                    }));
  }

  /** What short tutorials say about recurrent networks and an experiment can set right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01 | Man + Dog + Bit -> Meaning A",
        "01 | no concept of time or sequence",
        "03 | the output from the previous step is used as input",
        "03 | h_t = Activation(W",
        "03 | completely forget information from the beginning",
        "04 | so small that the model stops learning",
        "01 | the first neural networks to address time",
        "05 | multiplied by itself 50 times",
        "06 | multiplied by itself 50 times",
        "06 | If those weights are small",
        "06 | to flow across thousands of time steps without vanishing",
        "07 | Output Gate: Predict",
        "07 | that explicitly decides what useless information to delete",
        "08 | outputs random noise",
        "08 | across thousands of time steps",
        "08 | completely forgotten the 1st word",
        "09 | combine the Forget and Input gates",
        "09 | require significantly fewer parameters",
        "09 | faster to train, cheaper to run",
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

  private static NotebookCell cell(String id, Kind kind, String source) {
    return new NotebookCell(id, kind, source, Set.of());
  }

  private static Notebook withBox(String end) {
    return new Notebook(
        "01-a",
        List.of(
            cell("n01-01", Kind.MARKDOWN, "> **Read elsewhere:** \"all\". No." + end),
            cell("n01-02", Kind.CODE, "claim(1);")));
  }

  @Test
  void a_box_is_measured_in_the_cells_that_it_names() {
    var box = ReadElsewhere.Box.of(withBox(" <!-- measured: n01-02 -->")).get(0);
    assertEquals("\"all\". No.", box.text());
    assertEquals(List.of("n01-02"), box.measuredIn().stream().map(NotebookCell::id).toList());
  }

  @Test
  void a_box_that_names_no_cell_has_none_and_a_wrong_name_is_said() {
    assertEquals(List.of(), ReadElsewhere.Box.of(withBox("")).get(0).measuredIn());
    var wrong = ReadElsewhere.Box.of(withBox(" <!-- measured: n01-03 -->")).get(0);
    var error = assertThrows(IllegalArgumentException.class, wrong::measuredIn);
    assertEquals("a box of 01-a names a cell that is not there: n01-03", error.getMessage());
  }
}
