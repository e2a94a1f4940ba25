package unrolled.grade.export;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.grade.sandbox.Level;

/**
 * What the exported grader is asked for, wherever it runs.
 *
 * @param exercises the ids of those that are graded; empty for all
 * @param seed of the random instances in the tests; empty for the grader's own choice
 * @param minimum the weakest protection that is accepted
 * @param shards how many parts the class is graded in, where there are several machines
 */
public record Course(List<String> exercises, OptionalLong seed, Level minimum, int shards) {
  /** The most tasks that Slurm takes in one array, unless it is told otherwise. */
  private static final int MOST_SHARDS = 1000;

  /** Checks the number of shards. */
  public Course {
    exercises = List.copyOf(exercises);
    if (shards < 1 || shards > MOST_SHARDS) {
      throw new IllegalArgumentException(
          "export: %d shards, where 1 to %d can be asked for".formatted(shards, MOST_SHARDS));
    }
  }

  /** The same as options of {@code ./unrolled grade}. */
  String options() {
    var options = new StringBuilder("--minimum-sandbox " + minimum.word());
    if (!exercises.isEmpty()) {
      options.append(" --exercises ").append(String.join(",", exercises));
    }
    seed.ifPresent(number -> options.append(" --seed ").append(number));
    return options.toString();
  }

  /** The parts by number, from 1. */
  String shardList() {
    return IntStream.rangeClosed(1, shards)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }
}
