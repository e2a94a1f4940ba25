package unrolled.notebook.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import unrolled.exercise.Home;
import unrolled.notebook.Band;
import unrolled.notebook.CellFailure;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Claim;
import unrolled.notebook.HintView;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookCell.Kind;
import unrolled.notebook.NotebookFile;
import unrolled.notebook.NotebookRun;
import unrolled.notebook.Rich;
import unrolled.notebook.Show;
import unrolled.notebook.Term;

class BookTest {
  private static final Duration TIME = Duration.ofMillis(1234);

  @TempDir Path home;
  private Book book;

  @BeforeEach
  void open_a_book() throws IOException {
    Files.createDirectories(home.resolve("notebooks"));
    book = new Book(home.resolve("notebooks"), home.resolve("target/book"));
  }

  private static NotebookCell text(String id, String source) {
    return new NotebookCell(id, Kind.MARKDOWN, source, Set.of());
  }

  private static NotebookCell code(String id, int number, String source, CellOutput... outputs) {
    return new NotebookCell(id, Kind.CODE, source, Set.of()).executed(number, List.of(outputs));
  }

  private NotebookRun good(String name, NotebookCell... cells) throws IOException {
    var notebook = new Notebook(name, List.of(cells));
    Path file = home.resolve("notebooks").resolve(name + ".ipynb");
    Files.writeString(file, NotebookFile.canonical(notebook));
    return new NotebookRun(notebook, TIME, Optional.empty());
  }

  private static CellOutput claim(String json) {
    return new CellOutput.Shown(false, Map.of("text/plain", "claim", Claim.LEDGER, json));
  }

  private String page(String name) throws IOException {
    return Files.readString(book.page(name));
  }

  @Test
  void a_page_is_well_formed_and_needs_nothing_from_anywhere() throws Exception {
    book.add(
        List.of(
            good(
                "01-a",
                text("t", "# Title <b>\n\n$h_t$ & more\n\n| a |\n|---|\n| 1 |"),
                code(
                    "c",
                    1,
                    "String s = \"a<b\"; // x && y",
                    new CellOutput.Printed(false, "<i>&\n"),
                    new CellOutput.Printed(true, "oh\n"),
                    new CellOutput.Shown(true, Map.of("text/html", "<table></table>")),
                    new CellOutput.Shown(false, Map.of("image/png", "QUJD\n")),
                    new CellOutput.Shown(
                        false, Map.of("image/svg+xml", "<?xml version=\"1.0\"?>\n<svg/>"))))));
    String page = page("01-a").replace("<b>", "&lt;b&gt;");
    parse(page);
    assertFalse(page.contains("<script"), page);
    assertFalse(page.matches("(?s).*(src|href)=\"(https?:)?//.*"), page);
    assertTrue(page.contains("default-src 'none'"));
    assertTrue(page.contains("&lt;i&gt;&amp;"), "printed text is escaped");
    assertTrue(page.contains("<span class=\"text\">&quot;a&lt;b&quot;</span>"), page);
    assertTrue(page.contains("<span class=\"comment\">// x &amp;&amp; y</span>"), page);
    assertTrue(page.contains("src=\"data:image/png;base64,QUJD\""));
    assertTrue(page.contains("<svg/>") && !page.contains("<?xml"));
    assertTrue(page.contains("<math"));
  }

