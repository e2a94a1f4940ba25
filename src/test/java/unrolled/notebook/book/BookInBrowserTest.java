package unrolled.notebook.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.Chromium;
import unrolled.cell.LstmCell;
import unrolled.data.Vocabulary;
import unrolled.exercise.Home;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.notebook.Band;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Charts;
import unrolled.notebook.Claim;
import unrolled.notebook.HeatMap;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookCell.Kind;
import unrolled.notebook.NotebookFile;
import unrolled.notebook.NotebookRun;
import unrolled.notebook.Quiz;
import unrolled.notebook.Show;
import unrolled.notebook.ShowcaseCard;
import unrolled.notebook.Term;
import unrolled.notebook.Unroller;

/** The book in a browser: what can be pressed does what it should, and every page fits. */
@Tag("any-jdk")
class BookInBrowserTest {
  private static final Path PICTURES = Home.path().resolve("target/browser");
  private static final int PHONE = 390;
  private static final int DESK = 1280;
  private static final double SMALLEST_LETTERS = 11; // px, on a phone
  private static final List<String> WORDS = List.of("the", "dog", "bit", "the", "man");
  private static final ShowcaseCard CARD =
      new ShowcaseCard("Names", "GruCell(64 → 32), 9,344 parameters", "3,264 class names", 7)
          .curve("nats", IntStream.range(0, 1000).mapToDouble(i -> 4 / (1 + i / 100.0)).toArray())
          .claims(Claim.of("beats chance", 1.25, Band.atMost(1.39)));

  private static Optional<Chromium> started = Optional.empty();
  private static Path folder;

  @BeforeAll
  static void write_the_book(@TempDir Path temporary) throws Exception {
    Optional<Path> program = Chromium.installed();
    assumeTrue(program.isPresent(), "there is no Chromium here");
    folder = temporary.resolve("book");
    Path notebooks = Files.createDirectories(temporary.resolve("notebooks"));
    for (Path file : NotebookFile.in(Home.path().resolve("notebooks"))) {
      Files.copy(file, notebooks.resolve(file.getFileName().toString()));
    }
    Notebook shown = everything();
    Files.writeString(notebooks.resolve(shown.name() + ".ipynb"), NotebookFile.canonical(shown));
    List<NotebookRun> runs = new ArrayList<>();
    for (Path file : NotebookFile.in(Home.path().resolve("notebooks"))) {
      runs.add(run(NotebookFile.read(file)));
    }
    runs.add(run(shown));
    new Book(notebooks, folder).add(runs);
    CARD.saveAs(folder.resolve("card.html"));
    started = Optional.of(Chromium.start(program.get()));
  }

  private static NotebookRun run(Notebook notebook) {
    return new NotebookRun(notebook, Duration.ofSeconds(1), Optional.empty());
  }

