package unrolled.grade.record;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import unrolled.grade.intake.Delivery;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;

/**
 * The results of a class, from which every report is written.
 *
 * <p>It holds nothing of when or where it was made, so that grading again gives the same bytes.
 *
 * @param columns the exercises, in the order of their ids
 * @param rows the students, in the order of their keys; those of the roster who handed in nothing
 *     among them
 * @param seed of the random instances in the tests
 */
public record Gradebook(List<Column> columns, List<Row> rows, long seed) {
  /**
   * An exercise.
   *
   * @param id as in {@code e05}
   * @param title as in its statement
   * @param points the most that it can earn
   * @param version a hash of everything that decides its verdicts
   */
  public record Column(String id, String title, int points, String version) {}

  /**
   * What one student has earned.
   *
   * @param student who
   * @param handedIn whether there was anything from this student
   * @param notes what to say about the hand-in as a whole: a line each
   * @param verdicts by the id of the exercise; none for an exercise that was not handed in
   * @param overrides the points that the teacher has set, by the id of the exercise
   * @param delivery how the platform received it
   */
  public record Row(
      Student student,
      boolean handedIn,
      List<String> notes,
      Map<String, Verdict> verdicts,
      Map<String, PointsOverride> overrides,
      Delivery delivery) {
    /** Copies the notes, the verdicts and the overrides. */
    public Row {
      notes = List.copyOf(notes);
      verdicts = Map.copyOf(verdicts);
      overrides = Map.copyOf(overrides);
    }

    /** One of which the teacher has set no points, and nothing is known of the time. */
    public Row(
        Student student, boolean handedIn, List<String> notes, Map<String, Verdict> verdicts) {
      this(student, handedIn, notes, verdicts, Map.of(), Delivery.UNKNOWN);
    }

    /** The same with these verdicts. */
    public Row judged(Map<String, Verdict> others) {
      return new Row(student, handedIn, notes, others, overrides, delivery);
    }

    /** The same with these points set. */
    Row with(Map<String, PointsOverride> points) {
      return new Row(student, handedIn, notes, verdicts, points, delivery);
    }

    /** Whether any of it was handed in after the due date, as far as that is known. */
    public boolean isLate() {
      return delivery.late();
    }

    /** Whether the answer to an exercise was. */
    public boolean isLate(String exercise) {
      return verdicts.containsKey(exercise) && delivery.of(exercise).late();
    }

    /**
     * The points for an exercise: those that the teacher has set, or else those of the tests; none
     * if it was not handed in.
     */
    public OptionalInt points(String exercise) {
      if (overrides.containsKey(exercise)) {
        return OptionalInt.of(overrides.get(exercise).points());
      }
      return verdicts.containsKey(exercise)
          ? OptionalInt.of(verdicts.get(exercise).points())
          : OptionalInt.empty();
    }

    /** All points of this student. */
    public int points() {
      Set<String> exercises = new HashSet<>(verdicts.keySet());
      exercises.addAll(overrides.keySet());
      return exercises.stream().mapToInt(id -> points(id).orElseThrow()).sum();
    }
  }

  /** Puts the columns and the rows in their order. */
  public Gradebook {
    columns = columns.stream().sorted(Comparator.comparing(Column::id)).toList();
    rows = rows.stream().sorted(Comparator.comparing(row -> row.student().key())).toList();
  }

  /** The most that a student can have. */
  public int maximum() {
    return columns.stream().mapToInt(Column::points).sum();
  }
}
