package unrolled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of one topic: as Markdown for people, as comma-separated values for programs. */
record Report(Topic topic, List<Line> lines) {
  /** Prints the tables, and writes all that there is to {@code folder}. */
  void write(Path folder) throws IOException {
    String tables = topic.tables(lines);
    System.out.println("\n" + tables + goals());
    String name = topic.name() + "-jdk" + Runtime.version().feature();
    Files.writeString(
        folder.resolve(name + ".md"), Machine.description() + "\n\n" + tables + goals());
    Files.writeString(
        folder.resolve(name + ".csv"),
        Stream.concat(Stream.of(Line.HEAD), lines.stream().map(Line::csv))
            .collect(Collectors.joining("\n", "", "\n")));
    topic.draw(lines, folder);
  }

  private String goals() {
    List<Line> goals = lines.stream().filter(Line::hasGoal).toList();
    if (goals.isEmpty()) return "";
    long reached = goals.stream().filter(Line::isReached).count();
    return "\n%d of %d goals reached.\n".formatted(reached, goals.size());
  }
}