  /** One of each thing that a cell can show, and words and lines that are too long. */
  private static Notebook everything() {
    Vocabulary words = Vocabulary.of(WORDS);
    LstmCell cell = new LstmCell(words.size(), 3, new Random(1));
    Sequence xs = Sequence.oneHot(new int[][] {words.encode(WORDS)}, words.size());
    var unroller = new Unroller(WORDS, cell, new Unrolled<>(cell).forward(xs));
    var lines = Charts.lines("Lines", "step", "nats");
    lines.addSeries("LSTM, forget bias 1", new double[] {4, 3, 2});
    lines.addSeries("GRU", new double[] {3, 2, 1});
    lines.reference(1.386, "ln 4");
    Matrix wide = Matrix.random(4, 60, -1, 1, new Random(2));
    String name = "AVeryLongNameOfAClassThatHasNoPlaceToBreakInASingleLineOfAPhoneFactoryBean";
    List<NotebookCell> cells = new ArrayList<>();
    cells.add(
        new NotebookCell(
            "text",
            Kind.MARKDOWN,
            "# 99 · Everything\n\n"
                + name
                + "\n\n`"
                + name
                + "`\n\n$$h_t = \\tanh(x_t W_x + h_{t-1}"
                + " W_h + b) + \\sigma(x_t W_x + h_{t-1} W_h + b) + x_t W_x + h_{t-1} W_h + b$$\n\n"
                + "$$h_t = \\tanh(z_t) \\qquad L = (h_{50} + 0.5)^2 \\qquad h_0 = 1$$\n\n"
                + "| a | b | c | d | e | f | g | h |\n|---|---|---|---|---|---|---|---|\n"
                + "| value | value | value | value | value | value | value | value |\n",
            Set.of()));
    cells.add(shown("quiz", Quiz.of("06")));
    cells.add(shown("unroller", unroller));
    cells.add(shown("card", CARD));
    cells.add(shown("lines", lines));
    cells.add(shown("bars", Charts.bars("Bars", "share", List.of("one", "two"), 0.5, 1)));
    cells.add(shown("heat", HeatMap.of(wide, List.of(), List.of(), "A wide map")));
    List<String> words22 = IntStream.range(0, 22).mapToObj(k -> "word").toList();
    Matrix read = Matrix.random(2, 22, -1, 1, new Random(3)).scale(100_000);
    cells.add(shown("saliency", HeatMap.of(read, List.of("LSTM", "GRU"), words22, "Saliency")));
    Matrix few = Matrix.random(2, 12, -1, 1, new Random(3));
    cells.add(shown("few", HeatMap.of(few, List.of("LSTM", "GRU"), List.of(), "Few")));
    cells.add(shown("matrix", wide));
    cells.add(shown("claim", Claim.of("a claim " + name, 1.2e-9, Band.atMost(1e-7))));
    cells.add(
        shown(
            "term",
            new Term("term", "its meaning", "new LstmCell(13, 16, rng).withForgetBias(1)")));
    cells.add(
        new NotebookCell("print", Kind.CODE, "System.out.println(x)", Set.of())
            .executed(
                99, List.of(new CellOutput.Printed(false, "word ".repeat(80) + name.repeat(3)))));
    return new Notebook("99-everything", cells);
  }

  private static NotebookCell shown(String id, Object value) {
    Map<String, String> forms = Show.bundle(value);
    return new NotebookCell(id, Kind.CODE, "show(" + id + ")", Set.of())
        .executed(1, List.of(new CellOutput.Shown(false, forms)));
  }

  @AfterAll
  static void stop() throws Exception {
    if (started.isPresent()) {
      started.get().close();
    }
  }

  @AfterEach
  void nothing_was_refused_and_nothing_was_fetched() {
    assertEquals(List.of(), browser().complaints);
  }

  private static Chromium browser() {
    return started.orElseThrow();
  }

  private static Chromium open(String page, int width, String scheme) {
    browser().look(width, 900, scheme);
    browser().open(folder.resolve(page).toUri().toString());
    return browser();
  }

