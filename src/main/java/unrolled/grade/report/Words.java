package unrolled.grade.report;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import unrolled.exercise.CheckResult;
import unrolled.grade.intake.Receipt;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;
import unrolled.grade.record.PointsOverride;
import unrolled.grade.sandbox.Level;
import unrolled.player.host.Clean;

/** What all reports say in the same words. */
final class Words {
  static final String HIDDEN = "a hidden test";
  static final String FULL = Level.FULL.word();

  /** Where no code ran. */
  static final String NO_LEVEL = "none";

  private static final int LONGEST_REASON = 160;

  private Words() {}

  static String name(Student student) {
    String name = Clean.line(student.name());
    return name.isEmpty() ? "(no name)" : name;
  }

  static String exercise(Gradebook.Column column) {
    return column.id() + " " + column.title();
  }

  static String outOf(int points, int maximum) {
    return points + " of " + maximum;
  }

  /** What the tests gave, where the teacher has set other points. */
  static String byTests(Verdict verdict) {
    return verdict == null ? "none" : String.valueOf(verdict.points());
  }

  /** That the teacher has set the points, and why. */
  static String override(PointsOverride override, Verdict verdict) {
    return "Points set by your teacher: "
        + override.reason()
        + (verdict == null ? "" : " (The tests gave " + verdict.points() + ".)");
  }

  /** When a hand-in was received. */
  static String time(Gradebook.Row row) {
    String time = row.delivery().time();
    return time.isEmpty() ? "marked by the platform" : time(time);
  }

  private static String time(String instant) {
    return instant.replace('T', ' ').replaceFirst("(\\.\\d+)?Z$", "");
  }

  /** The ids of the exercises of which the answer was late. */
  static List<String> late(List<Gradebook.Column> columns, Gradebook.Row row) {
    return columns.stream().map(Gradebook.Column::id).filter(row::isLate).toList();
  }

  /** When an answer was received, as a sentence; empty if nothing is known. */
  static String received(Receipt receipt) {
    String late = receipt.late() ? ", after the due date" : "";
    if (!receipt.time().isEmpty()) {
      return "Handed in at " + time(receipt.time()) + " (UTC)" + late + ".";
    }
    return receipt.late() ? "Marked as late by the platform." : "";
  }

  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** What a test holds; of a hidden one nothing, since its name may tell what it tries. */
  static String test(Verdict.Row row) {
    return row.hidden() ? HIDDEN : Clean.line(row.name());
  }

  /** What the student is told of the answer as a whole. */
  static String finding(Verdict verdict) {
    return verdict.problem().isEmpty() ? verdict.diagnosis() : verdict.problem();
  }

  /**
   * In a few words, why an answer could not be run, ended early, or may get other points next time.
   */
  static String why(Verdict verdict) {
    String problem =
        Stream.of(verdict.problem(), ended(verdict), ranOut(verdict))
            .filter(reason -> !reason.isEmpty())
            .findFirst()
            .orElse("");
    List<String> lines = problem.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String first = String.join(" ", lines.subList(0, Math.min(2, lines.size())));
    return shortened(Clean.line(first), LONGEST_REASON);
  }

  /** The same without what stands in each line of the table: the Java and the file. */
  static String whyBriefly(Verdict verdict) {
    return why(verdict)
        .replaceFirst(
            "^It does not compile with Java \\d+: [^ ]+\\.java(:\\d+)?: ", "It does not compile: ");
  }

  /** That the code ended before its tests, such as by System.exit or for want of memory. */
  private static String ended(Verdict verdict) {
    String told = verdict.diagnosis();
    int rest = told.indexOf(CheckResult.NOT_TRIED);
    return told.startsWith("Your code ") && rest > 0
        ? told.substring(0, rest).strip().replaceFirst("Your", "The")
        : "";
  }

  private static String ranOut(Verdict verdict) {
    if (verdict.provisional()) {
      return "Out of time while this machine was busy or stopped: it is judged again by the next run.";
    }
    return verdict.ranOutOfTime() ? "It ran out of time." : verdict.randomness();
  }

  /** No longer than this, with a sign that there is more. */
  static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
  }

  /** The points that so many tests are worth, as {@code 0.83}. */
  static String share(Verdict verdict, long tests) {
    double share = (double) tests * verdict.maximum() / verdict.rows().size();
    var format = new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(share);
  }

  /** The points that these tests cost, as {@code −0.83}. */
  static String lost(Verdict verdict, long tests) {
    return "−" + share(verdict, tests);
  }

  /** How points are made of tests. */
  static String shares(Verdict verdict) {
    return "Each of the %s is worth %s points; the sum is rounded down to whole points."
        .formatted(count(verdict.rows().size(), "test"), share(verdict, 1));
  }

  /** How many tests pass and give no points. */
  static long withheld(Verdict verdict) {
    return verdict.rows().stream().filter(row -> row.passed() && !row.counts()).count();
  }

  static String hint(String exercise) {
    return "./unrolled hint " + exercise;
  }

  /** The weakest protection that any of these answers ran under. */
  static String sandbox(Collection<Verdict> verdicts) {
    return verdicts.stream()
        .map(Words::level)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .map(Level::word)
        .orElse(NO_LEVEL);
  }

  /** Why the protection was not stronger: each reason once. */
  static List<String> reasons(Collection<Verdict> verdicts) {
    return verdicts.stream()
        .flatMap(verdict -> verdict.reasons().stream())
        .map(Clean::line)
        .distinct()
        .sorted()
        .toList();
  }

  /** The sandbox of one answer with its reasons, as a sentence. */
  static String protection(Verdict verdict) {
    if (level(verdict).isEmpty()) {
      return "No code ran.";
    }
    var text = new ArrayList<>(List.of("Sandbox: " + verdict.sandbox()));
    text.addAll(reasons(List.of(verdict)));
    return String.join("; ", text) + ".";
  }

  private static Optional<Level> level(Verdict verdict) {
    return verdict.sandbox().equals(NO_LEVEL)
        ? Optional.empty()
        : Optional.of(Level.valueOf(verdict.sandbox().toUpperCase(Locale.ROOT)));
  }

  /** The slips of an answer, in a few words each. */
  static List<String> slips(Verdict verdict) {
    return verdict.mistake().isEmpty() ? List.of() : List.of(verdict.mistake().split("; "));
  }

  /** What the student is told of each slip, in their order. */
  static List<String> told(Verdict verdict) {
    List<String> lines = verdict.diagnosis().lines().toList();
    int slips = slips(verdict).size();
    return slips == 1
        ? List.of(lines.get(0).replaceFirst("^What went wrong: ", ""))
        : lines.stream().skip(1).limit(slips).map(l -> l.replaceFirst("^\\d+\\. ", "")).toList();
  }
}
