package unrolled.grade.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import unrolled.grade.CannotGrade;
import unrolled.grade.intake.Delivery;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook.Column;

/**
 * Who was graded in one run and where the journal has the verdicts; kept in {@code roll.json}, so
 * that the parts of a class can be put together where there are no hand-ins.
 *
 * @param shard which part of the class, as {@code 2/8}
 * @param seed of the random instances in the tests
 * @param columns the exercises
 * @param everybody the keys of all whom the whole class has, as far as this run could see
 * @param entries those of this part, in the order of their keys
 */
public record Roll(
    String shard,
    long seed,
    List<Column> columns,
    SortedSet<String> everybody,
    List<Entry> entries) {
  static final String NAME = "roll.json";

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  /**
   * One student.
   *
   * @param student who
   * @param handedIn whether there was anything
   * @param notes what to say about it
   * @param results where the journal has the verdicts, by the id of the exercise
   * @param delivery how the platform received it
   */
  public record Entry(
      Student student,
      boolean handedIn,
      List<String> notes,
      SortedMap<String, Result.Key> results,
      Delivery delivery) {
    /** Copies the lists. */
    public Entry {
      delivery = delivery == null ? Delivery.UNKNOWN : delivery;
      notes = List.copyOf(notes);
      results = new TreeMap<>(results);
    }
  }

  /** Copies the lists, and brings the entries in their order. */
  public Roll {
    columns = List.copyOf(columns);
    everybody = new TreeSet<>(everybody);
    entries =
        entries.stream().sorted(Comparator.comparing(entry -> entry.student().key())).toList();
  }

  /**
   * The roll in a folder.
   *
   * @throws CannotGrade if there is none, or none that can be read
   */
  static Roll read(Path folder) {
    Path file = folder.resolve(NAME);
    if (Files.notExists(file)) {
      throw new CannotGrade(
          folder
              + " holds no part of a class that was graded to its end: there is no "
              + NAME
              + ". Run its grade command again.");
    }
    try {
      return Objects.requireNonNull(GSON.fromJson(Files.readString(file), Roll.class));
    } catch (RuntimeException e) {
      throw new CannotGrade(file + " is damaged. Run its grade command again.", e);
    } catch (IOException e) {
      throw new CannotGrade("Cannot read " + file + ": " + CannotGrade.reason(e) + ".", e);
    }
  }

  /** Takes the roll of an earlier run away, which is no longer true. */
  public static void clear(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  /** Writes the roll into a folder, whole or not at all. */
  public void write(Path folder) {
    try {
      Path unfinished = Files.writeString(folder.resolve("." + NAME), GSON.toJson(this) + "\n");
      Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  /** What finds the verdicts of everybody in it. */
  public SortedSet<Result.Key> keys() {
    return entries.stream()
        .flatMap(entry -> entry.results.values().stream())
        .collect(Collectors.toCollection(() -> new TreeSet<>(Result.Key.ORDER)));
  }

  /** The gradebook, with these verdicts. */
  public Gradebook gradebook(Map<Result.Key, Verdict> verdicts) {
    List<Gradebook.Row> rows = entries.stream().map(entry -> row(entry, verdicts)).toList();
    return new Gradebook(columns, rows, seed);
  }

  private static Gradebook.Row row(Entry entry, Map<Result.Key, Verdict> verdicts) {
    Map<String, Verdict> own = new TreeMap<>();
    entry.results.forEach((id, key) -> own.put(id, verdicts.get(key)));
    return new Gradebook.Row(
        entry.student, entry.handedIn, entry.notes, own, Map.of(), entry.delivery);
  }

  private static CannotGrade cannotWrite(Path folder, IOException e) {
    return new CannotGrade(
        "Cannot write %s: %s. Every verdict is safe in %s: fix that, and run the same command again."
            .formatted(folder.resolve(NAME), CannotGrade.reason(e), folder.resolve(Journal.NAME)),
        e);
  }
}
