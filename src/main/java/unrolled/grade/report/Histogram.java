package unrolled.grade.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many students have 0 points of an exercise, 1 point, and so on: a bar for each, with its
 * count above it.
 *
 * <p>It is drawn as text of the page, which takes its colours and letters from the style sheet and
 * needs no font on the machine that grades.
 *
 * @param counts how many students, by points
 */
record Histogram(List<Integer> counts) {
  private static final int WIDTH = 340;
  private static final int HIGHEST = 96;
  private static final int LINE = 18;
  private static final double FILLED = 0.8;
  private static final int MOST_LABELS = 11;

  static Histogram of(List<Integer> points, int maximum) {
    var counts = new ArrayList<>(Collections.nCopies(maximum + 1, 0));
    for (int value : points) {
      counts.set(value, counts.get(value) + 1);
    }
    return new Histogram(counts);
  }

  void write(Markup html) {
    int floor = LINE + HIGHEST;
    html.open(
        "svg",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, floor + LINE),
        "role",
        "img",
        "aria-label",
        "Students by points. " + told());
    double slot = (double) WIDTH / counts.size();
    int most = Math.max(1, Collections.max(counts));
    int step = counts.size() <= MOST_LABELS ? 1 : 5 * ((counts.size() + 24) / 25);
    for (int points = 0; points < counts.size(); points++) {
      double middle = (points + 0.5) * slot;
      int count = counts.get(points);
      double height = (double) HIGHEST * count / most;
      if (count > 0) {
        bar(html, middle - FILLED * slot / 2, floor - height, FILLED * slot, height);
        label(html, middle, floor - height - 4, count, "count");
      }
      if (points % step == 0) {
        label(html, middle, floor + LINE - 3, points, "quiet");
      }
    }
    bar(html, 0, floor, WIDTH, 1);
    html.close();
  }

  private static void bar(Markup html, double x, double y, double width, double height) {
    html.open(
        "rect", "x", number(x), "y", number(y), "width", number(width), "height", number(height));
    html.close();
  }

  private static void label(Markup html, double x, double y, int number, String kind) {
    html.element("text", String.valueOf(number), "x", number(x), "y", number(y), "class", kind);
  }

  private static String number(double value) {
    return String.valueOf(Math.round(100 * value) / 100.0);
  }

  private String told() {
    var parts = new ArrayList<String>();
    for (int points = 0; points < counts.size(); points++) {
      if (counts.get(points) > 0) {
        parts.add(Words.count(points, "point") + ": " + Words.count(counts.get(points), "student"));
      }
    }
    return String.join("; ", parts) + ".";
  }
}
