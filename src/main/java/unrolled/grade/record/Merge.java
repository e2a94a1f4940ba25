package unrolled.grade.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import unrolled.grade.CannotGrade;
import unrolled.grade.intake.Shard;
import unrolled.grade.judge.Verdict;

/**
 * Puts the parts of a class together that were graded apart.
 *
 * <p>The order of the parts does not matter, nor whether one is there twice or overlaps another:
 * the gradebook is the one that a single run makes. What does not fit together is refused, and both
 * sides are named.
 */
public final class Merge {
  /**
   * What to do about gaps and contradictions.
   *
   * @param partial whether a class that is not whole will do
   * @param takeLower whether, of two verdicts on the same answer, the one with fewer points is
   *     taken; else they are refused
   */
  public record Terms(boolean partial, boolean takeLower) {}

  /**
   * What came of it.
   *
   * @param gradebook of the whole class
   * @param notes what there is to say: a sentence each
   */
  public record Outcome(Gradebook gradebook, List<String> notes) {}

  private record Part(Path folder, Roll roll) {}

  private record Found(Path folder, Result result) {}

  private record Listed(Path folder, Roll.Entry entry) {}

  private final Terms terms;
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Listed> students = new TreeMap<>();
  private final Map<Result.Key, Found> results = new TreeMap<>(Result.Key.ORDER);
  private final List<String> notes = new ArrayList<>();

  private Merge(Terms terms) {
    this.terms = terms;
  }

  /**
   * Merges into a folder, which is itself a part that can be merged then.
   *
   * @param out where the merged journal and roll are put
   * @param folders what {@code grade} has written, one for each part
   * @throws CannotGrade if they do not fit together, or are not the whole class; nothing is written
   */
  public static Outcome into(Path out, Collection<Path> folders, Terms terms) {
    var merge = new Merge(terms);
    // In the order of their names, so that the same is said in whatever order they come.
    new TreeSet<>(folders).forEach(folder -> merge.add(folder, Roll.read(folder)));
    merge.sayWhoIsMissing();
    return merge.write(out);
  }

  private void add(Path folder, Roll roll) {
    if (!parts.isEmpty()) {
      demandTheSameTests(parts.get(0), folder, roll);
    }
    parts.add(new Part(folder, roll));
    roll.entries().forEach(entry -> add(new Listed(folder, entry)));
    for (Result result : found(folder, roll)) {
      results.merge(result.key(), new Found(folder, result), this::agreed);
    }
  }

  private static void demandTheSameTests(Part first, Path folder, Roll roll) {
    if (first.roll.seed() != roll.seed() || !first.roll.columns().equals(roll.columns())) {
      throw new CannotGrade(
          ("%s and %s do not fit together: they were graded with other exercises, tests, seeds or"
                  + " Java versions (%s, and %s). Nothing was written: grade one of them again.")
              .formatted(first.folder, folder, said(first.roll), said(roll)));
    }
  }

  private static String said(Roll roll) {
    return roll.columns().stream()
            .map(column -> column.id() + " " + column.version().substring(0, 8))
            .collect(Collectors.joining(", "))
        + " with seed "
        + roll.seed();
  }

  private void add(Listed listed) {
    Listed other = students.putIfAbsent(listed.entry.student().key(), listed);
    if (other != null && !other.entry.equals(listed.entry)) {
      throw new CannotGrade(
          ("%s is in %s and in %s with different hand-ins. Nothing was written: grade the older one"
                  + " of the two again.")
              .formatted(listed.entry.student().name(), other.folder, listed.folder));
    }
  }

  private static List<Result> found(Path folder, Roll roll) {
    if (Files.notExists(folder.resolve(Journal.NAME))) {
      throw new CannotGrade(
          folder + " has no " + Journal.NAME + " any more. Run its grade command again.");
    }
    try (Journal journal = Journal.open(folder)) {
      SortedSet<Result.Key> keys = roll.keys();
      Map<Result.Key, Result> results = journal.results(keys);
      for (Result.Key key : keys) {
        if (!results.containsKey(key)) {
          throw new CannotGrade(
              "The journal in "
                  + folder
                  + " lacks results that its own list names. Run its grade command again.");
        }
      }
      return keys.stream().map(results::get).toList();
    }
  }

  /** Of two verdicts on the same answer, the one to believe. */
  private Found agreed(Found one, Found other) {
    boolean same = Outcomes.of(one.result).equals(Outcomes.of(other.result));
    if (!same && one.result.turn() != other.result.turn()) {
      return Result.BEST_FIRST.compare(one.result, other.result) <= 0 ? one : other;
    }
    if (!same && !terms.takeLower) {
      throw new CannotGrade(contradiction(one, other));
    }
    Comparator<Result> order =
        Comparator.comparing((Result result) -> same ? 0 : result.verdict().points())
            .thenComparing(Result.BEST_FIRST);
    return order.compare(one.result, other.result) <= 0 ? one : other;
  }

  /** What two verdicts must have in common, wherever they were reached. */
  private record Outcomes(int points, String problem, List<String> passed) {
    static Outcomes of(Result result) {
      return new Outcomes(
          result.verdict().points(),
          result.verdict().problem(),
          result.verdict().rows().stream()
              .filter(Verdict.Row::passed)
              .map(Verdict.Row::name)
              .toList());
    }
  }

  private String contradiction(Found one, Found other) {
    return ("%s and %s contradict each other on the same answer to %s: %d and %d points (%s). Nothing"
            + " was written. Code that answers by chance does this, and so does code at the time limit: look at it, then merge with --take-lower.")
        .formatted(
            one.folder,
            other.folder,
            one.result.verdict().exercise(),
            one.result.verdict().points(),
            other.result.verdict().points(),
            authors(one.result.key()));
  }

  private String authors(Result.Key key) {
    return students.values().stream()
        .map(Listed::entry)
        .filter(entry -> entry.results().containsValue(key))
        .map(entry -> entry.student().name())
        .collect(Collectors.joining(", "));
  }

  private SortedSet<String> everybody() {
    return parts.stream()
        .flatMap(part -> part.roll.everybody().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void sayWhoIsMissing() {
    SortedSet<String> missing = everybody();
    int all = missing.size();
    missing.removeAll(students.keySet());
    if (missing.isEmpty()) {
      return;
    }
    int count = Shard.parse(parts.get(0).roll.shard()).count();
    String shards =
        missing.stream()
            .map(key -> Shard.of(key, count))
            .distinct()
            .sorted(Comparator.comparing(Shard::index))
            .map(Shard::toString)
            .collect(Collectors.joining(", "));
    String said =
        "%d of %d students were not graded, those of shard %s."
            .formatted(missing.size(), all, shards);
    if (!terms.partial) {
      throw new CannotGrade(
          said + " Nothing was written: grade what is missing, or merge the rest with --partial.");
    }
    notes.add(said);
  }

  private Outcome write(Path out) {
    Part first = parts.get(0);
    var roll =
        new Roll(
            Shard.ALL.toString(),
            first.roll.seed(),
            first.roll.columns(),
            everybody(),
            students.values().stream().map(Listed::entry).toList());
    OutFolder.close(out).ifPresent(notes::add);
    Roll.clear(out);
    try (Journal journal = Journal.open(out)) {
      journal.addAll(results.values().stream().map(Found::result).toList());
    }
    roll.write(out);
    Map<Result.Key, Verdict> verdicts = new HashMap<>();
    results.forEach((key, found) -> verdicts.put(key, found.result.verdict()));
    return new Outcome(roll.gradebook(verdicts), List.copyOf(notes));
  }
}
