package unrolled.notebook;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.experiment.LearningCurve;

/**
 * One network on one card, to share: what it is, what it read, how it learnt, and which claims it
 * passed. The page needs no script, no file beside it and no network.
 *
 * <pre>{@code
 * show(new ShowcaseCard("Names of Java classes", cell, "3,264 class names of the JDK", 1)
 *     .curve("nats a letter", curve.losses())
 *     .claims(better));
 * }</pre>
 *
 * <p>{@code ./unrolled card 11} runs notebook 11 and writes the cards that it shows into files,
 * with the claims that the notebook passed.
 */
public final class ShowcaseCard implements Rich {
  /** The MIME type under which a card carries its numbers to {@code ./unrolled card}. */
  public static final String CARD = "application/vnd.unrolled.card+json";

  private static final int POINTS = 400; // of the curve; more cannot be seen

  /** Narrower than a chart of its own, because the card's frame takes room on a phone. */
  private static final int WIDTH = 470;

  private final Facts facts;

  // What the card says, in a form that JSON can hold.
  private record Facts(
      String title,
      String model,
      String data,
      long seed,
      String unit,
      List<Double> curve,
      int steps,
      List<String> claims) {}

  /**
   * A card without a curve and without claims.
   *
   * @param title what the network does
   * @param model the network, written as its {@code toString()} says
   * @param data what it read
   * @param seed of the random numbers, so that others can repeat the run
   */
  public ShowcaseCard(String title, Object model, String data, long seed) {
    this(new Facts(title, model.toString(), data, seed, "", List.of(), 0, List.of()));
    for (String text : List.of(title, model.toString(), data)) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(
            "ShowcaseCard: expected a title, a model and data, got “%s”, “%s” and “%s”"
                .formatted(title, model, data));
      }
    }
  }

  private ShowcaseCard(Facts facts) {
    this.facts = facts;
  }

  /**
   * The card with a learning curve.
   *
   * @param unit of the scores, such as {@code nats a letter}
   * @param scores one for each step of training, such as {@link Curve#losses}
   * @throws IllegalArgumentException if there is no score
   */
  public ShowcaseCard curve(String unit, double... scores) {
    return curve(unit, scores.length, scores);
  }

  /**
   * The card with a learning curve that was measured every so many steps.
   *
   * @param unit of the scores, such as {@code mean squared error}
   * @param learnt its points, equally far apart; one before the first step is left out
   * @throws IllegalArgumentException if there is no score
   */
  public ShowcaseCard curve(String unit, LearningCurve learnt) {
    return curve(
        unit,
        learnt.points().isEmpty() ? 0 : learnt.steps(),
        learnt.points().stream()
            .filter(point -> point.step() > 0)
            .mapToDouble(LearningCurve.Point::score)
            .toArray());
  }

  private ShowcaseCard curve(String unit, int steps, double[] scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("ShowcaseCard: expected a learning curve, got no score");
    }
    int every = Math.max(1, (scores.length + POINTS - 1) / POINTS);
    List<Double> points =
        IntStream.range(0, (scores.length + every - 1) / every)
            .mapToObj(i -> mean(scores, i * every, Math.min((i + 1) * every, scores.length)))
            .toList();
    return new ShowcaseCard(
        new Facts(
            facts.title, facts.model, facts.data, facts.seed, unit, points, steps, facts.claims));
  }

  private static double mean(double[] values, int from, int to) {
    return IntStream.range(from, to).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  /** The card with claims that were passed, after those that it has; none stands there twice. */
  public ShowcaseCard claims(Claim... passed) {
    List<String> all = new ArrayList<>(facts.claims);
    for (Claim claim : passed) {
      String line = "%s: %s, held %s".formatted(claim.text(), claim.measured(), claim.words());
      if (!all.contains(line)) {
        all.add(line);
      }
    }
    return new ShowcaseCard(
        new Facts(
            facts.title,
            facts.model,
            facts.data,
            facts.seed,
            facts.unit,
            facts.curve,
            facts.steps,
            all));
  }

  /**
   * The card that a cell has shown.
   *
   * @param json what stands under {@link #CARD}
   * @throws IllegalArgumentException if it is no card
   */
  public static ShowcaseCard read(String json) {
    try {
      Facts facts = new Gson().fromJson(json, Facts.class);
      if (facts == null || facts.title == null || facts.curve == null || facts.claims == null) {
        throw new IllegalArgumentException("ShowcaseCard: expected a card, got " + json);
      }
      return new ShowcaseCard(facts);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("ShowcaseCard: expected a card, got " + json, e);
    }
  }

  /** What the network does. */
  public String title() {
    return facts.title;
  }

  /** The claims that were passed, each in one line. */
  public List<String> claims() {
    return List.copyOf(facts.claims);
  }

  /**
   * Writes the card as a page of its own.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void saveAs(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, page());
    } catch (IOException e) {
      throw new UncheckedIOException("saveAs: cannot write " + file, e);
    }
  }

  private String page() {
    return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>%s</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 8px; }
        .unrolled-card { margin: 0 auto !important; }
        </style></head>
        <body>
        %s
        </body></html>
        """
        .formatted(Html.escape(facts.title), html());
  }

  private String html() {
    return """
        <section class="unrolled-card" aria-label="Showcase card" style="max-width: 560px; box-sizing: border-box; \
        margin: .5em 0; padding: .8em .7em; border: 1px solid rgba(128,128,128,.45); border-radius: .6em; \
        overflow-wrap: anywhere">
        <h3 style="margin: 0 0 .5em">%s</h3>
        <p style="margin: .2em 0"><b>Model</b> %s</p>
        <p style="margin: .2em 0"><b>Data</b> %s</p>
        <p style="margin: .2em 0"><b>Seed</b> %d</p>
        %s%s<p style="margin: .8em 0 0"><small>made with Unrolled</small></p>
        </section>"""
        .formatted(
            Html.escape(facts.title),
            Html.escape(facts.model),
            Html.escape(facts.data),
            facts.seed,
            drawing(),
            passed());
  }

  private String drawing() {
    if (facts.curve.isEmpty()) {
      return "";
    }
    LineChart chart = Charts.lines("Learning curve", "step", facts.unit).narrowedTo(WIDTH);
    int points = facts.curve.size();
    double[] steps =
        IntStream.rangeClosed(1, points)
            .mapToDouble(i -> Math.rint((double) i * facts.steps / points))
            .toArray();
    double[] scores = facts.curve.stream().mapToDouble(Double::doubleValue).toArray();
    chart.addSeries("learning curve", steps, scores).setLineColor(ChartStyle.FIRST);
    return ChartForms.mime(chart).get("text/html") + "\n";
  }

  private String passed() {
    if (facts.claims.isEmpty()) {
      return "";
    }
    return facts.claims.stream()
        .map(claim -> "<li>" + Html.escape(claim).replace(" × ", "\u00a0×\u00a0") + "</li>")
        .collect(
            Collectors.joining(
                "\n",
                "<p style=\"margin: .6em 0 .2em\"><b>Claims passed</b></p>\n<ul style=\"margin: 0; padding-left: 1.2em\">\n",
                "\n</ul>\n"));
  }

  @Override
  public Map<String, String> mime() {
    return Map.of("text/html", html(), CARD, new Gson().toJson(facts));
  }

  /** The card in words. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(facts.title);
    lines.add("model  " + facts.model);
    lines.add("data   " + facts.data);
    lines.add("seed   " + facts.seed);
    if (!facts.curve.isEmpty()) {
      lines.add(
          "curve  %s to %s %s in %,d steps"
              .formatted(
                  Numbers.text(facts.curve.get(0)),
                  Numbers.text(facts.curve.get(facts.curve.size() - 1)),
                  facts.unit,
                  facts.steps));
    }
    facts.claims.forEach(claim -> lines.add("✓ " + claim));
    return String.join("\n", lines);
  }
}
