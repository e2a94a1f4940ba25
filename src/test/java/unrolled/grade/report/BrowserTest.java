package unrolled.grade.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.Chromium;
import unrolled.exercise.Home;
import unrolled.grade.record.Gradebook;

/** The gradebook in a browser: what a teacher presses does what it should. */
@Tag("any-jdk")
class BrowserTest {
  private static final int STUDENTS = 60;
  private static final Gradebook CLASS = SampleClass.of(STUDENTS);
  private static final Path PICTURES = Home.path().resolve("target/gradebook");

  private static Optional<Chromium> started = Optional.empty();
  private static String index;

  private Chromium browser;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Optional<Path> program = Chromium.installed();
    assumeTrue(program.isPresent(), "there is no Chromium here");
    Reports.write(CLASS, folder, Reports.Choice.DEFAULT, Map.of());
    index = folder.resolve("index.html").toUri().toString();
    started = Optional.of(Chromium.start(program.get()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (started.isPresent()) {
      started.get().close();
    }
  }

  @BeforeEach
  void open() {
    browser = started.orElseThrow();
    browser.look(1200, 900, "light");
    browser.open(index);
  }

  @AfterEach
  void nothing_was_refused_and_nothing_was_fetched() {
    assertEquals(List.of(), browser.complaints);
  }

  private static String cells(int column, String attribute) {
    return "[...document.querySelectorAll('#class tbody tr:not([hidden])')]"
        + ".map(r => r.cells["
        + column
        + "]."
        + attribute
        + ").join('|')";
  }

  private List<Double> points(int column) {
    return Stream.of(browser.value(cells(column, "dataset.value")).split("\\|"))
        .map(Double::valueOf)
        .toList();
  }

  private static List<Double> sorted(List<Double> numbers, Comparator<Double> order) {
    var copy = new ArrayList<>(numbers);
    copy.sort(order);
    return copy;
  }

  @Test
  void a_press_on_a_column_sorts_by_it_and_another_the_other_way() throws Exception {
    browser.shoot(PICTURES.resolve("light.png"));
    int total = SampleClass.COLUMNS.size() + 1;
    String button = "#class thead th:nth-child(" + (total + 1) + ") button";
    List<Double> before = points(total);
    browser.click(button);
    List<Double> up = points(total);
    assertEquals(sorted(before, Comparator.naturalOrder()), up);
    assertNotEquals(before, up, "they were in order already");
    browser.click(button);
    assertEquals(sorted(before, Collections.reverseOrder()), points(total));
    assertEquals(
        "descending",
        browser.value("document.querySelectorAll('#class thead th')[" + total + "].ariaSort"));
    browser.shoot(PICTURES.resolve("sorted.png"));
  }

  @Test
  void typing_leaves_the_names_that_have_it() {
    browser.click("#filter");
    browser.type("zoe");
    assertEquals("1 of " + STUDENTS, browser.value("document.getElementById('shown').textContent"));
    assertTrue(browser.value(cells(0, "textContent")).contains("Zoë Ünïcødé"));
  }

  @Test
  void a_press_on_a_number_leads_to_what_the_tests_said() throws Exception {
    browser.click("#class tbody td.p5 a");
    browser.awaitLoad();
    assertTrue(browser.value("location.pathname").contains("/students/"));
    assertEquals("true", browser.value("document.querySelector(location.hash) !== null"));
    assertTrue(browser.value("document.title").endsWith(": feedback"));
    browser.shoot(PICTURES.resolve("student.png"));
    browser.look(390, 844, "dark");
    assertFits();
    browser.shoot(PICTURES.resolve("student-narrow-dark.png"));
  }

  @Test
  void every_link_leads_somewhere() {
    String links = "[...document.querySelectorAll('a')].map(a => a.href).join('|')";
    List<String> addresses = List.of(browser.value(links).split("\\|"));
    assertTrue(addresses.size() > STUDENTS, "a link for each student");
    for (String address : addresses) {
      String file = address.replaceFirst("#.*", "");
      assertTrue(Files.exists(Path.of(URI.create(file))), address);
    }
  }

  @Test
  void a_hostile_name_is_a_text_and_nothing_else() {
    assertEquals(
        "0", browser.value("document.querySelectorAll('#class img, #class script').length"));
    assertEquals("1", browser.value("document.querySelectorAll('style').length"));
    String names = browser.value(cells(0, "textContent"));
    for (String name :
        List.of("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>&amp;&#x3c;b")) {
      assertTrue(names.contains(name), names);
    }
    assertFalse(
        browser.value("getComputedStyle(document.querySelector('#class')).display").equals("none"));
  }

  @Test
  void it_fits_a_telephone_and_is_dark_where_that_is_asked_for() throws Exception {
    browser.look(390, 844, "dark");
    assertFits();
    String[] page = browser.value("getComputedStyle(document.body).backgroundColor").split("\\D+");
    assertTrue(Integer.parseInt(page[1]) < 64, "the page is light: " + String.join(" ", page));
    browser.shoot(PICTURES.resolve("narrow-dark.png"));
    for (String section : List.of("points", "mistakes")) {
      browser.value("document.getElementById('" + section + "').scrollIntoView()");
      browser.shoot(PICTURES.resolve("narrow-dark-" + section + ".png"));
    }
    browser.look(1200, 900, "dark");
    browser.shoot(PICTURES.resolve("dark-mistakes.png"));
  }

  /** Only the table of the class may be wider than the window, and scrolls by itself. */
  private void assertFits() {
    assertEquals("390", browser.value("document.documentElement.scrollWidth"));
  }
}
