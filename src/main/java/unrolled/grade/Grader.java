package unrolled.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.exercise.Exercise;
import unrolled.grade.compile.Compilers;
import unrolled.grade.intake.Delivery;
import unrolled.grade.intake.HandIn;
import unrolled.grade.intake.Intake;
import unrolled.grade.intake.Roster;
import unrolled.grade.judge.HiddenTests;
import unrolled.grade.judge.Judge;
import unrolled.grade.judge.Players;
import unrolled.grade.judge.Secret;
import unrolled.grade.judge.Version;
import unrolled.grade.record.Gradebook;
import unrolled.grade.record.Gradebook.Column;
import unrolled.grade.record.Journal;
import unrolled.grade.record.OutFolder;
import unrolled.grade.record.Roll;
import unrolled.grade.sandbox.Level;
import unrolled.grade.sandbox.Protection;
import unrolled.grade.sandbox.Stage;
import unrolled.player.host.Clean;

/**
 * Grades a class: takes in what was handed in, has each answer judged that the journal does not
 * know yet, and makes the gradebook from the journal.
 *
 * <p>While it judges, it holds one hand-in for each worker, and of what is done no more than a hash
 * and the notes; the verdicts come into memory with the gradebook, each once for all who handed in
 * the same.
 */
public final class Grader {
  /** Is told how far the work is. */
  public interface Progress {
    /** So many hand-ins are done, of so many. */
    void at(int done, int all);
  }

  /**
   * What came of it.
   *
   * @param gradebook the results
   * @param judged how many answers were judged now
   * @param known how many results were taken from the journal
   * @param level the protection in force
   * @param reasons why it was not a stronger one: a sentence each
   * @param notes what else there is to say: a sentence each
   */
  public record Outcome(
      Gradebook gradebook,
      int judged,
      int known,
      Level level,
      List<String> reasons,
      List<String> notes) {}

  private static final int WORTH_A_REHEARSAL = 50;

  /** For each worker: one for each exercise of a usual sheet. */
  private static final int PLAYERS_WAITING = 4;

  private final Order order;
  private final Intake intake;
  private final Map<String, HiddenTests> hidden;
  private final Map<String, String> versions = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  private Grader(Order order, Intake intake) {
    this.order = order;
    this.intake = intake;
    hidden = order.hidden().map(f -> HiddenTests.in(f, order.exercises())).orElse(Map.of());
    for (Exercise exercise : order.exercises()) {
      Optional<HiddenTests> tests = Optional.ofNullable(hidden.get(exercise.id()));
      versions.put(exercise.id(), Version.of(exercise, tests, secret(exercise), order.seed()));
    }
    notes.addAll(intake.notes());
    sayWhatIsNotSecret();
  }

  /**
   * Looks at what was handed in, and compiles the hidden tests.
   *
   * @throws IllegalArgumentException if there are no such hand-ins, or no such roster
   * @throws CannotGrade if the hidden tests do not compile
   */
  public static Grader of(Order order) {
    if (order.out().toAbsolutePath().startsWith(order.submissions().toAbsolutePath())) {
      throw new IllegalArgumentException(
          "the folder for the results, %s, is inside the folder of the submissions: name one outside of it"
              .formatted(order.out()));
    }
    Roster roster = order.roster().map(Roster::read).orElse(Roster.none());
    return new Grader(
        order, Intake.of(order.submissions(), order.exercises(), roster, order.due()));
  }

  /**
   * Grades the class.
   *
   * @throws CannotGrade if it cannot begin or go on; what is done is kept
   * @throws Protection.TooWeak if the minimum of protection is not available
   */
  public Outcome grade(Progress progress) {
    OutFolder.close(order.out()).ifPresent(notes::add);
    try (Journal journal = Journal.open(order.out());
        Stage stage = Stage.set(order.exercises())) {
      Roll.clear(order.out());
      Stream.of(journal.said()).filter(said -> !said.isEmpty()).forEach(notes::add);
      Protection protection = Protection.strongest(stage, order.minimum());
      List<HandIn> handIns =
          intake.handIns().stream().filter(one -> order.shard().has(one.student())).toList();
      Workers workers;
      Roll roll;
      try (var compilers = Compilers.on(stage, protection.sandbox());
          var players = new Players(stage, protection, PLAYERS_WAITING * order.jobs())) {
        int left = handIns.size() - journal.size() / order.exercises().size();
        if (left > 0) {
          compilers.startInBackground();
        }
        rehearse(stage, left);
        Map<String, Judge> judges = judges(players, compilers);
        workers = new Workers(order, intake, journal, judges, versions, progress);
        roll = roll(workers.all(handIns));
      }
      if (workers.provisional() > 0) {
        notes.add(
            ("%d answers ran out of time because this machine was busy or stopped. They are judged"
                    + " again when you run the same command.")
                .formatted(workers.provisional()));
      }
      order.due().ifPresent(due -> sayWhoseTimeIsUnknown(roll));
      order.roster().ifPresent(roster -> sayWhoIsNotOnIt(roll));
      if (!workers.notMet().isEmpty()) {
        notes.add(
            "Nothing was handed in by "
                + String.join("; ", workers.notMet())
                + ": --again takes a name or a key as the gradebook shows it.");
      }
      roll.write(order.out());
      return new Outcome(
          roll.gradebook(journal.verdicts(roll.keys())),
          workers.judged(),
          workers.known(),
          protection.sandbox().level(),
          protection.reasons(),
          List.copyOf(notes));
    }
  }

