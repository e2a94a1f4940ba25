package unrolled.grade.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import unrolled.player.host.Clean;

/**
 * What one student has handed in.
 *
 * @param name whose it is, as the folder or the zip is called
 * @param works the sources for each exercise, by its id; only for those that were handed in
 * @param notes what to say about the rest: a line each
 * @param time when it was handed in, by a file in it that nbgrader writes
 */
public record Submission(
    String name, Map<String, Work> works, List<String> notes, Optional<Instant> time) {
  /** Copies the lists. */
  public Submission {
    works = Map.copyOf(works);
    notes = List.copyOf(notes);
  }

  /** Whose it is, fit to be shown. */
  public String student() {
    String shown = Clean.line(name);
    return shown.isEmpty() ? "(no name)" : shown;
  }

  /**
   * Another form of an answer.
   *
   * @param label which one it is, as the object of a sentence
   * @param sources as those of the work
   */
  public record Version(String label, SortedMap<String, String> sources) {}

  /**
   * The sources for one exercise.
   *
   * @param sources the text of each file by its path, {@code e05_rnn_step/MyRnnStep.java}
   * @param others what to take if they do not compile, the best first
   */
  public record Work(SortedMap<String, String> sources, List<Version> others) {
    /** Copies the list. */
    public Work {
      others = List.copyOf(others);
    }

    /** One of which there is no other form. */
    public Work(SortedMap<String, String> sources) {
      this(sources, List.of());
    }

    /** The same for the same content, for every student. */
    public String hash() {
      Digest digest = new Digest();
      add(sources, digest);
      others.forEach(version -> add(version.sources(), digest.add(version.label())));
      return digest.hex();
    }

    private static void add(SortedMap<String, String> sources, Digest digest) {
      sources.forEach((path, text) -> digest.add(path).add(text));
    }
  }
}
