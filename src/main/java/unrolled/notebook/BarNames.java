package unrolled.notebook;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The names under the bars: on one line, on two, or at an angle, whichever is the first that has
 * room for them.
 *
 * @param lines those of each name
 * @param slanted whether they rise to the right
 */
record BarNames(List<List<String>> lines, boolean slanted) {
  private static final int GAP = 6; // between two names
  private static final int LONGEST = 120; // of a name at an angle
  private static final double SLANT = Math.sqrt(0.5); // sine and cosine of 45°

  /**
   * The names under categories of this width.
   *
   * @param left where the first category begins, in px from the edge of the picture
   */
  static BarNames fitting(List<String> names, double category, double left) {
    double room = category - GAP;
    if (names.stream().allMatch(name -> width(name) <= room)) {
      return new BarNames(names.stream().map(List::of).toList(), false);
    }
    List<List<String>> wrapped = names.stream().map(name -> wrapped(name, room)).toList();
    if (wrapped.stream().flatMap(List::stream).allMatch(line -> width(line) <= room)) {
      return new BarNames(wrapped, false);
    }
    boolean two = 2 * Lettering.LINE <= SLANT * category;
    return new BarNames(
        IntStream.range(0, names.size())
            .mapToObj(
                c -> slanted(names.get(c), two, left + (c + 0.5) * category - ChartStyle.LETTERS))
            .toList(),
        true);
  }

  /** The lines of a name that reaches to the left by no more than {@code reach}. */
  private static List<String> slanted(String name, boolean two, double reach) {
    double length = Math.min(LONGEST, reach / SLANT - Lettering.LINE);
    List<String> lines = two ? wrapped(name, length) : List.of(name);
    return lines.stream().map(line -> Lettering.shortened(line, length)).toList();
  }

  private static double width(String text) {
    return Lettering.width(text, ChartStyle.PLAIN);
  }

  /** One line if it has room, else two that are broken where the longer of them is shortest. */
  private static List<String> wrapped(String name, double room) {
    List<String> best = List.of(name);
    if (width(name) <= room) {
      return best;
    }
    double least = width(name);
    for (int i = name.indexOf(' '); i >= 0; i = name.indexOf(' ', i + 1)) {
      List<String> two = List.of(name.substring(0, i), name.substring(i + 1));
      double longer = Math.max(width(two.get(0)), width(two.get(1)));
      if (longer < least) {
        least = longer;
        best = two;
      }
    }
    return best;
  }

  /** The height that they need beyond that of one line. */
  double more() {
    int most = lines.stream().mapToInt(List::size).max().orElse(1);
    double widest =
        lines.stream().flatMap(List::stream).mapToDouble(BarNames::width).max().orElse(0);
    return slanted ? SLANT * (widest + (most - 1) * Lettering.LINE) : (most - 1) * Lettering.LINE;
  }

  void write(Lettering lettering, Rectangle2D plot) {
    double category = plot.getWidth() / lines.size();
    // Names at an angle are a line apart; where bars are thinner than that, some have none.
    int stride = slanted ? (int) Math.ceil(ChartStyle.LETTERS / (SLANT * category)) : 1;
    for (int c = 0; c < lines.size(); c += stride) {
      double x = plot.getMinX() + (c + 0.5) * category;
      double y = plot.getMaxY() + Lettering.BELOW;
      List<String> name = lines.get(c);
      for (int i = 0; i < name.size(); i++) {
        if (slanted) {
          double aside = SLANT * Lettering.LINE * (i - (name.size() - 1) / 2.0);
          double down = SLANT * Lettering.LINE * i;
          lettering.writeSlanted(
              name.get(i), x + Lettering.HALF + aside, y - Lettering.HALF + down);
        } else {
          lettering.write(
              name.get(i), x, y + i * Lettering.LINE, 0.5, ChartStyle.PLAIN, ChartStyle.INK);
        }
      }
    }
  }
}
