package unrolled.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One measured cell of a table.
 *
 * @param ratio of our rate to the peer's; NaN where nothing was raced
 * @param goal the least that the ratio should be; NaN where there is none
 * @param ours our median rate; NaN where nothing was measured against a goal
 * @param theirs the peer's
 * @param note what to say instead of a ratio, or beside it; may be empty
 */
record Line(
    String table,
    String row,
    String column,
    Ratio ratio,
    double goal,
    double ours,
    double theirs,
    String note) {
  private static final Ratio NONE = new Ratio(Double.NaN, Double.NaN, Double.NaN);

  static final String HEAD = "table,row,column,lower,median,upper,goal,ours,theirs,note";

  /** Where there is something to say and no ratio. */
  static Line note(String table, String row, String column, String note) {
    return new Line(table, row, column, NONE, Double.NaN, Double.NaN, Double.NaN, note);
  }

  /** Where our rate alone is to reach something. */
  static Line rate(String table, String row, String column, double rate, double goal) {
    return new Line(table, row, column, NONE, goal, rate, Double.NaN, "");
  }

  boolean isRaced() {
    return !Double.isNaN(ratio.median());
  }

  boolean hasGoal() {
    return !Double.isNaN(goal);
  }

  /** Rounded as it is printed, so that no table says that 1.00 is less than 1. */
  boolean isReached() {
    double figure = isRaced() ? ratio.median() : ours;
    return Math.round(figure * 100) >= Math.round(goal * 100);
  }

  /** For the table: the ratio with its quartiles, and the goal. */
  String text() {
    if (!isRaced() && Double.isNaN(ours)) return note;
    String text = isRaced() ? ratio.toString() : rate(ours);
    String aim = isRaced() ? Ratio.text(goal) : rate(goal);
    if (hasGoal()) text += (isReached() ? ", reached " : ", **missed** ") + aim;
    return note.isEmpty() ? text : text + ", " + note;
  }

  /** To the digit by which a goal is judged. */
  private static String rate(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  String csv() {
    var fields =
        Stream.of(
            table,
            row,
            column,
            ratio.lower(),
            ratio.median(),
            ratio.upper(),
            goal,
            ours,
            theirs,
            note);
    return String.join(",", fields.map(field -> quoted(field.toString())).toList());
  }

  private static String quoted(String field) {
    return field.matches("[^\",\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  static Line of(String csv) {
    List<String> f = Csv.fields(csv);
    var ratio = new Ratio(number(f.get(3)), number(f.get(4)), number(f.get(5)));
    return new Line(
        f.get(0),
        f.get(1),
        f.get(2),
        ratio,
        number(f.get(6)),
        number(f.get(7)),
        number(f.get(8)),
        f.get(9));
  }

  private static double number(String field) {
    return Double.parseDouble(field);
  }
}