  private static List<String> pages() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".html"))
          .sorted()
          .toList();
    }
  }

  @Test
  void no_page_scrolls_sideways_on_a_phone_or_on_a_desk() throws Exception {
    assertTrue(pages().size() > 10, pages().toString());
    for (int width : new int[] {PHONE, DESK}) {
      for (String page : pages()) {
        assertEquals(
            "0",
            open(page, width, "light")
                .value("Math.max(0, document.documentElement.scrollWidth - innerWidth)"),
            page + " at " + width + " px");
      }
    }
  }

  @Test
  void no_line_of_code_is_cut_off_on_a_desk() throws Exception {
    for (String page : pages()) {
      assertEquals(
          "",
          open(page, DESK, "light")
              .value(
                  "[...document.querySelectorAll('pre.java, .text pre')]"
                      + ".filter(p => p.scrollWidth > p.clientWidth)"
                      + ".map(p => p.textContent).join('; ')"),
          page);
    }
  }

  @Test
  void a_table_breaks_neither_words_nor_numbers_on_a_phone() {
    open("index.html", PHONE, "dark");
    assertEquals(
        "",
        browser()
            .value(
                "[...document.querySelectorAll('th, #chapters td:nth-child(n+2), .figure')]"
                    + ".filter(e => e.getClientRects().length > 1 || (e.matches('th, td')"
                    + " && e.clientHeight > 60)).map(e => e.textContent).join('; ')"));
  }

  @Test
  void the_letters_of_a_figure_are_large_enough_on_a_phone() {
    for (String page : List.of("99-everything.html", "card.html")) {
      open(page, PHONE, "light");
      String sizes =
          browser()
              .value(
                  "[...document.querySelectorAll('.unrolled-chart svg')]"
                      + ".map(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width * 16)"
                      + ".join(' ')");
      for (String size : sizes.split(" ")) {
        assertTrue(Double.parseDouble(size) >= SMALLEST_LETTERS, page + ": " + sizes);
      }
    }
  }

  @Test
  void a_formula_goes_on_in_the_next_line_where_a_phone_has_no_room() {
    String wide =
        "[...document.querySelectorAll('div.formula')].map(f => f.scrollWidth > f.clientWidth)";
    String tall = "[...document.querySelectorAll('div.formula')].map(f => f.clientHeight > 45)";
    open("99-everything.html", PHONE, "light");
    assertEquals("false,false", browser().value(wide + ".join()"));
    assertEquals("true,true", browser().value(tall + ".join()"));
    open("99-everything.html", DESK, "light");
    assertEquals("false", browser().value(tall + "[1]"), "on a desk it has one line");
  }

  @Test
  void a_map_without_numbers_becomes_as_narrow_as_a_phone() {
    open("99-everything.html", PHONE, "light");
    String box = "#cell-saliency .unrolled-heat > div";
    assertEquals(
        "0",
        browser()
            .value("(b => b.scrollWidth - b.clientWidth)(document.querySelector('" + box + "'))"));
    assertEquals(
        "true",
        browser()
            .value(
                "(r => r[21].getBoundingClientRect().right > 250 && r[21].getBoundingClientRect()"
                    + ".right <= innerWidth)(document.querySelectorAll('#cell-saliency rect.k21, "
                    + "#cell-saliency rect[class]'))"));
  }

  @Test
  void a_map_with_numbers_scrolls_its_labels_stay_and_a_shadow_tells() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      open("99-everything.html", PHONE, scheme);
      String box = "document.querySelector('#cell-few .unrolled-heat > div')";
      assertEquals("true", browser().value(box + ".scrollWidth > " + box + ".clientWidth + 100"));
      browser().value(box + ".scrollLeft = 150");
      assertEquals(
          "true",
          browser()
              .value(
                  "Math.abs("
                      + box
                      + ".querySelector('svg').getBoundingClientRect().left - "
                      + box
                      + ".getBoundingClientRect().left) <= 2"));
      assertEquals(
          "local, local, scroll, scroll",
          browser().value("getComputedStyle(" + box + ").backgroundAttachment.slice(0, 28)"));
      browser().value(box + ".scrollIntoView()");
      browser().shoot(PICTURES.resolve("heat-" + scheme + ".png"));
    }
  }

  private static String seen(String selector) {
    return browser()
        .value(
            "[...document.querySelectorAll('"
                + selector
                + "')].filter(e => e.checkVisibility()).map(e => e.textContent).join('|')");
  }

  @Test
  void a_press_on_an_answer_tells_right_or_wrong_and_why() throws Exception {
    Chromium browser = open("99-everything.html", PHONE, "light");
    assertEquals("", seen(".unrolled-quiz .reply"));
    String first = ".unrolled-quiz [role=radiogroup]";
    String yes =
        browser.value(
            "document.querySelector(`"
                + first
                + " .reply.yes`).parentNode"
                + ".querySelector(`label`).htmlFor");
    String no =
        browser.value(
            "document.querySelector(`"
                + first
                + " .reply:not(.yes)`).parentNode"
                + ".querySelector(`label`).htmlFor");
    browser.click("label[for=" + no + "]");
    assertTrue(seen(".unrolled-quiz .reply").startsWith("✗ Not right."), seen(".reply"));
    assertTrue(seen(".unrolled-quiz .reply").contains("Look again at"), seen(".reply"));
    String why = browser.value("document.querySelector(`" + first + " .reply.yes`).textContent");
    String reason = why.substring("✓ Right. ".length(), why.indexOf(" See “"));
    assertTrue(seen(".unrolled-quiz .reply").contains(reason), seen(".reply") + why);
    browser.shoot(PICTURES.resolve("quiz-wrong.png"));
    browser.click("label[for=" + yes + "]");
    String told = seen(".unrolled-quiz .reply");
    assertTrue(told.startsWith("✓"), told);
    assertEquals(
        1, told.split("\\|").length, "the reply to the wrong answer is still there: " + told);
    browser.shoot(PICTURES.resolve("quiz-right.png"));
  }

  @Test
  void the_map_shows_arrows_from_far_away_for_the_exercise_that_is_pointed_at() throws Exception {
    Chromium browser = open("skills.html", DESK, "light");
    String seen =
        "Array.from(document.querySelectorAll('.um-far'))"
            + ".filter(e => getComputedStyle(e).visibility == 'visible').length";
    assertEquals("0", browser.value(seen));
    String e20 =
        "Array.from(document.querySelectorAll('.um-node'))"
            + ".find(e => e.textContent.includes('e20'))";
    browser.value(e20 + ".focus()");
    assertEquals("1", browser.value(seen), "from e10; that from e18 is always there");
  }

  @Test
  void the_keys_step_through_an_lstm_and_choose_its_units() throws Exception {
    Chromium browser = open("99-everything.html", PHONE, "dark");
    assertTrue(seen(".frame .status").startsWith("step 1 of 5"), seen(".frame .status"));
    // Four gates, the cell state and the hidden state, each with its numbers.
    assertEquals("6", browser.value("document.querySelectorAll('.frame.f0 .sum.s0 > p').length"));
    browser.value("document.querySelector('.unrolled-unroller > input.t0').focus()");
    browser.press("ArrowRight", 39);
    browser.press("ArrowRight", 39);
    assertTrue(seen(".frame .status").startsWith("step 3 of 5: bit"), seen(".frame .status"));
    browser.press("ArrowLeft", 37);
    assertTrue(seen(".frame .status").startsWith("step 2 of 5: dog"), seen(".frame .status"));
    String unit0 = seen(".frame .sum");
    browser.press("Tab", 9);
    browser.press("ArrowRight", 39);
    assertNotEquals(unit0, seen(".frame .sum"));
    browser.click(".frame.f1 label.move[for$=t2]");
    assertTrue(seen(".frame .status").startsWith("step 3 of 5: bit"), seen(".frame .status"));
    browser.value("document.querySelector('.unrolled-unroller').scrollIntoView()");
    browser.shoot(PICTURES.resolve("unroller-lstm.png"));
  }

  @Test
  void the_card_is_whole_on_a_phone_and_dark_where_that_is_asked_for() throws Exception {
    Chromium browser = open("card.html", PHONE, "dark");
    String card = seen(".unrolled-card");
    for (String part : List.of("Names", "GruCell(64 → 32)", "3,264 class names", "beats chance")) {
      assertTrue(card.contains(part), card);
    }
    assertEquals("1", browser.value("document.querySelectorAll('.unrolled-card svg').length"));
    String[] ink = browser.value("getComputedStyle(document.body).color").split("\\D+");
    assertTrue(Integer.parseInt(ink[1]) > 190, "dark letters: " + Arrays.toString(ink));
    browser.shoot(PICTURES.resolve("card-narrow-dark.png"));
    open("card.html", DESK, "light").shoot(PICTURES.resolve("card-wide-light.png"));
  }

  @Test
  void every_link_inside_a_chapter_leads_somewhere() throws Exception {
    for (String page : pages()) {
      // Its quiz is that of another notebook.
      if (page.startsWith("99-")) {
        continue;
      }
      open(page, DESK, "light");
      String missing =
          browser()
              .value(
                  "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
                      + ".filter(h => h && !document.getElementById(decodeURIComponent(h)))"
                      + ".join(' ')");
      assertEquals("", missing, page);
    }
  }
}
