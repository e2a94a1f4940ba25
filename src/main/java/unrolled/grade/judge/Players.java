package unrolled.grade.judge;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import unrolled.exercise.Exercise;
import unrolled.grade.CannotGrade;
import unrolled.grade.sandbox.Protection;
import unrolled.grade.sandbox.Stage;
import unrolled.player.host.PlayerProcess;

/**
 * The players of a run.
 *
 * <p>An answer has a player of its own. Those that only compute, which is nearly all, may have one
 * that others of their kind have had before: they can leave nothing behind in it. Most of the time
 * of a short answer is that in which its player starts.
 */
public final class Players implements AutoCloseable {
  /** What piles up in a process must have an end, and so has its time on the processor. */
  private static final int ANSWERS_EACH = 100;

  private final Stage stage;
  private final Protection protection;
  private final int mostWaiting;
  private final Map<String, Deque<Turn>> waiting = new TreeMap<>();
  private int waitingInAll;

  /**
   * Those of one run.
   *
   * @param mostWaiting how many may wait for another answer, each with the memory of a small JVM;
   *     with 0 each answer has a player of its own
   */
  public Players(Stage stage, Protection protection, int mostWaiting) {
    this.stage = stage;
    this.protection = protection;
    this.mostWaiting = mostWaiting;
  }

  /** What is around them. */
  Protection protection() {
    return protection;
  }

  /** What an answer may use, be it compiled or played. */
  List<Path> classPath(Exercise exercise) {
    return stage.classPath(exercise);
  }

  /** With a player that has had no answer before. */
  Turn fresh(Exercise exercise) {
    var player =
        PlayerProcess.start(protection.sandbox().box(), stage.wings(), classPath(exercise));
    return new Turn(exercise, player, 0);
  }

  /** With a player that has had answers that only compute; nothing if none is free. */
  synchronized Optional<Turn> again(Exercise exercise) {
    Turn last = waiting.getOrDefault(exercise.id(), new ArrayDeque<>()).pollFirst();
    if (last == null) {
      return Optional.empty();
    }
    waitingInAll--;
    last.player.renewBounds();
    return Optional.of(new Turn(exercise, last.player, last.before + 1));
  }

  /** Whether it waits now. */
  private synchronized boolean takesBack(Turn turn) {
    if (waitingInAll >= mostWaiting || turn.before + 1 >= ANSWERS_EACH) {
      return false;
    }
    waiting.computeIfAbsent(turn.exercise.id(), any -> new ArrayDeque<>()).addFirst(turn);
    waitingInAll++;
    return true;
  }

  /**
   * Makes sure that players start at all. No line of an answer has run before it is loaded, so it
   * may not be to blame.
   */
  void demandThatTheyStart() {
    String problem = Protection.problem(stage, protection.sandbox().level());
    if (!problem.isEmpty()) {
      throw new CannotGrade("The sandbox has stopped working: " + problem);
    }
  }

  @Override
  public synchronized void close() {
    waiting.values().forEach(turns -> turns.forEach(turn -> turn.player.close()));
    waiting.clear();
    waitingInAll = 0;
  }

  /** One answer's time with a player, which ends the player unless it is to be kept. */
  final class Turn implements AutoCloseable {
    private final Exercise exercise;
    private final PlayerProcess player;
    private final int before;
    private boolean isKept;

    private Turn(Exercise exercise, PlayerProcess player, int before) {
      this.exercise = exercise;
      this.player = player;
      this.before = before;
    }

    PlayerProcess player() {
      return player;
    }

    /** The answer has left nothing behind: the player may have another. */
    void keep() {
      isKept = true;
    }

    @Override
    public void close() {
      if (!isKept || player.isEnded() || !takesBack(this)) {
        player.close();
      }
    }
  }
}
