package unrolled.grade.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.exercise.Home;

/** The table of what has become of the attacks: {@code target/attacks.md}. */
final class AttackTable {
  private static final List<String> COLUMNS =
      List.of("scan", "full", "limits", "process", "without");

  private final Map<String, Map<String, String>> cells = new TreeMap<>();
  private final Map<String, Attack> attacks = new TreeMap<>();

  void put(Attack attack, String column, Attempts.Outcome outcome) {
    int counting = outcome.counting();
    String marks = outcome.verdict().rows().isEmpty() ? "not run" : counting + " tests count";
    put(attack, column, (outcome.reached().isEmpty() ? "held, " : "**reached**, ") + marks);
  }

  synchronized void put(Attack attack, String column, String text) {
    attacks.put(attack.name(), attack);
    cells.computeIfAbsent(attack.name(), name -> new TreeMap<>()).put(column, text);
  }

  /** Writes and prints it. */
  synchronized void write() throws IOException {
    String rows =
        cells.entrySet().stream()
            .map(row -> line(attacks.get(row.getKey()), row.getValue()))
            .collect(Collectors.joining());
    String table =
        "| attack | threat | "
            + String.join(" | ", COLUMNS)
            + " |\n|---|---|---|---|---|---|---|\n"
            + rows;
    Path file = Home.path().resolve("target/attacks.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, table);
    System.out.println(table);
  }

  private static String line(Attack attack, Map<String, String> cells) {
    return Stream.concat(
            Stream.of(attack.name(), attack.says("row", "")),
            COLUMNS.stream().map(column -> cells.getOrDefault(column, "–")))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
