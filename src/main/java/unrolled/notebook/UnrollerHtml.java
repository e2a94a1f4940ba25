package unrolled.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.nn.Activation;

/**
 * The unroller's page: radio buttons choose the step and the unit, CSS shows what they choose.
 *
 * <p>Without its style the page lists every step, one after the other, with every unit's equations.
 */
final class UnrollerHtml {
  private static final AtomicInteger PAGES = new AtomicInteger();
  private static final int UNITS = 8; // whose sums can be chosen

  private final List<String> equations;
  private final List<Frame> frames;
  private final List<String> inputNames;
  private final int open;
  private final int openUnit;
  private final List<Integer> units;
  private final Map<String, Double> scales;
  private final String id;

  UnrollerHtml(
      List<String> equations, List<Frame> frames, List<String> inputNames, int open, int openUnit) {
    this.equations = equations;
    this.frames = frames;
    this.inputNames = inputNames;
    this.open = open;
    this.openUnit = openUnit;
    int width = frames.get(0).units().size();
    units = width <= UNITS ? IntStream.range(0, width).boxed().toList() : List.of(openUnit);
    scales =
        frames.stream()
            .flatMap(f -> f.parts().stream())
            .collect(Collectors.toMap(Frame.Part::name, Frame.Part::scale, Math::max));
    // Pages of two sessions can meet in one saved notebook, so a counter alone would not do.
    id = "unroller-%08x-%d".formatted(digest(frames), PAGES.incrementAndGet());
  }

  private static int digest(List<Frame> frames) {
    int digest = 0;
    for (Frame f : frames) {
      digest =
          31 * (31 * digest + f.token().hashCode()) + Arrays.hashCode(f.row(LaidOpen.H).data());
    }
    return digest;
  }

  String html() {
    return """
        <div class="unrolled-unroller" id="%1$s" role="group" aria-label="%2$s">
        %3$s
        <p class="formula">%7$s</p>
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
            frames.stream().map(this::frame).collect(Collectors.joining("\n")),
            equations.stream().map(UnrollerHtml::symbol).collect(Collectors.joining("<br/>\n")));
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
    if (units.size() < 2) {
      return "";
    }
    return units.stream()
        .map(j -> radio("u", j, j == openUnit, "unit " + j, "the equations of unit " + j))
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
        </div>"""
        .formatted(
            t,
            f.step(),
            f.of(),
            VisibleToken.html(f.token()),
            move(t - 1, "◀ back"),
            move(t + 1, "forward ▶"),
            f.parts().stream().map(this::strip).collect(Collectors.joining("\n")),
            units.stream().map(j -> unit(j, f.units().get(j))).collect(Collectors.joining("\n")));
  }

  private String move(int to, String label) {
    return to < 0 || to >= frames.size()
        ? "<span class=\"move\" aria-hidden=\"true\">" + label + "</span>"
        : "<label class=\"move\" for=\"%s-t%d\">%s</label>".formatted(id, to, label);
  }

  private String strip(Frame.Part part) {
    boolean input = part.name().equals(LaidOpen.X);
    String told = part.name() + ", " + part.meaning();
    Strip strip = new Strip(told, part.row(), names(part), scales.get(part.name()));
    return """
        <div class="strip%s%s"><span class="name"><i>%s</i> <small>%s</small></span>
        <div class="row">%s</div></div>"""
        .formatted(
            input ? "" : " unit",
            strip.isNamed() ? " named" : "",
            symbol(part.name()),
            Html.escape(part.meaning()),
            strip.html());
  }

  /** Words above the input, numbers of the units above the hidden states; the rest lines up. */
  private List<String> names(Frame.Part part) {
    if (part.name().equals(LaidOpen.X)) {
      return inputNames;
    }
    boolean hidden = part.name().equals(LaidOpen.H) || part.name().equals(LaidOpen.H_BEFORE);
    int width = hidden ? part.row().cols() : 0;
    return IntStream.range(0, width).mapToObj(j -> "[" + j + "]").toList();
  }

  private static String unit(int j, List<Equation> equations) {
    return equations.stream()
        .map(UnrollerHtml::equation)
        .collect(Collectors.joining("\n", "<div class=\"sum s" + j + "\">", "</div>"));
  }

  // The names stand above the numbers, and behind them in brackets where ruby is not known.
  private static String equation(Equation e) {
    String sum =
        e.shown().stream()
            .map(
                p ->
                    "<ruby>%s<rp> (</rp><rt>%s</rt><rp>) </rp></ruby>"
                        .formatted(p.numbers(), symbol(p.name())))
            .collect(Collectors.joining(" + "));
    String seen = Equation.through(e.activation(), Equation.number(e.sum()));
    String result = "= <b>" + Equation.number(e.value()) + "</b>";
    return "<p><i>%s</i> = %s <span class=\"result\">%s%s</span></p>"
        .formatted(
            symbol(e.name()),
            Equation.through(e.activation(), sum),
            e.activation() == Activation.IDENTITY ? "" : "= " + seen + " ",
            result);
  }

  /** An equation with its indices set low: Wx as W with x below. */
  private static String symbol(String text) {
    return low(text).replaceAll("\\b(W|b)([xhifgorzn]{1,2})\\b", "$1<sub>$2</sub>");
  }

  /** A name with its time set low: h_(t-1) as h with t−1 below. */
  private static String low(String name) {
    return Html.escape(name).replace("_(t-1)", "<sub>t−1</sub>").replace("_t", "<sub>t</sub>");
  }
}
