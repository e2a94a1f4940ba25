package unrolled.grade;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import unrolled.player.Clean;

/**
 * What one student has handed in.
 *
 * @param name whose it is, as the folder or the zip is called
 * @param works the sources for each exercise, by its id; only for those that were handed in
 * @param notes what is to be said of the rest: a line each
 */
record Submission(String name, Map<String, Work> works, List<String> notes) {
  Submission {
    works = Map.copyOf(works);
    notes = List.copyOf(notes);
  }

  /** Whose it is, fit to be shown. */
  String student() {
    String shown = Clean.line(name);
    return shown.isEmpty() ? "(no name)" : shown;
  }

  /**
   * The sources for one exercise.
   *
   * @param sources the text of each file by its path, {@code e05_rnn_step/MyRnnStep.java}
   */
  record Work(SortedMap<String, String> sources) {
    /** The same for the same content, for every student. */
    String hash() {
      Digest digest = new Digest();
      sources.forEach((path, text) -> digest.add(path).add(text));
      return digest.hex();
    }
  }
}