  private static void parse(String html) throws Exception {
    String xml =
        html.replaceFirst("<!DOCTYPE html>\\n", "").replaceAll("<(meta|img)([^>]*)>", "<$1$2/>");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void claims_of_all_chapters_are_in_the_ledger_with_their_bands() throws Exception {
    Book.Summary summary =
        book.add(
            List.of(
                good("01-a", code("x", 1, "1", shown(Claim.of("A <1>", 0.25, Band.atMost(0.5))))),
                good(
                    "03-b",
                    code("y", 1, "1", shown(Claim.of("error of b", 2, Band.between(1, 2.5)))),
                    code("z", 2, "1", shown(Claim.of("C", 3e-9, Band.atLeast(1e-9)))))));
    String index = Files.readString(book.index());
    parse(index);
    String words = index.replaceAll("</?(b|span)[^>]*>", "");
    String link = "<a href=\"01-a.html#cell-x\">A &lt;1&gt;</a>";
    assertTrue(
        words.contains("<li>" + link + ": measured 0.25, held at or below 0.5.</li>"), words);
    assertTrue(words.contains("Error of b</a>: measured 2, held between 1 and 2.5."), words);
    assertTrue(
        index.contains("<span class=\"figure\">3 × 10⁻⁹</span></b>, held at or above"), index);
    assertTrue(index.contains("<a href=\"03-b.html#cell-z\">C</a>"), index);
    assertEquals(new Book.Summary(2, 0, 3), summary);
    assertEquals("Notebooks run: 2, failed: 0. Claims measured and held: 3.", summary.words());
  }

  private static CellOutput shown(Rich value) {
    return new CellOutput.Shown(false, Show.bundle(value));
  }

  @Test
  void a_claim_that_is_not_what_the_ledger_expects_is_an_error() throws IOException {
    var runs = List.of(good("01-a", code("x", 1, "1", claim("{\"text\":\"A\"}"))));
    String message = assertThrows(IllegalStateException.class, () -> book.add(runs)).getMessage();
    assertTrue(message.startsWith("01-a, cell x: "), message);
  }

  @Test
  void a_bad_formula_is_told_with_its_notebook_and_cell() throws IOException {
    NotebookRun run = good("01-a", text("ok", "$x$"), text("bad", "$\\nosuch{x}$"));
    String message = assertThrows(BadFormula.class, () -> book.check(run.notebook())).getMessage();
    assertTrue(
        message.startsWith("01-a, cell bad: The formula \\nosuch{x} cannot be typeset: "), message);
  }

  @TestFactory
  Stream<DynamicTest> every_committed_notebook_can_be_typeset() {
    Path checkout = Path.of(System.getProperty("unrolled.home", ""));
    var its = new Book(checkout.resolve("notebooks"), checkout.resolve("target/book"));
    return NotebookFile.in(checkout.resolve("notebooks")).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> its.check(NotebookFile.read(file))));
  }

  @Test
  void the_glossary_is_sorted_and_links_to_the_cell() throws Exception {
    CellOutput b = shown(new Term("gate", "a valve <f>", "f;"));
    CellOutput a = shown(new Term("Cell", "a step", "c = f;"));
    book.add(List.of(good("01-a", code("x", 1, "1", b, a))));
    String glossary = other("glossary");
    parse(glossary);
    assertTrue(
        glossary.indexOf("<dt id=\"Cell\">") < glossary.indexOf("<dt id=\"gate\">"), glossary);
    assertTrue(glossary.contains("a valve &lt;f&gt; "), glossary);
    assertTrue(glossary.contains("<a href=\"01-a.html#cell-x\">01-a</a></dd>"), glossary);
    assertTrue(glossary.contains("<pre class=\"java\"><code>c = f;</code></pre>"), glossary);
  }

  @Test
  void a_word_with_one_meaning_in_two_chapters_stands_once_with_both_links() throws Exception {
    CellOutput gate = shown(new Term("gate", "a valve", "f"));
    book.add(List.of(good("01-a", code("x", 1, "1", gate)), good("02-b", code("y", 1, "1", gate))));
    String glossary = other("glossary");
    assertEquals(glossary.indexOf("a valve"), glossary.lastIndexOf("a valve"), glossary);
    assertTrue(
        glossary.contains(
            "<a href=\"01-a.html#cell-x\">01-a</a>, <a href=\"02-b.html#cell-y\">02-b</a></dd>"),
        glossary);
  }

  @Test
  void the_number_of_a_chapter_stays_with_its_title_in_the_glossary() throws Exception {
    CellOutput gate = shown(new Term("gate", "a valve", "f"));
    book.add(List.of(good("01-a", text("t", "# 1 · A name"), code("x", 1, "1", gate))));
    assertTrue(other("glossary").contains(">1\u00A0·\u00A0A name</a>"), other("glossary"));
  }

  @Test
  void a_claim_begins_with_a_capital_unless_it_begins_with_a_name() throws Exception {
    List<CellOutput> claims =
        Stream.of("loss at the end", "minGRU: seeds", "log P, beam", "h after 3 steps")
            .map(text -> shown(Claim.of(text, 1, Band.atMost(2))))
            .toList();
    book.add(List.of(good("01-a", code("x", 1, "1", claims.toArray(CellOutput[]::new)))));
    String index = Files.readString(book.index());
    for (String begin : List.of("Loss at", "minGRU: seeds", "log P, beam", "h after")) {
      assertTrue(index.contains(">" + begin), begin);
    }
  }

  @Test
  void what_was_printed_names_files_of_the_checkout_from_the_checkout() throws Exception {
    Path file = Home.path().resolve("target/opinions");
    var printed = new CellOutput.Printed(false, "nothing in " + file);
    book.add(List.of(good("01-a", code("x", 1, "1", printed))));
    String wanted = "nothing in " + Path.of("target/opinions") + "</pre>";
    assertTrue(page("01-a").contains(">" + wanted), page("01-a"));
  }

  @Test
  void prose_wraps_columns_do_not_and_a_hint_is_typeset() throws Exception {
    book.add(
        List.of(
            good(
                "01-a",
                code("x", 1, "1", new CellOutput.Printed(false, "a sentence\nand more")),
                code("y", 2, "1", new CellOutput.Printed(false, "walk 1   0.5\nwalk 2   0.7")),
                code("z", 3, "1", shown(new HintView("Use `matmul` and $x_t$."))))));
    String page = page("01-a");
    assertTrue(page.contains("<pre class=\"printed prose\">a sentence"), page);
    assertTrue(page.contains("<pre class=\"printed\">walk"), page);
    assertTrue(page.contains("<p>Use <code>matmul</code> and <span class=\"kept\"><math>"), page);
  }

  private String other(String name) throws IOException {
    return Files.readString(book.index().resolveSibling(name + ".html"));
  }

  @Test
  void what_is_read_elsewhere_is_collected_with_the_figures_beside_it() throws Exception {
    book.add(
        List.of(
            good(
                "01-a",
                text("t", "# First"),
                code("x", 1, "1", shown(Claim.of("the share", 0.25, Band.atMost(0.5)))),
                text(
                    "box",
                    "> **Read elsewhere:** \"it is *all*\". A quarter. <!-- measured: x -->"),
                text("next", "Text."),
                code("y", 2, "1", shown(Claim.of("another", 2, Band.atMost(5)))))));
    String read = other("read");
    parse(read);
    assertTrue(read.contains("it is <em>all</em>"), read);
    assertTrue(
        read.contains("<li>the share: <b><span class=\"figure\">0.25</span></b></li>"), read);
    assertFalse(read.contains("another"), read);
    assertTrue(read.contains("<a href=\"01-a.html#cell-x\">"), read);
    assertFalse(read.contains("measured: x"), read);
  }

  @Test
  void every_picture_of_every_chapter_is_on_one_page() throws Exception {
    var png = new CellOutput.Shown(false, Map.of("image/png", "QUJD"));
    var svg = new CellOutput.Shown(true, Map.of("text/html", "<figure><svg/></figure>"));
    var words = new CellOutput.Shown(true, Map.of("text/html", "<p>no picture</p>"));
    book.add(List.of(good("01-a", code("x", 7, "1", png, svg, words))));
    String pictures = other("pictures");
    parse(pictures);
    assertTrue(pictures.contains("2 pictures"), pictures);
    assertTrue(pictures.contains("<a href=\"01-a.html#cell-x\">[7]</a>"), pictures);
    assertFalse(pictures.contains("no picture"), pictures);
  }

  @Test
  void the_map_of_the_exercises_is_a_page() throws IOException {
    book.add(List.of(good("01-a", text("t", "# First"))));
    assertTrue(other("skills").contains("<svg"), other("skills"));
  }

  @Test
  void a_failed_run_is_written_up_to_its_cell_and_marked() throws IOException {
    NotebookRun run =
        good(
            "06-c",
            code("a", 1, "int a = 1;"),
            code("b", 2, "a / 0", new CellOutput.Failed("E", "m", List.of("by zero <"))),
            new NotebookCell("c", Kind.CODE, "int never;", Set.of()));
    var failure = new CellFailure("06-c", 2, "line 1: a / 0", "by zero <");
    book.add(List.of(new NotebookRun(run.notebook(), TIME, Optional.of(failure))));
    String page = page("06-c");
    assertTrue(page.contains("The run of this chapter failed."));
    assertTrue(page.contains("06-c: cell [2] failed at line 1: a / 0"));
    assertTrue(page.contains("by zero &lt;"));
    assertTrue(page.contains("code cells not run: 1."));
    assertFalse(page.contains("never"), page);
    assertTrue(Files.readString(book.index()).contains("<strong>failed at [2]</strong>"));
  }

  @Test
  void a_chapter_that_was_run_before_stays_until_its_notebook_goes() throws IOException {
    book.add(List.of(good("01-a", text("t", "# First"))));
    book.add(List.of(good("03-b", text("t", "# Second"))));
    String both = Files.readString(book.index());
    assertTrue(both.contains("First") && both.contains("Second"), both);
    assertTrue(both.contains("Chapters: 2, executed in 2.5 s."), both);
    Files.delete(home.resolve("notebooks/01-a.ipynb"));
    book.add(List.of(good("03-b", text("t", "# Second"))));
    assertFalse(Files.readString(book.index()).contains("First"));
  }

  @Test
  void nothing_half_written_is_left() throws IOException {
    book.add(List.of(good("01-a", text("t", "# First"))));
    try (Stream<Path> files = Files.list(home.resolve("target/book"))) {
      assertEquals(
          List.of(
              "01-a.html",
              "01-a.ipynb",
              "glossary.html",
              "index.html",
              "pictures.html",
              "read.html",
              "skills.html"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void a_line_that_is_drawn_over_shows_its_last_state() throws IOException {
    var bar = new CellOutput.Printed(false, "\r 10 %\r 50 %\r100 %\ndone\n");
    book.add(List.of(good("01-a", code("x", 1, "1", bar))));
    assertTrue(page("01-a").contains(">100 %\ndone</pre>"), page("01-a"));
  }
}
