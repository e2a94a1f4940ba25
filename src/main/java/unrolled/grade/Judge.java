package unrolled.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Exercise;

/** Judges an answer to one exercise: the tests run here, the answer in a player. */
final class Judge {
  private static final int STARTS = 3;
  private static final int LONGEST_TEXT = 2000;

  private final Exercise exercise;
  private final Optional<Class<?>> hiddenTests;
  private final long seed;
  private final Stage stage;
  private final Protection protection;

  Judge(
      Exercise exercise,
      Optional<Class<?>> hiddenTests,
      long seed,
      Stage stage,
      Protection protection) {
    this.exercise = exercise;
    this.hiddenTests = hiddenTests;
    this.seed = seed;
    this.stage = stage;
    this.protection = protection;
  }

  /**
   * Judges these sources.
   *
   * @param work the sources
   * @param slot which of the workers this is, from 0
   */
  Verdict judge(Submission.Work work, int slot) {
    Compilation compilation =
        Compilation.of(
            exercise, work, stage.compiler(protection.sandbox()), stage.classPath(exercise));
    return compilation.isUsable()
        ? play(compilation, slot)
        : Verdict.unplayed(exercise.id(), maximum(), compilation.problem());
  }

  /** Judges these classes in a fresh player. */
  Verdict play(Compilation compilation, int slot) {
    for (int starts = 1; starts <= STARTS; starts++) {
      try {
        Attempt first = attempt(compilation, slot);
        // A player may have been killed by somebody else; code that ends its own does so again.
        return first.lost ? attempt(compilation, slot).verdict : first.verdict;
      } catch (NotStarted e) {
        // The machine may have been short of something for a moment.
      }
    }
    return unloadable(slot);
  }

  /** What is to be said of classes that no player has stood, if it is not the players' fault. */
  private Verdict unloadable(int slot) {
    try (var player = start(slot)) {
      player.firstRequest(Letter.PRINTED, out -> {});
    } catch (PlayerEnded e) {
      throw new IllegalStateException("no player starts: " + e.getMessage(), e);
    }
    return Verdict.unplayed(
        exercise.id(), maximum(), "It cannot be loaded: the JVM ended over it.");
  }

  private PlayerProcess start(int slot) {
    return PlayerProcess.start(
        protection.sandbox(), slot, stage.wings(), stage.classPath(exercise));
  }

  /** A player ended before a line of the answer had run. */
  private static final class NotStarted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * One player's performance.
   *
   * @param verdict what was found
   * @param lost whether the process went away before its time
   */
  private record Attempt(Verdict verdict, boolean lost) {}

  private Attempt attempt(Compilation compilation, int slot) {
    try (var player = start(slot)) {
      Remote remote = load(player, compilation);
      CheckResult own = Check.judge(exercise, remote::instance, exercise.tests(), seed);
      String printed = remote.printed();
      List<Verdict.Row> rows = new ArrayList<>(rows(own, false));
      // Last, so that no message and no print of a test that is shown can tell their inputs.
      for (Class<?> tests : hiddenTests.stream().toList()) {
        rows.addAll(rows(Check.judge(exercise, remote::instance, tests, seed), true));
      }
      return new Attempt(verdict(rows, own, printed), player.isLost());
    } catch (Remote.NotPlayable e) {
      return new Attempt(Verdict.unplayed(exercise.id(), maximum(), e.getMessage()), false);
    }
  }

  /** No line of the answer has run before this is done. */
  private Remote load(PlayerProcess player, Compilation compilation) {
    try {
      return Remote.load(player, exercise, Compilation.answerName(exercise), compilation.classes());
    } catch (PlayerEnded e) {
      throw new NotStarted();
    }
  }

  private Verdict verdict(List<Verdict.Row> rows, CheckResult own, String printed) {
    return new Verdict(
        exercise.id(),
        rows,
        Verdict.points(rows, maximum()),
        maximum(),
        "",
        Clean.text(own.diagnosis(), LONGEST_TEXT),
        own.mistake(),
        printed,
        protection.sandbox().level().word(),
        protection.reasons());
  }

  private static List<Verdict.Row> rows(CheckResult result, boolean hidden) {
    return result.rows().stream()
        .map(
            row ->
                new Verdict.Row(
                    row.name(), hidden, row.passed(), Clean.text(row.message(), LONGEST_TEXT)))
        .toList();
  }

  private int maximum() {
    return exercise.about().points();
  }
}
