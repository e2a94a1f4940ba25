package unrolled.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The chart as a small SVG: text stays text, and its colours follow the reader's light or dark
 * page. Each line has its name at its end.
 */
record GemmSvg(List<Line> lines) {
  private static final int LEFT = 48;
  private static final int RIGHT = 560;
  private static final int TOP = 44;
  private static final int BOTTOM = 340;
  private static final int STEP = 20; // GFLOP/s from one rule to the next
  private static final int APART = 17; // from one name to the next

  private static final String HEAD =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 384" role="img" \
      font-family="system-ui, sans-serif" font-size="13">
      <title>%s</title>
      <style>
      text { fill: #3d444d } .g { stroke: #8b949e; stroke-opacity: .3 }
      path { fill: none; stroke-width: 2 } .peak { stroke-dasharray: 6 4 }
      .c0 path { stroke-width: 3.5 }
      .c0 { --c: #0969da } .c1 { --c: #bc4c00 } .c2 { --c: #1a7f37 }
      .c3 { --c: #8250df } .peak { --c: #6e7781 }
      path { stroke: var(--c) } circle { fill: var(--c) } text.n { fill: var(--c) }
      @media (prefers-color-scheme: dark) {
      text { fill: #c9d1d9 } .c0 { --c: #58a6ff } .c1 { --c: #f0883e } .c2 { --c: #3fb950 }
      .c3 { --c: #bc8cff } .peak { --c: #9198a1 } }
      </style>
      """;

  /** A name beside the end of its line; moved where two would overlap. */
  private record Name(String text, String look, double at) {}

  String text() {
    List<GemmRates> all = GemmRates.of(lines);
    var svg = new StringBuilder(HEAD.formatted(GemmRates.TITLE));
    text(svg, LEFT, 20, "", GemmRates.TITLE);
    if (!all.isEmpty()) draw(svg, all);
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, List<GemmRates> all) {
    double most =
        all.stream().flatMap(rates -> rates.rates().stream()).mapToDouble(r -> r).max().orElse(1);
    int top = (int) Math.ceil(most / STEP) * STEP;
    List<Integer> sizes = all.get(0).sizes();
    axes(svg, sizes, top);
    var names = new ArrayList<Name>();
    int colour = 0;
    for (GemmRates rates : all) {
      String look = rates.isPeak() ? "peak" : "c" + colour++;
      curve(svg, rates, look, sizes, top);
      List<Double> y = rates.rates();
      names.add(new Name(rates.name(), look, yOf(y.get(y.size() - 1), top)));
    }
    names(svg, names);
  }

  private static void axes(StringBuilder svg, List<Integer> sizes, int top) {
    for (int rate = 0; rate <= top; rate += STEP) {
      double y = yOf(rate, top);
      svg.append(
          "<line class=\"g\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>\n"
              .formatted(LEFT, RIGHT, number(y), number(y)));
      text(svg, LEFT - 8, y + 4, " text-anchor=\"end\"", "" + rate);
    }
    for (int n : sizes) text(svg, xOf(n, sizes), BOTTOM + 20, " text-anchor=\"middle\"", "" + n);
    text(svg, (LEFT + RIGHT) / 2.0, BOTTOM + 38, " text-anchor=\"middle\"", "n");
    text(svg, 8, TOP - 8, "", "GFLOP/s");
  }

  private static void curve(
      StringBuilder svg, GemmRates rates, String look, List<Integer> sizes, int top) {
    var path = new StringBuilder();
    var dots = new StringBuilder();
    for (int i = 0; i < rates.sizes().size(); i++) {
      String x = number(xOf(rates.sizes().get(i), sizes));
      String y = number(yOf(rates.rates().get(i), top));
      path.append(i == 0 ? "M" : "L").append(x).append(' ').append(y);
      dots.append("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\"/>".formatted(x, y));
    }
    svg.append("<g class=\"%s\"><path d=\"%s\"/>".formatted(look, path));
    if (!rates.isPeak()) svg.append(dots);
    svg.append("</g>\n");
  }

  private static void names(StringBuilder svg, List<Name> names) {
    names.sort(Comparator.comparingDouble(Name::at));
    double free = TOP;
    for (Name name : names) {
      double y = Math.max(name.at() + 4, free);
      free = y + APART;
      text(svg, RIGHT + 10, y, " class=\"n %s\"".formatted(name.look()), name.text());
    }
  }

  private static void text(StringBuilder svg, double x, double y, String more, String text) {
    svg.append("<text x=\"%s\" y=\"%s\"%s>%s</text>\n".formatted(number(x), number(y), more, text));
  }

  private static double xOf(int n, List<Integer> sizes) {
    double first = Math.log(sizes.get(0));
    double last = Math.log(sizes.get(sizes.size() - 1));
    return LEFT + 24 + (RIGHT - LEFT - 32) * (Math.log(n) - first) / Math.max(last - first, 1e-9);
  }

  private static double yOf(double rate, int top) {
    return BOTTOM - (BOTTOM - TOP) * rate / top;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceAll("\\.0$", "");
  }
}
