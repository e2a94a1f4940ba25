package unrolled.exercise;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a learner has done so far, kept in {@code progress.json} at the root of the checkout and
 * nowhere else.
 *
 * <p>Points become experience: what the best check of an exercise earned, less a point for each
 * hint that was taken before it passed. An exercise is open when all that it builds on has been
 * passed.
 */
public final class Progress {
  /**
   * What is kept of one exercise.
   *
   * @param passed whether a check has passed
   * @param points the points of the best check
   * @param hints the hints taken
   * @param paid the hints taken before the exercise was passed
   */
  public record Entry(boolean passed, int points, int hints, int paid) {
    static final Entry NONE = new Entry(false, 0, 0, 0);

    /** The points, less those that hints have cost; never below 0. */
    public int experience() {
      return Math.max(0, points - paid);
    }
  }

  /** Notebook by notebook, as the course is read. */
  private static final Comparator<Exercise> COURSE =
      Comparator.comparing((Exercise e) -> e.about().notebook()).thenComparing(Exercise::id);

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final Path file;
  private final Map<String, Entry> entries;

  private Progress(Path file, Map<String, Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /** The progress of this checkout. */
  public static Progress open() {
    return open(Home.path().resolve("progress.json"));
  }

  /** That of a beginner, which is kept nowhere. */
  static Progress none() {
    return new Progress(Home.path().resolve("progress.json"), new TreeMap<>());
  }

  /** The progress in this file; none is a beginner's. A damaged one is kept aside, and said so. */
  static Progress open(Path file) {
    if (!Files.exists(file)) {
      return new Progress(file, new TreeMap<>());
    }
    try {
      Map<String, Entry> read =
          GSON.fromJson(Files.readString(file), new TypeToken<TreeMap<String, Entry>>() {});
      if (read == null || read.containsValue(null)) {
        throw new JsonParseException("no entries");
      }
      return new Progress(file, read);
    } catch (JsonParseException e) {
      return setAside(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** What is kept of an exercise. */
  public Entry of(String id) {
    return entries.getOrDefault(id, Entry.NONE);
  }

  /** All experience so far. */
  public int experience() {
    return entries.values().stream().mapToInt(Entry::experience).sum();
  }

  /** Notes a check. The best one stands. */
  void record(CheckResult result) {
    put(result.id(), of(result.id()), after(result));
  }

  /** The same with a check counted that is not noted, since the answer is not the learner's. */
  Progress counting(CheckResult result) {
    var counted = new TreeMap<>(entries);
    counted.put(result.id(), after(result));
    return new Progress(file, counted);
  }

  private Entry after(CheckResult result) {
    Entry old = of(result.id());
    return new Entry(
        old.passed() || result.passed(),
        Math.max(old.points(), result.points()),
        old.hints(),
        old.paid());
  }

  /** Notes that a hint was taken. */
  void spendHint(String id) {
    Entry old = of(id);
    int paid = old.passed() ? old.paid() : old.paid() + 1;
    put(id, old, new Entry(old.passed(), old.points(), old.hints() + 1, paid));
  }

  /** How far the learner is with an exercise. */
  public Standing state(Exercise exercise) {
    if (of(exercise.id()).passed()) {
      return Standing.PASSED;
    }
    return missing(exercise).isEmpty() ? Standing.OPEN : Standing.LOCKED;
  }

  /**
   * How far the learner is with a notebook. It is passed with the last of its exercises, and locked
   * while one of them builds on an exercise of another notebook that has not been passed. Optional
   * exercises do neither.
   */
  public Standing state(Chapter chapter) {
    List<Exercise> own = chapter.exercises().stream().filter(e -> !e.about().optional()).toList();
    if (!own.isEmpty() && own.stream().allMatch(e -> of(e.id()).passed())) {
      return Standing.PASSED;
    }
    List<String> ids = own.stream().map(Exercise::id).toList();
    boolean open =
        own.stream().flatMap(e -> missing(e).stream()).allMatch(base -> ids.contains(base));
    return open ? Standing.OPEN : Standing.LOCKED;
  }

  /**
   * The exercise to do next: the first open one behind this in the course; an optional one if no
   * other is.
   */
  public Optional<Exercise> next(Exercise exercise) {
    return allOpen().stream()
        .filter(e -> COURSE.compare(e, exercise) > 0)
        .min(Comparator.comparing((Exercise e) -> e.about().optional()).thenComparing(COURSE));
  }

  /** The exercises that are open, in the order of the course. */
  public List<Exercise> allOpen() {
    return Exercise.all().stream().filter(e -> state(e) == Standing.OPEN).sorted(COURSE).toList();
  }

  /** What an exercise builds on and has not been passed. */
  List<String> missing(Exercise exercise) {
    return Stream.of(exercise.about().buildsOn()).filter(id -> !of(id).passed()).toList();
  }

  /** The text in lines of this width. */
  public String text(int width) {
    return new ProgressText(this, Chapter.all()).in(width);
  }

  @Override
  public String toString() {
    return text(Wrap.WIDTH);
  }

  private void put(String id, Entry old, Entry now) {
    if (!now.equals(old)) {
      entries.put(id, now);
      write();
    }
  }

  private void write() {
    try {
      Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "progress", ".tmp");
      try {
        Files.writeString(draft, GSON.toJson(entries) + "\n");
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static Progress setAside(Path file) {
    try {
      Path kept =
          Files.createTempFile(file.toAbsolutePath().getParent(), "progress-damaged-", ".json");
      Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
      System.out.printf(
          "%s could not be read. It is kept as %s, and your progress starts again from zero.\n",
          file.getFileName(), kept.getFileName());
      return new Progress(file, new TreeMap<>());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set the damaged " + file + " aside", e);
    }
  }
}
