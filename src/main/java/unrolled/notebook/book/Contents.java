package unrolled.notebook.book;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Claim;
import unrolled.notebook.Html;
import unrolled.notebook.NotebookRun;

/** The first page: what this is, the chapters, the ledger of claims. */
final class Contents {
  private static final String COVER = "<figcaption><b>Gradient left, untrained</b>";

  private final List<NotebookRun> runs;

  Contents(List<NotebookRun> runs) {
    this.runs = runs;
  }

  String html() {
    return PageFrame.around(
        "Unrolled: the book",
        PageFrame.nav()
            + """
            <main>
            <h1>Unrolled</h1>
            <p>Recurrent neural networks, built from nothing in Java: matrices, cells, backpropagation \
            through time, gates. Nothing is hidden, and every figure on these pages was measured by the \
            code that stands above it, in the run that made them.</p>
            %s
            <p>A <strong>claim</strong> is a measured number with the band that it must lie in. A number \
            outside its band stops the run, so a page with a false claim does not exist. \
            <a href="#ledger">The ledger</a> lists them all.</p>
            <p>%s</p>
            %s%s</main>
            """
                .formatted(picture(), summary(), chapters(), ledger()));
  }

  /** The chart of chapter 6 that shows what gates do to the gradient. */
  private String picture() {
    return runs.stream()
        .flatMap(run -> run.notebook().cells().stream())
        .flatMap(cell -> cell.outputs().stream())
        .filter(CellOutput.Shown.class::isInstance)
        .map(shown -> ((CellOutput.Shown) shown).forms().getOrDefault("text/html", ""))
        .filter(html -> html.contains(COVER))
        .findFirst()
        .map(html -> "<div class=\"shown\">" + html + "</div>")
        .orElse("");
  }

  private List<Ledger.Entry<Claim>> claims() {
    return runs.stream().flatMap(run -> Ledger.claims(run.notebook()).stream()).toList();
  }

  private String summary() {
    long failed = runs.stream().filter(run -> run.failure().isPresent()).count();
    Duration all = runs.stream().map(NotebookRun::time).reduce(Duration.ZERO, Duration::plus);
    return "Chapters: %d, executed in %s. %sClaims measured and held: %d."
        .formatted(
            runs.size(),
            Page.seconds(all),
            failed == 0 ? "" : "<strong>Failed: " + failed + ".</strong> ",
            claims().size());
  }

  private String chapters() {
    String rows =
        runs.stream()
            .map(
                run ->
                    row(
                        link(run, "", run.notebook().title()),
                        Page.seconds(run.time()),
                        run.failure()
                            .map(failure -> "<strong>failed at [" + failure.number() + "]</strong>")
                            .orElse("ok")))
            .collect(Collectors.joining());
    return section("Chapters", "chapters", table("Chapter,Time,Result", rows));
  }

  private static String link(NotebookRun run, String anchor, String text) {
    return "<a href=\"%s.html%s\">%s</a>"
        .formatted(Html.escape(run.notebook().name()), anchor, Html.escape(text));
  }

  private String ledger() {
    if (claims().isEmpty()) {
      return "";
    }
    var rows = new StringBuilder();
    for (NotebookRun run : runs) {
      for (Ledger.Entry<Claim> entry : Ledger.claims(run.notebook())) {
        Claim claim = entry.what();
        String chapter = run.notebook().name().replaceAll("-.*", "");
        rows.append(
            row(
                link(run, "#" + Page.anchor(entry.cell()), chapter),
                Html.escape(claim.text()),
                unbroken(claim.measured()),
                unbroken(claim.words())));
      }
    }
    return section(
        "Ledger of claims", "ledger", table("Chapter,Claim,Measured,Held", rows.toString()));
  }

  /** So that a line does not end inside 1.2 × 10⁻⁹. */
  private static String unbroken(String figures) {
    return figures.replace(" × ", "\u00a0×\u00a0");
  }

  private static String section(String title, String id, String body) {
    return "<section id=\"%s\">\n<h2>%s</h2>\n%s</section>\n".formatted(id, title, body);
  }

  private static String table(String head, String rows) {
    return "<table>\n<thead><tr><th>%s</th></tr></thead>\n<tbody>\n%s</tbody>\n</table>\n"
        .formatted(head.replace(",", "</th><th>"), rows);
  }

  private static String row(String... cells) {
    return "<tr><td>" + String.join("</td><td>", cells) + "</td></tr>\n";
  }
}
