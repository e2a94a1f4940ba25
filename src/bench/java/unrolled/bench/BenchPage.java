package unrolled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts what {@code target/bench} holds of the last full runs, one on each JDK, into {@code
 * docs/benchmarks.md}: first the lines that matter most, side by side, and the charts, then each
 * run whole. Each kind of processor has a section of its own, the newest first; those of other
 * processors stay as they are.
 *
 * @param home the checkout
 */
record BenchPage(Path home) {
  static final String FILE = "docs/benchmarks.md";
  static final String BEGIN = "<!-- Written by ./unrolled bench --page, from here -->\n";
  static final String END = "<!-- to here -->\n";
  static final List<Integer> JDKS = List.of(17, 25);
  static final String SUMMARY = "times as fast as the peer";
  private static final String HEADING = "## ";
  private static final Pattern PROCESSOR =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d: (.+), \\d+ cores?\\b.*");

  /** Writes the page and its charts; nothing, if a run is missing. */
  void write() throws IOException {
    Path file = home.resolve(FILE);
    String old = Files.readString(file);
    int begin = old.indexOf(BEGIN);
    int end = old.indexOf(END);
    if (begin < 0 || end < begin)
      throw new IllegalArgumentException(
          FILE + " has no place for the tables: the lines\n" + BEGIN + END + "are not in it.");
    String processor = processor();
    var sections = new StringBuilder("\n").append(section(processor));
    for (String other : sections(old.substring(begin + BEGIN.length(), end)))
      if (!other.startsWith(HEADING + processor + "\n")) sections.append(other);
    for (int jdk : JDKS) {
      Path chart = home.resolve(chart(processor, jdk));
      Files.createDirectories(chart.getParent());
      replace(chart, result(Main.topic("gemm"), jdk, ".svg"));
    }
    replace(file, old.substring(0, begin + BEGIN.length()) + sections + old.substring(end));
  }

  /** What stands between the marks, cut before each heading. */
  static List<String> sections(String text) {
    return Stream.of(text.split("(?m)^(?=" + HEADING + ")")).filter(s -> !s.isBlank()).toList();
  }

  static String chart(String processor, int jdk) {
    String name = processor.toLowerCase(Locale.ROOT).replaceAll("\\W+", "-").replaceAll("-$", "");
    return "docs/benchmarks/%s-jdk%d.svg".formatted(name, jdk);
  }

  /** The one of all runs, as their first lines tell. */
  private String processor() throws IOException {
    var all = new TreeSet<String>();
    for (int jdk : JDKS)
      for (Topic topic : Main.TOPICS) {
        lines(topic, jdk); // named if it is missing, before its text is read
        String conditions = result(topic, jdk, ".md").lines().findFirst().orElse("");
        var told = PROCESSOR.matcher(conditions);
        if (!told.matches())
          throw new IllegalArgumentException(
              "%s on JDK %d does not say on which processor it was measured: run it again."
                  .formatted(topic.name(), jdk));
        all.add(told.group(1));
      }
    if (all.size() > 1)
      throw new IllegalArgumentException(
          "The runs in target/bench are of different processors, "
              + String.join(" and ", all)
              + ": run all of them on one.");
    return all.first();
  }

  private String section(String processor) throws IOException {
    var text = new StringBuilder(HEADING + processor + "\n\n").append(summary()).append("\n");
    for (int jdk : JDKS)
      text.append(
          "![GFLOP/s over n on JDK %d](%s)\n"
              .formatted(jdk, Path.of("docs").relativize(Path.of(chart(processor, jdk)))));
    text.append("\n");
    for (int jdk : JDKS) {
      text.append("<details>\n<summary>All of it on JDK %d</summary>\n\n".formatted(jdk));
      for (Topic topic : Main.TOPICS)
        text.append("**")
            .append(topic.name())
            .append("**\n\n")
            .append(result(topic, jdk, ".md"))
            .append("\n");
      text.append("</details>\n\n");
    }
    return text.toString();
  }

  private String summary() throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (Topic topic : Main.TOPICS)
      for (int i = 0; i < JDKS.size(); i++)
        for (Line line : lines(topic, JDKS.get(i))) {
          if (topic.headline(line).isEmpty()) continue;
          rows.computeIfAbsent(
                  topic.headline(line).get(), name -> new ArrayList<>(List.of(name, "", "")))
              .set(1 + i, line.text());
        }
    var cells = new ArrayList<List<String>>();
    cells.add(List.of(SUMMARY, "JDK " + JDKS.get(0), "JDK " + JDKS.get(1)));
    cells.addAll(rows.values());
    return Table.padded(cells);
  }

  private List<Line> lines(Topic topic, int jdk) throws IOException {
    return result(topic, jdk, ".csv").lines().skip(1).map(Line::of).toList();
  }

  private String result(Topic topic, int jdk, String kind) throws IOException {
    Path file = home.resolve("target/bench").resolve(Report.name(topic, jdk, false) + kind);
    if (!Files.exists(file))
      throw new IllegalArgumentException(
          "There is no %s yet: run ./unrolled bench %s with JDK %d first."
              .formatted(home.relativize(file), topic.name(), jdk));
    return Files.readString(file);
  }

  /** Whole or not at all. */
  private static void replace(Path file, String text) throws IOException {
    Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".draft");
    try {
      Files.writeString(draft, text);
      if (Files.exists(file))
        Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
