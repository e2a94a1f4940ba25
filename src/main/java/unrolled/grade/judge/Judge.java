package unrolled.grade.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Exercise;
import unrolled.exercise.TestRow;
import unrolled.grade.compile.Compilation;
import unrolled.grade.compile.Compilers;
import unrolled.grade.intake.Answer;
import unrolled.player.host.Clean;
import unrolled.player.host.PlayerEnded;
import unrolled.player.host.PlayerProcess;
import unrolled.player.host.Remote;

/** Judges an answer to one exercise: the tests run here, the answer in a player. */
public final class Judge {
  private static final int LONGEST_TEXT = 2000;
  private static final int TRIES = 3;

  private final Exercise exercise;
  private final Optional<HiddenTests> hiddenTests;
  private final Secret secret;
  private final long seed;
  private final Players players;
  private final Compilers compilers;

  public Judge(
      Exercise exercise,
      Optional<HiddenTests> hiddenTests,
      Secret secret,
      long seed,
      Players players,
      Compilers compilers) {
    this.exercise = exercise;
    this.hiddenTests = hiddenTests;
    this.secret = secret;
    this.seed = seed;
    this.players = players;
    this.compilers = compilers;
  }

  /** Judges these sources. */
  public Verdict judge(Answer answer) {
    Compilation compilation =
        Compilation.of(exercise, answer, compilers, players.classPath(exercise));
    Verdict verdict =
        compilation.isUsable()
            ? play(compilation)
            : Verdict.unplayed(exercise.id(), maximum(), compilation.problem());
    return verdict.with(String.join("\n", answer.sources().values()));
  }

  /** Judges these classes in a player. */
  Verdict play(Compilation compilation) {
    Attempt attempt = attempt(compilation);
    // A player may have been killed by somebody else; code that ends its own does so again.
    for (int again = 1; attempt.lost && again < TRIES; again++) {
      attempt = attempt(compilation);
    }
    if (attempt.lost && attempt.verdict.rows().isEmpty()) {
      players.demandThatTheyStart();
    }
    return attempt.verdict;
  }

  /**
   * One player's performance.
   *
   * @param verdict what was found
   * @param lost whether the process went away before its time, or ran out of it while this machine
   *     was busy or stopped
   * @param mayDependOnOthers whether something was found that the answers before it in the same
   *     process may have a part in: how full memory and stack were, or a number that the JVM gives
   */
  private record Attempt(Verdict verdict, boolean lost, boolean mayDependOnOthers) {}

  private Attempt attempt(Compilation compilation) {
    if (PureComputation.isAllOf(exercise, compilation.classes())) {
      Optional<Players.Turn> used = players.again(exercise);
      if (used.isPresent()) {
        Attempt attempt = attempt(compilation, used.get(), true);
        if (!attempt.mayDependOnOthers) {
          return attempt;
        }
      }
      return attempt(compilation, players.fresh(exercise), true);
    }
    return attempt(compilation, players.fresh(exercise), false);
  }

  private Attempt attempt(Compilation compilation, Players.Turn turn, boolean onlyComputes) {
    try (turn;
        var pauses = new Pauses()) {
      Attempt attempt = attempt(compilation, turn.player(), pauses, System.nanoTime());
      if (onlyComputes && !attempt.mayDependOnOthers) {
        turn.keep();
      }
      return attempt;
    }
  }

  private Attempt attempt(
      Compilation compilation, PlayerProcess player, Pauses pauses, long began) {
    try {
      Remote remote = load(player, compilation);
      CheckResult own =
          Check.judge(exercise, remote::instance, exercise.tests(), secret.seed("shown", seed));
      String printed = remote.printed();
      // The secret numbers last: nothing that is asked or printed before tells them.
      List<Verdict.Row> rows = confirmed(own, remote, player);
      Verdict verdict = verdict(rows, own, printed, compilation.remark());
      boolean isUnfair = player.isStarved() || verdict.ranOutOfTime() && pauses.since(began);
      boolean mayDependOnOthers =
          player.isEnded()
              || remote.hasThrownErrors()
              || verdict.ranOutOfTime()
              || verdict.tellsIdentity();
      return new Attempt(
          isUnfair ? verdict.asProvisional() : verdict,
          isUnfair || player.isLost(),
          mayDependOnOthers);
    } catch (NotLoaded e) {
      return new Attempt(Verdict.unplayed(exercise.id(), maximum(), e.getMessage()), true, true);
    } catch (Remote.NotPlayable e) {
      return new Attempt(Verdict.unplayed(exercise.id(), maximum(), e.getMessage()), false, true);
    }
  }

  /** The process went away before it had the answer. */
  private static final class NotLoaded extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotLoaded(PlayerEnded cause) {
      super("It could not be loaded: " + cause.getMessage(), cause);
    }
  }

  private Remote load(PlayerProcess player, Compilation compilation) {
    try {
      return Remote.load(player, exercise.contract(), exercise.answerName(), compilation.classes());
    } catch (PlayerEnded e) {
      throw new NotLoaded(e);
    }
  }

  private Verdict verdict(List<Verdict.Row> rows, CheckResult own, String printed, String remark) {
    return new Verdict(
        exercise.id(),
        rows,
        Verdict.points(rows, maximum()),
        maximum(),
        "",
        Clean.text(own.diagnosis(), LONGEST_TEXT),
        own.mistake(),
        printed,
        players.protection().sandbox().level().word(),
        players.protection().reasons(),
        remark,
        false);
  }

  private List<Verdict.Row> confirmed(CheckResult own, Remote remote, PlayerProcess player) {
    List<TestRow> again =
        exercise.slips().isPresent()
            ? Check.confirm(exercise, remote::instance, secret.seed("hidden", seed), own.rows())
            : List.of();
    List<Verdict.Row> rows =
        new ArrayList<>(
            Confirmation.rows(own.rows(), again, exercise.formRungs(), player.whyEnded()));
    hiddenTests.ifPresent(
        hidden ->
            Check.judge(exercise, remote::instance, hidden.tests(), secret.seed("tests", seed))
                .rows()
                .forEach(row -> rows.add(Verdict.Row.of(row, true, ""))));
    return rows;
  }

  private int maximum() {
    return exercise.about().points();
  }
}
