package unrolled.grade.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import unrolled.grade.intake.CsvFile;
import unrolled.grade.intake.Roster;
import unrolled.grade.intake.Student;
import unrolled.player.host.Clean;

/**
 * The points that the teacher sets, in {@code overrides.csv}: a line for each student and exercise,
 * with the points and a reason.
 *
 * <p>The teacher writes the file, and the grader only reads it. It lies beside the results, so it
 * counts whenever they are written. What the tests gave stays in the journal.
 *
 * @param lines what the file says; empty if there is none
 */
public record Overrides(List<Line> lines) {
  /** What the file is called. */
  public static final String NAME = "overrides.csv";

  private static final String WHAT = "list of overrides";
  private static final Set<String> STUDENT = Set.of("student", "key");
  private static final Set<String> EXERCISE = Set.of("exercise");
  private static final Set<String> POINTS = Set.of("points");
  private static final Set<String> REASON = Set.of("reason");

  /**
   * What one line says.
   *
   * @param number of the line in the file
   */
  record Line(int number, String student, String exercise, String points, String reason) {}

  /**
   * What came of them.
   *
   * @param gradebook with the points that are set
   * @param set how many they are
   * @param problems the lines that were left out, a sentence each
   */
  public record Applied(Gradebook gradebook, int set, List<String> problems) {}

  /** Copies the lines. */
  public Overrides {
    lines = List.copyOf(lines);
  }

  /**
   * Reads those in a folder.
   *
   * @throws IllegalArgumentException if there is a file that is no such list; the message is for
   *     the user
   */
  public static Overrides in(Path folder) {
    Path path = folder.resolve(NAME);
    if (!Files.isDirectory(folder) || Files.notExists(path)) {
      return new Overrides(List.of());
    }
    CsvFile file = CsvFile.read(WHAT, path);
    List<String> header = file.header().stream().map(Roster::squashed).toList();
    for (Set<String> column : List.of(STUDENT, EXERCISE, POINTS, REASON)) {
      if (header.stream().noneMatch(column::contains)) {
        throw new IllegalArgumentException(
            "the %s %s needs the header student,exercise,points,reason; it begins with %s"
                .formatted(WHAT, path, Clean.line(String.join(",", file.header()))));
      }
    }
    return new Overrides(
        file.lines().stream()
            .map(
                line ->
                    new Line(
                        line.number(),
                        line.at(STUDENT),
                        line.at(EXERCISE),
                        line.at(POINTS),
                        line.at(REASON)))
            .toList());
  }

  /** Sets these points. A line that cannot be followed is left out and becomes a problem. */
  public Applied to(Gradebook gradebook) {
    Map<String, Map<String, PointsOverride>> byKey = new TreeMap<>();
    Map<String, Line> before = new HashMap<>();
    var problems = new ArrayList<String>();
    for (Line line : lines) {
      try {
        String key = student(gradebook, line.student);
        Gradebook.Column column = column(gradebook, line.exercise);
        var override = new PointsOverride(points(line, column), reason(line));
        Line other = before.putIfAbsent(key + "\n" + column.id(), line);
        if (other != null) {
          throw new Unusable(
              "line %d sets the points of this student for %s already"
                  .formatted(other.number, column.id()));
        }
        byKey.computeIfAbsent(key, any -> new HashMap<>()).put(column.id(), override);
      } catch (Unusable e) {
        problems.add("%s, line %d, is left out: %s.".formatted(NAME, line.number, e.getMessage()));
      }
    }
    List<Gradebook.Row> rows =
        gradebook.rows().stream()
            .map(row -> row.with(byKey.getOrDefault(row.student().key(), Map.of())))
            .toList();
    int set = byKey.values().stream().mapToInt(Map::size).sum();
    return new Applied(
        new Gradebook(gradebook.columns(), rows, gradebook.seed()), set, List.copyOf(problems));
  }

  /** A line that cannot be followed; the message says why. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  private static String student(Gradebook gradebook, String said) throws Unusable {
    List<Student> everybody = gradebook.rows().stream().map(Gradebook.Row::student).toList();
    Optional<Student> exact = everybody.stream().filter(one -> one.key().equals(said)).findFirst();
    if (exact.isPresent()) {
      return said;
    }
    String wanted = Roster.squashed(said);
    List<Student> meant =
        everybody.stream()
            .filter(
                one ->
                    !wanted.isEmpty()
                        && (Roster.squashed(one.key()).equals(wanted)
                            || Roster.squashed(one.name()).equals(wanted)))
            .toList();
    if (meant.size() == 1) {
      return meant.get(0).key();
    }
    throw new Unusable(
        meant.isEmpty()
            ? "there is no student “%s”; write the key or the name as gradebook.csv has it"
                .formatted(Clean.line(said))
            : "there are %d students “%s”; write the key as gradebook.csv has it"
                .formatted(meant.size(), Clean.line(said)));
  }

  private static Gradebook.Column column(Gradebook gradebook, String said) throws Unusable {
    for (Gradebook.Column column : gradebook.columns()) {
      if (column.id().equalsIgnoreCase(said)) {
        return column;
      }
    }
    throw new Unusable(
        "“%s” is not one of the exercises that were graded, %s"
            .formatted(
                Clean.line(said),
                String.join(", ", gradebook.columns().stream().map(c -> c.id()).toList())));
  }

  private static int points(Line line, Gradebook.Column column) throws Unusable {
    boolean isNumber = line.points.matches("\\d{1,6}");
    if (!isNumber || Integer.parseInt(line.points) > column.points()) {
      throw new Unusable(
          "the points of %s are a whole number from 0 to %d, not “%s”"
              .formatted(column.id(), column.points(), Clean.line(line.points)));
    }
    return Integer.parseInt(line.points);
  }

  private static String reason(Line line) throws Unusable {
    String reason = Clean.line(line.reason);
    if (reason.isBlank()) {
      throw new Unusable("it gives no reason, and the student is to read one");
    }
    return reason;
  }
}
