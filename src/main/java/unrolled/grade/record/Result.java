package unrolled.grade.record;

import java.util.Comparator;
import unrolled.grade.judge.Verdict;
import unrolled.grade.judge.Version;
import unrolled.grade.sandbox.Level;

/**
 * A verdict, and what it is the verdict of.
 *
 * @param version of the exercise: see {@link Version}
 * @param answer the hash of its sources
 * @param verdict what was found
 * @param turn how often it had been judged before, on demand
 */
public record Result(String version, String answer, Verdict verdict, int turn) {
  /** The key of a result: two students who hand in the same for the same exercise share it. */
  public record Key(String version, String answer) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::version).thenComparing(Key::answer);
  }

  /** Where nothing was run, no protection was needed. */
  private static final String NOTHING_RAN = "none";

  /**
   * The one to believe first: judged again on demand, not for the time being, under the stronger
   * protection. Between two of the same level the text decides, so that it does not matter in which
   * order they are met.
   */
  static final Comparator<Result> BEST_FIRST =
      Comparator.comparing(Result::turn)
          .reversed()
          .thenComparing(result -> result.verdict.provisional())
          .thenComparing(result -> weakness(result.verdict.sandbox()))
          .thenComparing(result -> result.verdict.toString());

  public Key key() {
    return new Key(version, answer);
  }

  /** Whether what was judged in this sandbox was protected at least so well. */
  static boolean isAtLeast(String sandbox, Level minimum) {
    return weakness(sandbox) <= minimum.ordinal();
  }

  /** Orders the sandboxes: the larger, the weaker. */
  static int weakness(String sandbox) {
    return sandbox.equals(NOTHING_RAN) ? -1 : Level.of(sandbox).ordinal();
  }
}
