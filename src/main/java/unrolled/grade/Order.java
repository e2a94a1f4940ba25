package unrolled.grade;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import unrolled.exercise.Exercise;
import unrolled.grade.intake.DueDate;
import unrolled.grade.intake.Shard;
import unrolled.grade.sandbox.Level;

/**
 * What to grade, and how.
 *
 * @param submissions where the hand-ins are
 * @param out the folder for what comes out
 * @param exercises those that count
 * @param hidden the folder of the hidden tests, if there are any
 * @param seed of the random instances in the tests
 * @param jobs how many answers to judge at the same time
 * @param shard which part of the class
 * @param minimum the weakest protection that will do
 * @param roster the class list, if there is one
 * @param again whose answers are judged again although there is a result: names or keys of
 *     students, or {@link #TIMEOUTS}
 * @param due when the work was due, if that matters
 */
public record Order(
    Path submissions,
    Path out,
    List<Exercise> exercises,
    Optional<Path> hidden,
    long seed,
    int jobs,
    Shard shard,
    Level minimum,
    Optional<Path> roster,
    Set<String> again,
    Optional<DueDate> due) {
  /** All whose answers ran out of time. */
  public static final String TIMEOUTS = "timeouts";

  /** Each player has a user of its own, of which there are not many more. */
  public static final int MOST_JOBS = 32;

  /** Copies the lists. */
  public Order {
    exercises = List.copyOf(exercises);
    again = Set.copyOf(again);
    if (jobs < 1 || jobs > MOST_JOBS) {
      throw new IllegalArgumentException(
          "there can be 1 to " + MOST_JOBS + " jobs at a time, not " + jobs);
    }
  }
}
