package unrolled.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/**
 * The unroller's page: radio buttons choose the step and the unit, CSS shows what they choose.
 *
 * <p>Without its style the page lists every step, one after the other, with every unit's sum.
 */
final class UnrollerHtml {
  private static final AtomicInteger PAGES = new AtomicInteger();
  private static final int UNITS = 8; // whose sums can be chosen

  private final List<Frame> frames;
  private final List<String> inputNames;
  private final int open;
  private final int openUnit;
  private final List<Integer> units;
  private final double xScale;
  private final String id;

  UnrollerHtml(List<Frame> frames, List<String> inputNames, int open, int openUnit) {
    this.frames = frames;
    this.inputNames = inputNames;
    this.open = open;
    this.openUnit = openUnit;
    int width = frames.get(0).h().cols();
    units = width <= UNITS ? IntStream.range(0, width).boxed().toList() : List.of(openUnit);
    xScale = frames.stream().map(Frame::x).mapToDouble(HeatSvg::largest).max().orElseThrow();
    // Pages of two sessions can meet in one saved notebook, so a counter alone would not do.
    id = "unroller-%08x-%d".formatted(digest(frames), PAGES.incrementAndGet());
  }

  private static int digest(List<Frame> frames) {
    int digest = 0;
    for (Frame f : frames)
      digest = 31 * (31 * digest + f.token().hashCode()) + Arrays.hashCode(f.h().data());
    return digest;
  }

  String html() {
    return """
        <div class="unrolled-unroller" id="%1$s" role="group" aria-label="%2$s">
        %3$s
        <p class="formula">h<sub>t</sub> = tanh(x<sub>t</sub>·W<sub>x</sub> + h<sub>t−1</sub>·W<sub>h</sub> + b)</p>
        %4$s
        %5$s
        %6$s
        </div>"""
        .formatted(
            id,
            Html.escape("The cell reads: " + sentence()),
            UnrollerStyle.of(id, frames.size(), units),
            stepButtons(),
            unitButtons(),
            frames.stream().map(this::frame).collect(Collectors.joining("\n")));
  }

  private String sentence() {
    return frames.stream()
        .map(f -> VisibleToken.visible(f.token()))
        .collect(Collectors.joining(" "));
  }

  private String stepButtons() {
    return IntStream.range(0, frames.size())
        .mapToObj(
            t ->
                radio(
                    "t",
                    t,
                    t == open,
                    VisibleToken.html(frames.get(t).token()),
                    frames.get(t).status()))
        .collect(
            Collectors.joining("\n", "", "\n<small>Tab to a word, then ← and → step.</small>"));
  }

  private String unitButtons() {
    if (units.size() < 2) return "";
    return units.stream()
        .map(j -> radio("u", j, j == openUnit, "unit " + j, "the sum of unit " + j))
        .collect(Collectors.joining("\n", "<br/>\n", ""));
  }

  private String radio(String group, int number, boolean checked, String label, String told) {
    return """
        <input type="radio" name="%1$s-%2$s" id="%1$s-%2$s%3$d" class="%2$s%3$d" aria-label="%6$s"%4$s/>\
        <label for="%1$s-%2$s%3$d" class="%2$s">%5$s</label>"""
        .formatted(
            id, group, number, checked ? " checked=\"checked\"" : "", label, Html.escape(told));
  }

  private String frame(Frame f) {
    int t = f.step() - 1;
    return """
        <div class="frame f%d">
        <p class="status"><b>step %d of %d: <q>%s</q></b> %s %s</p>
        %s
        %s
        %s
        %s
        </div>"""
        .formatted(
            t,
            f.step(),
            f.of(),
            VisibleToken.html(f.token()),
            move(t - 1, "◀ back"),
            move(t + 1, "forward ▶"),
            strip("x<sub>t</sub>", "x", f.x(), inputNames, xScale),
            strip("h<sub>t−1</sub>", "h before", f.hPrevious(), unitNames(f), 1),
            strip("<b>h<sub>t</sub></b>", "h after", f.h(), unitNames(f), 1),
            units.stream().map(j -> equation(f.units().get(j))).collect(Collectors.joining("\n")));
  }

  private String move(int to, String label) {
    return to < 0 || to >= frames.size()
        ? "<span class=\"move\" aria-hidden=\"true\">" + label + "</span>"
        : "<label class=\"move\" for=\"%s-t%d\">%s</label>".formatted(id, to, label);
  }

  private static List<String> unitNames(Frame f) {
    return IntStream.range(0, f.h().cols()).mapToObj(j -> "[" + j + "]").toList();
  }

  private static String strip(
      String name, String told, Matrix row, List<String> names, double scale) {
    String numbers = String.join(" ", HeatMap.texts(row, scale));
    return "<div class=\"strip%s\"><span class=\"name\">%s</span>\n%s</div>"
        .formatted(
            told.equals("h after") ? " out" : "",
            name,
            new HeatSvg(row, List.of(), names, scale).draw(told + ": " + numbers));
  }

  private static String equation(Frame.UnitSum u) {
    String sum =
        u.products().stream()
            .map(p -> summand(p.factors(), VisibleToken.html(p.name())))
            .collect(Collectors.joining(" + "));
    return """
        <div class="sum s%1$d"><p>z<sub>t</sub>[%1$d] = %2$s + %3$s =&#160;<span class="z">%4$s</span></p>
        <p>h<sub>t</sub>[%1$d] = tanh(%4$s) = <b class="h">%5$s</b></p></div>"""
        .formatted(
            u.unit(),
            sum,
            summand(Frame.signed(u.bias()), "b[" + u.unit() + "]"),
            Frame.number(u.z()),
            Frame.number(u.h()));
  }

  // The names stand above the numbers, and behind them in brackets where ruby is not known.
  private static String summand(String numbers, String name) {
    return "<ruby>%s<rp> (</rp><rt>%s</rt><rp>) </rp></ruby>".formatted(numbers, name);
  }
}
