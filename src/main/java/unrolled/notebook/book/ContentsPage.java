package unrolled.notebook.book;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Claim;
import unrolled.notebook.Html;
import unrolled.notebook.NotebookRun;

/** The first page: what this is, the chapters, the ledger of claims. */
final class ContentsPage {
  private static final String COVER = "<figcaption><b>Gradient left, untrained</b>";
  private static final Pattern FIGURE = Pattern.compile("[−\\d][\\d.,]*( × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?");

  // minGRU, h and log P are names.
  private static final Pattern WORD = Pattern.compile("(?!log P)\\p{Ll}{2,}(?![\\p{L}\\d])");

  private final List<NotebookRun> runs;

  ContentsPage(List<NotebookRun> runs) {
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

  /** For each chapter its claims, each a sentence that can be read alone. */
  private String ledger() {
    if (claims().isEmpty()) {
      return "";
    }
    var lists = new StringBuilder();
    for (NotebookRun run : runs) {
      List<Ledger.Entry<Claim>> claims = Ledger.claims(run.notebook());
      if (!claims.isEmpty()) {
        lists.append("<h3>").append(link(run, "", run.notebook().title())).append("</h3>\n<ul>\n");
        claims.forEach(entry -> lists.append(sentence(run, entry)));
        lists.append("</ul>\n");
      }
    }
    return section("Ledger of claims", "ledger", lists.toString());
  }

  private static String sentence(NotebookRun run, Ledger.Entry<Claim> entry) {
    Claim claim = entry.what();
    return "<li>%s: measured <b>%s</b>, held %s.</li>\n"
        .formatted(
            link(run, "#" + Page.anchor(entry.cell()), capital(claim.text())),
            unbroken(claim.measured()),
            unbroken(claim.words()));
  }

  /** With a capital, unless the sentence begins with a name: of a cell, or in an equation. */
  private static String capital(String text) {
    boolean word = WORD.matcher(text).lookingAt();
    return word ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text;
  }

  /** So that a line does not end inside 1.2 × 10⁻⁹ or behind a minus sign. */
  static String unbroken(String figures) {
    return FIGURE
        .matcher(figures)
        .replaceAll(figure -> "<span class=\"figure\">" + figure.group() + "</span>");
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
