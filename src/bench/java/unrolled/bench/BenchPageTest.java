package unrolled.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of speed is what the bench has written, of whole runs. */
class BenchPageTest {
  private static final Pattern VERDICT =
      Pattern.compile(
          "([\\d.]+)(?: \\([\\d.]+–[\\d.]+\\))?, (reached|\\*\\*missed\\*\\*) ([\\d.]+)");
  private static final Pattern CONDITIONS =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d: .+, \\d+ cores.*; JDK (\\d+)\\S*; .* kernel.*\\. Measured in \\d+ s\\."
              + " Other work took \\d+ % of the processors before and \\d+ % after\\..*");

  @TempDir Path home;

  private static Path checkout() {
    return Path.of(System.getProperty("unrolled.home", ""));
  }

  /** The newest section of the page. */
  private static String section() throws IOException {
    String page = Files.readString(checkout().resolve(BenchPage.FILE));
    int begin = page.indexOf(BenchPage.BEGIN) + BenchPage.BEGIN.length();
    return BenchPage.sections(page.substring(begin, page.indexOf(BenchPage.END))).get(0);
  }

  private static String processor() throws IOException {
    return section().lines().findFirst().orElseThrow().substring("## ".length());
  }

  /** What is folded away, one text for each JDK. */
  private static List<String> runs() throws IOException {
    return List.of(section().split("<details>")).subList(1, 3);
  }

  private static List<List<List<String>>> tables(String text) {
    var tables = new ArrayList<List<List<String>>>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      boolean row = line.startsWith("|");
      if (row && !inside) tables.add(new ArrayList<>());
      inside = row;
      if (row && !line.matches("[| -]+")) tables.get(tables.size() - 1).add(cells(line));
    }
    return tables;
  }

  private static List<String> cells(String line) {
    return Stream.of(line.substring(1).split("\\|")).map(String::strip).toList();
  }

  @Test
  void tables_have_the_form_that_the_bench_gives_them() throws IOException {
    String section = section();
    List<List<List<String>>> tables = tables(section);
    assertTrue(tables.size() >= 1 + BenchPage.JDKS.size() * 7, () -> "only " + tables.size());
    assertFalse(section.contains(PartProcess.FAILED));
    for (var table : tables) assertTrue(section.contains(Table.padded(table)), table::toString);
  }

  @Test
  void every_topic_of_every_run_tells_where_it_was_measured() throws IOException {
    for (int i = 0; i < BenchPage.JDKS.size(); i++) {
      String run = runs().get(i);
      for (Topic topic : Main.TOPICS) {
        String[] told = run.split("\\*\\*" + topic.name() + "\\*\\*\n\n", 2);
        var conditions = CONDITIONS.matcher(told[1].lines().findFirst().orElseThrow());
        assertTrue(conditions.matches(), told[1]);
        assertEquals("" + BenchPage.JDKS.get(i), conditions.group(1).replaceAll("\\..*", ""));
      }
    }
  }

  @Test
  void a_goal_is_called_reached_when_it_is() throws IOException {
    var verdicts = VERDICT.matcher(section()).results().toList();
    assertTrue(verdicts.size() > 50, () -> "only " + verdicts.size());
    for (var verdict : verdicts) {
      double goal = Double.parseDouble(verdict.group(3));
      if (goal == 0) continue; // bytes: less is more
      assertEquals(
          Double.parseDouble(verdict.group(1)) >= goal,
          verdict.group(2).equals("reached"),
          verdict.group());
    }
  }

  @Test
  void the_short_table_repeats_the_long_ones() throws IOException {
    var table = tables(section()).get(0);
    assertEquals(List.of(BenchPage.SUMMARY, "JDK 17", "JDK 25"), table.get(0));
    for (List<String> row : table.subList(1, table.size()))
      for (int i = 0; i < BenchPage.JDKS.size(); i++)
        assertTrue(runs().get(i).contains(" " + row.get(1 + i) + " "), row::toString);
  }

  @Test
  void a_chart_is_there_for_each_jdk_and_can_be_read() throws Exception {
    for (int jdk : BenchPage.JDKS) {
      assertTrue(
          section()
              .contains("](" + BenchPage.chart(processor(), jdk).replaceFirst("docs/", "") + ")"));
      var svg =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(checkout().resolve(BenchPage.chart(processor(), jdk)).toFile());
      assertEquals(5, svg.getElementsByTagName("path").getLength());
      assertTrue(svg.getElementsByTagName("title").item(0).getTextContent().endsWith("JDK " + jdk));
    }
  }

  private void measured(int jdk) throws IOException {
    measured(jdk, "A processor (family 1, model 2)");
  }

  private void measured(int jdk, String processor) throws IOException {
    Path folder = Files.createDirectories(home.resolve("target/bench"));
    Ratio ratio = new Ratio(1, 2, 3);
    List<Line> lines =
        List.of(
            new Line("n × n · n × n", "n = 256, 1 thread", "OpenBLAS", ratio, 1, 4, 5, ""),
            new Line("n × n · n × n", "n = 256, 1 thread", "FMA peak", ratio, 0.8, 4, 5, ""));
    for (Topic topic : Main.TOPICS) {
      String name = Report.name(topic, jdk, false);
      String conditions = "2026-01-31: %s, 3 cores; JDK %d.".formatted(processor, jdk);
      new Report(topic, lines, conditions).write(folder, name);
      if (topic.name().equals("gemm")) continue;
      Files.writeString(folder.resolve(name + ".svg"), "");
    }
  }

  private void page() throws IOException {
    Files.createDirectories(home.resolve("docs"));
    Files.writeString(
        home.resolve(BenchPage.FILE),
        "Before.\n"
            + BenchPage.BEGIN
            + "\n## Another processor\n\nits own\n\n"
            + "## A processor (family 1, model 2)\n\nold\n\n"
            + BenchPage.END
            + "After.\n");
  }

  @Test
  void a_run_that_is_missing_is_named_and_nothing_is_changed() throws IOException {
    page();
    measured(17);
    String before = Files.readString(home.resolve(BenchPage.FILE));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> new BenchPage(home).write())
            .getMessage();
    assertEquals(
        "There is no target/bench/gemm-jdk25.csv yet: run ./unrolled bench gemm with JDK 25 first.",
        refused);
    assertEquals(before, Files.readString(home.resolve(BenchPage.FILE)));
    assertFalse(Files.exists(home.resolve("docs/benchmarks")));
  }

  @Test
  void the_section_of_the_processor_is_replaced_and_the_rest_is_kept() throws IOException {
    page();
    for (int jdk : BenchPage.JDKS) measured(jdk);
    new BenchPage(home).write();
    String once = Files.readString(home.resolve(BenchPage.FILE));
    assertTrue(once.startsWith("Before.\n" + BenchPage.BEGIN), once);
    assertTrue(once.endsWith(BenchPage.END + "After.\n"), once);
    assertFalse(once.contains("old"));
    assertTrue(
        once.contains(
            "| product, n = 256, 1 thread: OpenBLAS          | 2.00 (1.00–3.00), reached 1.00 |"),
        once);
    assertTrue(once.contains("cores; JDK 25."));
    assertTrue(once.indexOf("## A processor (family") < once.indexOf("## Another processor"));
    assertTrue(once.contains("## Another processor\n\nits own\n\n" + BenchPage.END), once);
    assertTrue(
        Files.exists(home.resolve("docs/benchmarks/a-processor-family-1-model-2-jdk25.svg")));
    new BenchPage(home).write();
    assertEquals(once, Files.readString(home.resolve(BenchPage.FILE)));
  }

  @Test
  void runs_of_two_processors_are_not_mixed() throws IOException {
    page();
    measured(17);
    measured(25, "A slower one (family 3, model 4)");
    String before = Files.readString(home.resolve(BenchPage.FILE));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> new BenchPage(home).write())
            .getMessage();
    assertEquals(
        "The runs in target/bench are of different processors, A processor (family 1, model 2) and"
            + " A slower one (family 3, model 4): run all of them on one.",
        refused);
    assertEquals(before, Files.readString(home.resolve(BenchPage.FILE)));
  }
}