  /** For each exercise, if about so many answers to it are left. */
  private void rehearse(Stage stage, int left) {
    if (left >= WORTH_A_REHEARSAL && !order.exercises().stream().allMatch(stage::rehearse)) {
      notes.add("This Java keeps no archive of the player's classes: players start more slowly.");
    }
  }

  private void sayWhatIsNotSecret() {
    List<String> without =
        order.exercises().stream()
            .filter(exercise -> exercise.slips().isEmpty())
            .map(Exercise::id)
            .toList();
    if (!without.isEmpty()) {
      notes.add(
          "There are no slips of %s, so there are no secret numbers: an answer that only repeats the published values gets the points."
              .formatted(String.join(", ", without)));
    }
  }

  private void sayWhoIsNotOnIt(Roll roll) {
    List<Roll.Entry> open = handedIn(roll, one -> one.student().roster().isEmpty());
    if (!open.isEmpty()) {
      notes.add(
          "Not matched with the roster: %s. Each has a row of its own, with all its work."
              .formatted(names(open)));
    }
  }

  private void sayWhoseTimeIsUnknown(Roll roll) {
    int all = handedIn(roll, one -> true).size();
    List<Roll.Entry> unknown = handedIn(roll, one -> one.delivery().isTimeUnknown());
    if (!unknown.isEmpty()) {
      notes.add(
          ("The time of %d of %d hand-ins is not known, and they are taken to be in time%s. Gradescope"
                  + " and nbgrader write it down, and Canvas marks what is late.")
              .formatted(unknown.size(), all, unknown.size() < all ? ": " + names(unknown) : ""));
    }
  }

  private static List<Roll.Entry> handedIn(Roll roll, Predicate<Roll.Entry> which) {
    return roll.entries().stream().filter(Roll.Entry::handedIn).filter(which).toList();
  }

  /** Names may hold commas. */
  private static String names(List<Roll.Entry> entries) {
    return entries.stream()
        .map(one -> Clean.line(one.student().name()))
        .collect(Collectors.joining("; "));
  }

  private Secret secret(Exercise exercise) {
    return Secret.of(exercise, order.hidden());
  }

  private Map<String, Judge> judges(Players players, Compilers compilers) {
    return order.exercises().stream()
        .collect(
            Collectors.toMap(
                Exercise::id,
                exercise ->
                    new Judge(
                        exercise,
                        HiddenTests.of(hidden, exercise),
                        secret(exercise),
                        order.seed(),
                        players,
                        compilers)));
  }

  private List<Column> columns() {
    return order.exercises().stream()
        .map(
            exercise ->
                new Column(
                    exercise.id(),
                    exercise.about().title(),
                    exercise.about().points(),
                    versions.get(exercise.id())))
        .toList();
  }

  private Roll roll(List<Workers.Done> done) {
    SortedSet<String> everybody = new TreeSet<>();
    intake.handIns().forEach(one -> everybody.add(one.student()));
    intake.missing().forEach(student -> everybody.add(student.key()));
    List<Roll.Entry> entries = new ArrayList<>();
    for (Workers.Done one : done) {
      entries.add(
          new Roll.Entry(
              one.student(), true, one.notes(), new TreeMap<>(one.results()), one.delivery()));
    }
    intake.missing().stream()
        .filter(student -> order.shard().has(student.key()))
        .forEach(
            student ->
                entries.add(
                    new Roll.Entry(student, false, List.of(), new TreeMap<>(), Delivery.UNKNOWN)));
    return new Roll(order.shard().toString(), order.seed(), columns(), everybody, entries);
  }
}
