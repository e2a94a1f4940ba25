package unrolled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures of one topic: as Markdown for people, as comma-separated values for programs.
 *
 * @param conditions what a reader must know to judge them
 */
record Report(Topic topic, List<Line> lines, String conditions) {
  /** The name of its files, without what says their kind. */
  static String name(Topic topic, int jdk, boolean quick) {
    return topic.name() + "-jdk" + jdk + (quick ? "-quick" : "");
  }

  /** Prints the tables, and writes all that there is to {@code folder}. */
  void write(Path folder, String name) throws IOException {
    String tables = topic.tables(lines) + goals();
    System.out.println("\n" + conditions + "\n\n" + tables);
    Files.writeString(folder.resolve(name + ".md"), conditions + "\n\n" + tables);
    Files.writeString(
        folder.resolve(name + ".csv"),
        Stream.concat(Stream.of(Line.HEAD), lines.stream().map(Line::csv))
            .collect(Collectors.joining("\n", "", "\n")));
    topic.draw(lines, folder, name);
  }

  private String goals() {
    List<Line> goals = lines.stream().filter(Line::hasGoal).toList();
    if (goals.isEmpty()) return "";
    long reached = goals.stream().filter(Line::isReached).count();
    return "\n%d of %d goals reached.\n".formatted(reached, goals.size());
  }
}
