package unrolled.notebook;

import java.util.List;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;

/**
 * The names that notebooks and JShell use without a prefix.
 *
 * <pre>{@code
 * import static unrolled.notebook.Workbook.*;
 * }</pre>
 */
public final class Workbook {
  private static volatile Quiz current;

  private Workbook() {}

  /** Shows a value in the richest form that the session can show. */
  public static void show(Object value) {
    Show.show(value);
  }

  /** Shows a piece of HTML. */
  public static void html(String html) {
    Show.html(html);
  }

  /** Holds a measured figure to its band; throws {@link ClaimFailed} if it lies outside. */
  public static Claim claim(String text, double value, Band band) {
    return Claim.of(text, value, band);
  }

  /** The band from {@code low} to {@code high}. */
  public static Band between(double low, double high) {
    return Band.between(low, high);
  }

  /** The band of what is at most {@code tolerance} away from {@code center}. */
  public static Band within(double center, double tolerance) {
    return Band.within(center, tolerance);
  }

  /** The band of {@code low} and more. */
  public static Band atLeast(double low) {
    return Band.atLeast(low);
  }

  /** The band of {@code high} and less. */
  public static Band atMost(double high) {
    return Band.atMost(high);
  }

  /** Says what a word means, with a line of Java that shows it, and puts it into the glossary. */
  public static Term term(String term, String meaning, String code) {
    return new Term(term, meaning, code);
  }

  /** The questions of a notebook, such as {@code "06"}. */
  public static Quiz quiz(String id) {
    current = Quiz.of(id);
    return current;
  }

  /**
   * Checks an answer to a question of the last quiz.
   *
   * @param number of the question, from 1
   * @param letter of the choice, from a
   */
  public static Quiz.Reply answer(int number, char letter) {
    if (current == null) {
      throw new IllegalStateException("answer: open a quiz first, such as quiz(\"01\")");
    }
    return current.answer(number, letter);
  }

  /** A matrix as coloured cells; labels may be empty lists. */
  public static HeatMap heatMap(
      Matrix values, List<String> rowLabels, List<String> columnLabels, String title) {
    return HeatMap.of(values, rowLabels, columnLabels, title);
  }

  /** A vector as a row of coloured cells. */
  public static HeatMap heatStrip(String title, double... values) {
    return HeatMap.strip(title, values);
  }

  /** Walks through a sentence that a cell has read, step by step. */
  public static <S extends State<S>> Unroller unroller(
      List<String> tokens, Cell<S> cell, Unrolled.Run<S> run) {
    return new Unroller(tokens, cell, run);
  }

  /** A progress bar that listens to a trainer. */
  public static ProgressBar progressBar() {
    return new ProgressBar();
  }

  /**
   * Checks an answer to an exercise.
   *
   * @param answer the id of an exercise, such as {@code "e05"}, whose file is then checked; or an
   *     object of a class that you wrote in a cell
   */
  public static CheckView check(Object answer) {
    return CheckView.of(answer);
  }

  /**
   * The points of an answer to an exercise, for a cell that nbgrader grades; shows the check.
   *
   * @param answer as for {@link #check}
   */
  public static double points(Object answer) {
    return GradeCell.points(answer);
  }

  /** The next hint for an exercise, such as {@code "e05"}. */
  public static HintView hint(String exercise) {
    return HintView.of(exercise);
  }

  /** Which exercises you have passed, and what is open to you. */
  public static SkillMap progress() {
    return SkillMap.open();
  }
}
