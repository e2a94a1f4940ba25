package unrolled.grade.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import unrolled.grade.CannotGrade;
import unrolled.grade.intake.Digest;
import unrolled.grade.judge.Verdict;
import unrolled.grade.sandbox.Level;

/**
 * Keeps every verdict from the moment it is reached, in {@code journal.jsonl}: a {@link
 * ChainedFile} with a {@link Result} in each line.
 *
 * <p>A result is synced to the disk before its worker goes on. A grader that was killed has lost
 * what it was just judging, and nothing else: the next one finds what is there by the hash of the
 * sources and the version of the exercise. So nothing is judged twice, and no result of an older
 * version counts. No student is named here, unless in the source of an answer, and no time is.
 *
 * <p>Only keys are held in memory; the verdicts are read when they are asked for.
 */
public final class Journal implements AutoCloseable {
  static final String NAME = "journal.jsonl";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Map<Result.Key, String> sandboxes = new ConcurrentHashMap<>();
  private final Map<Result.Key, Integer> turns = new ConcurrentHashMap<>();
  private final ChainedFile file;

  private Journal(Path path) {
    file = ChainedFile.open(path, entry -> head(entry).ifPresent(this::note));
  }

  /**
   * Opens the journal in a folder.
   *
   * @throws CannotGrade if another grader has it, if it cannot be written, or if it is damaged
   */
  public static Journal open(Path folder) {
    return new Journal(folder.resolve(NAME));
  }

  /** What there was to say when it was opened; empty if nothing was. */
  public String said() {
    return file.said();
  }

  /** For how many answers there is a result that stands. */
  public int size() {
    return sandboxes.size();
  }

  /** Whether there is a result that stands and was judged under at least this protection. */
  public boolean holds(Result.Key key, Level minimum) {
    return Optional.ofNullable(sandboxes.get(key))
        .filter(sandbox -> Result.isAtLeast(sandbox, minimum))
        .isPresent();
  }

  /**
   * Keeps a result: when this returns, it is on the disk.
   *
   * @throws CannotGrade if the disk does not take it
   */
  public void add(Result result) {
    file.append(GSON.toJson(result));
    var mark = new Mark(result.verdict().sandbox(), result.verdict().provisional());
    note(new Head(result.version(), result.answer(), result.turn(), mark));
  }

  /** Keeps those of these results that it does not hold yet. */
  void addAll(Collection<Result> results) {
    Set<String> entries = new HashSet<>();
    file.each(entry -> entries.add(new Digest().add(entry).hex()));
    for (Result result : results) {
      if (entries.add(new Digest().add(GSON.toJson(result)).hex())) {
        add(result);
      }
    }
  }

  /** The turn of the next result for a key that is judged again on demand. */
  public int nextTurn(Result.Key key) {
    return turns.containsKey(key) ? turns.get(key) + 1 : 0;
  }

  /**
   * The turn of a result that is judged for the first time, or because it was for the time being.
   */
  public int turn(Result.Key key) {
    return turns.getOrDefault(key, 0);
  }

  /** The keys of results that ran out of time. */
  public Set<Result.Key> outOfTime() {
    Set<Result.Key> found = new HashSet<>();
    results(turns.keySet())
        .forEach(
            (key, result) -> {
              if (result.verdict().ranOutOfTime()) {
                found.add(key);
              }
            });
    return found;
  }

  /** The verdicts for these keys. */
  public Map<Result.Key, Verdict> verdicts(Set<Result.Key> keys) {
    Map<Result.Key, Verdict> verdicts = new HashMap<>();
    results(keys).forEach((key, result) -> verdicts.put(key, result.verdict()));
    return verdicts;
  }

  /** The results for these keys: of several for one key, the best. */
  Map<Result.Key, Result> results(Set<Result.Key> keys) {
    Map<Result.Key, Result> found = new HashMap<>();
    file.each(
        entry -> {
          if (head(entry).map(Head::key).filter(keys::contains).isPresent()) {
            Result result = GSON.fromJson(entry, Result.class);
            found.merge(result.key(), result, BinaryOperator.minBy(Result.BEST_FIRST));
          }
        });
    return found;
  }

  @Override
  public void close() {
    file.close();
  }

  private void note(Head head) {
    turns.merge(head.key(), head.turn, Math::max);
    if (head.verdict.provisional) {
      return;
    }
    sandboxes.merge(
        head.key(),
        head.verdict.sandbox,
        (one, other) -> Result.weakness(one) <= Result.weakness(other) ? one : other);
  }

  /** What is needed of an entry to know whether it is of any use. */
  private record Head(String version, String answer, int turn, Mark verdict) {
    Result.Key key() {
      return new Result.Key(version, answer);
    }
  }

  private record Mark(String sandbox, boolean provisional) {}

  /** The head of an entry; nothing if another grader has put something else there. */
  private static Optional<Head> head(String entry) {
    Head head = GSON.fromJson(entry, Head.class);
    boolean whole =
        head != null
            && Stream.of(head.version, head.answer, head.verdict).allMatch(Objects::nonNull)
            && head.verdict.sandbox != null;
    return whole ? Optional.of(head) : Optional.empty();
  }
}
