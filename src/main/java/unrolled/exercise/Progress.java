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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a learner has done so far, kept in {@code progress.json} at the root of the checkout and
 * nowhere else.
 *
 * <p>Points are experience: what the best check of an exercise earned, less a point for each hint
 * that was taken before it passed.
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

  /** Whether everything that an exercise builds on has been passed. */
  public boolean isUnlocked(Exercise exercise) {
    return List.of(exercise.about().buildsOn()).stream().allMatch(id -> of(id).passed());
  }

  /** Notes a check. The best one stands. */
  void record(CheckResult result) {
    Entry old = of(result.id());
    Entry now =
        new Entry(
            old.passed() || result.passed(),
            Math.max(old.points(), result.points()),
            old.hints(),
            old.paid());
    put(result.id(), old, now);
  }

  /** Notes that a hint was taken. */
  void spendHint(String id) {
    Entry old = of(id);
    int paid = old.passed() ? old.paid() : old.paid() + 1;
    put(id, old, new Entry(old.passed(), old.points(), old.hints() + 1, paid));
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (Exercise exercise : Exercise.all()) {
      Entry entry = of(exercise.id());
      String state = entry.passed() ? "passed" : isUnlocked(exercise) ? "open" : "locked";
      text.append(
          "%-4s %-28s %-7s %2d of %2d points%s\n"
              .formatted(
                  exercise.id(),
                  exercise.about().title(),
                  state,
                  entry.points(),
                  exercise.about().points(),
                  entry.hints() == 0 ? "" : ", hints taken: " + entry.hints()));
    }
    return text.append("experience: ").append(experience()).toString();
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
          "%s could not be read and was kept as %s; this is a new beginning.\n",
          file.getFileName(), kept.getFileName());
      return new Progress(file, new TreeMap<>());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set the damaged " + file + " aside", e);
    }
  }
}
